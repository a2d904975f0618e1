import { resolve } from "node:path";
import { Failure } from "../failure.ts";
import { type GitContext, runGit } from "../git/run-git.ts";
import type { HookName } from "./hook-names.ts";

/** Where git looks for hooks when it runs in one worktree. */
export interface HookSite {
  /** The worktree's root. */
  readonly top: string;
  readonly commonDir: string;
  /** What `core.hooksPath` says (empty: git runs no hook), `~` expanded, and where it is said (`local`, `global`, `worktree`, …); null for git's own folder. */
  readonly hooksPath: { readonly value: string; readonly scope: string } | null;
  /** The folder in force, absolute. Whether it is there is another question. */
  readonly folder: string;
}

/** `context.cwd` is the worktree's root: a relative `core.hooksPath` counts from there. */
export async function hookSiteOf(context: GitContext, commonDir: string): Promise<HookSite> {
  const [asked, folder] = await Promise.all([
    runGit(context, { purpose: "read core.hooksPath", args: ["config", "--show-scope", "--type=path", "-z", "--get", "core.hooksPath"], accept: [0, 1] }),
    // 128: of an empty core.hooksPath git knows no folder.
    runGit(context, { purpose: "find the folder of hooks", args: ["rev-parse", "--path-format=absolute", "--git-path", "hooks"], accept: [0, 128] }),
  ]);
  const [scope = "", value = ""] = asked.stdout.toString().split("\0");
  const hooksPath = asked.code === 0 ? { value, scope } : null;
  if (hooksPath?.value === "") return { top: context.cwd, commonDir, hooksPath, folder: resolve("/") };
  if (folder.code !== 0) throw new Failure("git", "git could not find the folder of hooks.", { hint: "git rev-parse --git-path hooks says why." });
  return { top: context.cwd, commonDir, hooksPath, folder: resolve(context.cwd, folder.stdout.toString().replace(/\n$/, "")) };
}

/** The first git whose configuration can name hooks. */
const firstWithConfigHooks = [2, 54] as const;

/** A command that git's configuration names for an event (git 2.54 and newer run it; older ones pass over it without a word). */
export interface ConfigHook {
  readonly name: string;
  readonly scope: string;
  readonly event: string;
  readonly command: string;
  readonly enabled: boolean;
}

export interface GitAge {
  readonly version: string;
  readonly runsConfigHooks: boolean;
}

export async function gitAge(context: GitContext): Promise<GitAge> {
  const { stdout } = await runGit(context, { purpose: "tell its version", args: ["version"] });
  const version = stdout.toString().trim().replace(/^git version /, "");
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  const [wantedMajor, wantedMinor] = firstWithConfigHooks;
  return { version, runsConfigHooks: Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor) };
}

/** Hooks of the configuration, whether or not this git runs them. An empty event takes back the events before it; the last command counts. */
export async function configHooks(context: GitContext): Promise<readonly ConfigHook[]> {
  const { stdout } = await runGit(context, { purpose: "read the hooks of its configuration", args: ["config", "--show-scope", "-z", "--get-regexp", "^hook\\..*\\.(event|command|enabled)$"], accept: [0, 1] });
  return parseConfigHooks(stdout.toString());
}

/** Reads `git config --show-scope -z --get-regexp`: scope NUL key LF value NUL. */
export function parseConfigHooks(text: string): readonly ConfigHook[] {
  const parts = text.split("\0");
  const drafts = new Map<string, { scope: string; events: string[]; command: string; enabled: boolean }>();
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const entry = parts[i + 1]!;
    const end = entry.indexOf("\n");
    // A key without `=` has no value, and no line end either; for git it means yes.
    const [key, value] = end < 0 ? [entry, "true"] : [entry.slice(0, end), entry.slice(end + 1)];
    const name = key.slice("hook.".length, key.lastIndexOf("."));
    const draft = drafts.get(name) ?? { scope: parts[i]!, events: [], command: "", enabled: true };
    drafts.set(name, draft);
    const what = key.slice(key.lastIndexOf(".") + 1);
    if (what === "command") draft.command = value;
    else if (what === "enabled") draft.enabled = !/^(?:false|no|off|0|)$/i.test(value);
    else draft.events = value === "" ? [] : [...draft.events, value];
  }
  const off = new Set([...drafts].filter(([, { enabled }]) => !enabled).map(([name]) => name));
  return [...drafts].flatMap(([name, { scope, events, command, enabled }]) => events.map((event) => ({ name, scope, event, command, enabled: enabled && !off.has(event) })));
}

/** The configured commands that git runs for this hook and that call us. */
export function ourConfigHooks(hooks: readonly ConfigHook[], hook: HookName): readonly ConfigHook[] {
  return hooks.filter((one) => one.event === hook && one.enabled && one.command.includes(`hook ${hook}`) && one.command.includes("riskscore"));
}
