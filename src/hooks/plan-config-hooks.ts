import { type HookName, hookNames } from "./hook-names.ts";
import type { ConfigHook } from "./hook-site.ts";
import type { Plan, PlannedSetting } from "./plan.ts";

/**
 * Hooks in this clone's git configuration (git 2.54 and newer): they run in every worktree, beside whatever else there is. Where a hook
 * file that calls us runs anyway, they stand back. `file`: a hook file that a manager's launcher starts, relative to the worktree, or null
 * where git runs the file itself.
 */
export function planConfigHooks(there: readonly ConfigHook[], fileOf: ((hook: HookName) => string) | null): Partial<Plan> {
  return { settings: hookNames.flatMap((hook) => settingsFor(hook, there, fileOf?.(hook) ?? null)) };
}

function settingsFor(hook: HookName, there: readonly ConfigHook[], file: string | null): readonly PlannedSetting[] {
  const name = `riskscore-${hook}`;
  const known = there.filter((one) => one.name === name && one.scope === "local");
  const command = commandFor(hook, file);
  const state = known.length === 0 ? "new" : known.every((one) => one.command === command) ? "same" : "changed";
  return [
    { hook, key: `hook.${name}.command`, value: command, state },
    { hook, key: `hook.${name}.event`, value: hook, state: known.some((one) => one.event === hook) ? "same" : "new" },
  ];
}

/** git runs it as `sh -c '<command> "$@"'`, in the worktree's root. */
export function commandFor(hook: HookName, file: string | null): string {
  const inForce = '"$(git rev-parse --git-path hooks)/' + hook + '"';
  const runsAnyway = file === null ? `[ -x ${inForce} ] && grep -qs 'riskscore' ${inForce}` : `[ -x ${inForce} ] && grep -qs 'riskscore' ${quoted(file)}`;
  const path = 'PATH="$PWD/node_modules/.bin:$(git rev-parse --git-common-dir)/../node_modules/.bin:$PATH"';
  const orNot = hook === "prepare-commit-msg" ? " || :" : "";
  return `riskscore_hook() { ${path} riskscore hook ${hook} "$@"${orNot}; }; { ${runsAnyway}; } || riskscore_hook`;
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
