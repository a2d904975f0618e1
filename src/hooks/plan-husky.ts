import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { hookNames } from "./hook-names.ts";
import type { ConfigHook, GitAge, HookSite } from "./hook-site.ts";
import { type Manager, textOf } from "./managers.ts";
import { joined, type Plan, type PlannedFile } from "./plan.ts";
import { planConfigHooks } from "./plan-config-hooks.ts";
import { planLineEnds } from "./plan-line-ends.ts";
import { planScript } from "./plan-script.ts";
import type { Worktree } from "./worktrees.ts";

export interface HuskyAsked {
  readonly site: HookSite;
  readonly husky: Extract<Manager, { kind: "husky" }>;
  readonly git: GitAge;
  readonly configHooks: readonly ConfigHook[];
  readonly worktrees: readonly Worktree[];
}

/**
 * Our block in the team's own hook files, which are committed. husky 9 runs them through launchers in a folder that git ignores, so a
 * linked worktree has none and runs no hook at all, without a word: with git 2.54 a hook in the configuration mends that, for worktrees
 * to come as well; before, the launchers are copied into those that are there.
 */
export function planHusky({ site, husky, git, configHooks, worktrees }: HuskyAsked): Plan {
  const scripts = [...hookNames.map((hook) => planScript(join(husky.folder, hook), hook, "manager")), planLineEnds(husky.folder, hookNames)];
  const next = husky.installed || launchersSomewhere(site, worktrees) !== null ? [] : ["npx husky (or the npm script that runs it), so that git calls these files"];
  const commit: Partial<Plan> = { warnings: [`Commit ${[...hookNames, ".gitattributes"].map((name) => relative(site.top, join(husky.folder, name))).join(", ")}: other clones, and worktrees on other branches, run them once they are there.`] };
  if (husky.launchers === null) return joined("husky", [...scripts, { next }, commit]);
  if (git.runsConfigHooks) return joined("husky", [...scripts, planConfigHooks(configHooks, (hook) => relative(site.top, join(husky.folder, hook))), { next }, commit]);
  return joined("husky", [...scripts, ...copiesFor(site, worktrees), { next }, commit, { warnings: [holeLater(git)] }]);
}

function holeLater(git: GitAge): string {
  return `A worktree that is added later has no husky launchers, so git ${git.version} runs no hook there: run riskscore init --hooks, or husky, once in it. riskscore doctor tells. (git 2.54 or newer needs no such step.)`;
}

/** husky's launchers, out of a worktree that has them; they are the same in all. */
function launchersSomewhere({ hooksPath, folder, top }: HookSite, worktrees: readonly Worktree[]): string | null {
  if (hooksPath === null || isAbsolute(hooksPath.value)) return existsSync(join(folder, "h")) ? folder : null;
  return [top, ...worktrees.filter(({ bare }) => !bare).map(({ path }) => path)].map((at) => join(at, hooksPath.value)).find((at) => existsSync(join(at, "h"))) ?? null;
}

function copiesFor(site: HookSite, worktrees: readonly Worktree[]): readonly Partial<Plan>[] {
  const from = launchersSomewhere(site, worktrees);
  const path = site.hooksPath?.value;
  if (from === null || path === undefined || isAbsolute(path)) return [];
  const names = readdirSync(from);
  return worktrees
    .filter((one) => !one.bare && !one.prunable && existsSync(one.path) && !existsSync(join(one.path, path, "h")))
    .map(({ path: top }) => ({ files: names.map((name): PlannedFile => ({ hook: null, path: join(top, path, name), text: textOf(join(from, name)) ?? "", mode: 0o755, state: "new" })) }));
}
