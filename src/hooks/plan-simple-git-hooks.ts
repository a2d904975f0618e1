import { basename } from "node:path";
import { getNodeValue, type ParseError, parseTree } from "jsonc-parser";
import { callsRiskscore } from "./chained-script.ts";
import { editedJson } from "./edit-json.ts";
import { type HookName, hookNames } from "./hook-names.ts";
import { textOf } from "./managers.ts";
import { joined, type Plan } from "./plan.ts";

const next = "npx simple-git-hooks";
/** Linked worktrees seldom have packages of their own: those of the main one serve. */
const call = (hook: HookName): string => `PATH="$PWD/node_modules/.bin:$(git rev-parse --git-common-dir)/../node_modules/.bin:$PATH" riskscore hook ${hook} "$@"`;

/**
 * A command in the configuration of simple-git-hooks, before the one that is there: it writes the whole hook file from it, and deletes
 * hooks it does not name, so that lines in the file itself would not last.
 */
export function planSimpleGitHooks(file: string): Plan {
  const name = basename(file);
  const lines = `${JSON.stringify(Object.fromEntries(hookNames.map((hook) => [hook, commandBefore(hook, undefined)])), null, 2)}\n`;
  const refuse = (because: string): Plan => joined("simple-git-hooks", [{ refused: [{ hook: null, path: file, because, lines }] }]);
  if (!name.endsWith(".json")) return refuse("is a program, which is neither run nor edited here");
  const before = Buffer.from(textOf(file) ?? "", "latin1").toString();
  const errors: ParseError[] = [];
  const tree = parseTree(before, errors);
  if (tree?.type !== "object" || errors.length > 0) return refuse("does not parse as JSON");
  const whole = getNodeValue(tree) as Record<string, unknown>;
  const at = name === "package.json" ? ["simple-git-hooks"] : [];
  const config = at.length === 0 ? whole : whole["simple-git-hooks"];
  if (typeof config !== "object" || config === null) return refuse('names its configuration in "simple-git-hooks" instead of holding it');
  const said = config as Record<string, unknown>;
  if (hookNames.some((hook) => said[hook] !== undefined && typeof said[hook] !== "string")) return refuse("holds a hook that is no command");
  const commands = hookNames.map((hook) => [hook, said[hook] as string | undefined] as const).filter(([hook, command]) => command === undefined || !callsRiskscore(command, hook));
  const after = editedJson(before, commands.map(([hook, command]) => ({ path: [...at, hook], value: commandBefore(hook, command) })));
  return joined("simple-git-hooks", [{ files: [{ hook: null, path: file, text: Buffer.from(after).toString("latin1"), mode: 0o644, state: after === before ? "same" : "changed" }], next: after === before ? [] : [next] }]);
}

/** Git tells its lines once: where another command follows, it hears them again. */
function commandBefore(hook: HookName, command: string | undefined): string {
  if (hook === "prepare-commit-msg") return `${call(hook)} || :${command === undefined ? "" : `\n${command}`}`;
  if (command === undefined) return call(hook);
  // Nothing said stays nothing: a line's end would be a line.
  const lines = 'printf %s "${riskscore_lines:+$riskscore_lines\n}"';
  return `riskscore_lines=$(cat)\n${lines} | ${call(hook)} || exit $?\n${lines} | {\n${command}\n}`;
}
