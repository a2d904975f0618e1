import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { callsRiskscore, firstLineBefore } from "./chained-script.ts";
import { type HookName, hookNames } from "./hook-names.ts";
import { type ConfigHook, type GitAge, type HookSite, ourConfigHooks } from "./hook-site.ts";
import { type Manager, managerOf, textOf } from "./managers.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Whether git, in one worktree, would come to riskscore for one hook. Read off files and settings; nothing is run. */
export type HookState =
  | {
      readonly state: "in force";
      /** The file that calls us; null for git's configuration. */
      readonly file: string | null;
      /** What stands before the call in that file and may read git's lines first; null for nothing. */
      readonly before: string | null;
    }
  | { readonly state: "not in force"; readonly because: string; readonly mend: string };

export interface InspectedHooks {
  readonly manager: Manager["kind"];
  readonly hooks: Readonly<Record<HookName, HookState>>;
}

export interface Inspecting {
  readonly site: HookSite;
  readonly git: GitAge;
  readonly configHooks: readonly ConfigHook[];
  /** Of whoever asks: a switch that is set there is set for the pushes made there. */
  readonly env: Env;
}

export async function inspectHooks(asked: Inspecting): Promise<InspectedHooks> {
  const manager = managerOf(asked.site);
  const states = await Promise.all(hookNames.map(async (hook) => [hook, await inspectHook(asked, manager, hook)] as const));
  return { manager: manager.kind, hooks: Object.fromEntries(states) as Record<HookName, HookState> };
}

async function inspectHook(asked: Inspecting, manager: Manager, hook: HookName): Promise<HookState> {
  const byFile = await inspectFile(asked, manager, hook);
  if (byFile.state === "in force" || !asked.git.runsConfigHooks) return byFile;
  // Two that run would be two; the one in the configuration stands back for a file, and only where there is none does it count here.
  return ourConfigHooks(asked.configHooks, hook).length > 0 ? { state: "in force", file: null, before: null } : byFile;
}

const install = "riskscore init --hooks";

async function inspectFile({ site, env }: Inspecting, manager: Manager, hook: HookName): Promise<HookState> {
  if (site.hooksPath?.value === "") return off(`core.hooksPath (${site.hooksPath.scope}) is empty, and git runs no hook then`, `git config --unset core.hooksPath; then ${install}`);
  const file = join(site.folder, hook);
  const text = textOf(file);
  if (text === null) return missing(site, manager, file);
  if ((statSync(file).mode & 0o111) === 0) return off(`${file} is not executable, so git passes over it`, "chmod +x it, or delete it and run riskscore init --hooks");
  if (callsRiskscore(text, hook)) return switchedOff(text, env) ?? callIn(file, text, hook);
  if (manager.kind === "husky" && manager.launchers !== null) return throughHusky(manager.folder, file, hook, env);
  if (text.includes("call_lefthook")) return manager.kind === "lefthook" ? throughLefthook(manager.file, hook, env) : off(`${file} starts lefthook, whose configuration is not there`, install);
  if (text.includes("pre-commit.com")) return throughPreCommit(`${file}.legacy`, hook);
  return off(`${file} does not call riskscore`, install);
}

function missing({ hooksPath, folder, top }: HookSite, manager: Manager, file: string): HookState {
  if (manager.kind === "husky" && manager.launchers !== null && hooksPath !== null && !existsSync(folder)) {
    return off(`husky's launchers (${hooksPath.value}) are not in this worktree: git ignores them, so it has none unless husky ran here, and no hook runs`, `${install} here, or husky`);
  }
  if (manager.kind === "husky" && hooksPath === null) return off("husky is named in package.json and is not set up (core.hooksPath is not set)", "npx husky, or the npm script that runs it");
  if (hooksPath !== null && !existsSync(folder)) return off(`core.hooksPath (${hooksPath.scope}) leads to ${hooksPath.value}, which ${folder.startsWith(top) ? "is not in this worktree" : "does not exist"}`, `make it, or unset core.hooksPath; then ${install}`);
  if (manager.kind === "lefthook" || manager.kind === "simple-git-hooks") return off(`there is no ${file}`, manager.kind === "lefthook" ? `${install}, then lefthook install` : `${install}, then npx simple-git-hooks`);
  return off(`there is no ${file}`, install);
}

function callIn(file: string, text: string, hook: HookName): HookState {
  return { state: "in force", file, before: hook === "pre-push" ? firstLineBefore(text, hook) : null };
}

function throughHusky(folder: string, launcher: string, hook: HookName, env: Env): HookState {
  if (!existsSync(join(dirname(launcher), "h"))) return off(`${launcher} starts ${join(dirname(launcher), "h")}, which is not there`, `${install} here, or husky`);
  const file = join(folder, hook);
  const text = textOf(file);
  if (text === null) return off(`there is no ${file}, and husky runs nothing then`, install);
  if (!callsRiskscore(text, hook)) return off(`${file} does not call riskscore`, install);
  return huskyIsOff(env) ?? callIn(file, text, hook);
}

/** husky reads a file of the user's before every hook, for all repositories. */
function huskyIsOff(env: Env): HookState | null {
  if (env["HUSKY"] === "0") return off("HUSKY=0 is set in this environment, so husky runs nothing", "unset HUSKY");
  const home = env["XDG_CONFIG_HOME"] || join(env["HOME"] ?? env["USERPROFILE"] ?? "", ".config");
  const init = join(home, "husky", "init.sh");
  return /^[ \t]*(?:export[ \t]+)?HUSKY=["']?0/m.test(textOf(init) ?? "") ? off(`${init} sets HUSKY=0, so husky runs nothing in any repository`, "take that line out") : null;
}

async function throughLefthook(config: string, hook: HookName, env: Env): Promise<HookState> {
  if (["0", "false"].includes(env["LEFTHOOK"] ?? "")) return off(`LEFTHOOK=${env["LEFTHOOK"]} is set in this environment, so lefthook runs nothing`, "unset LEFTHOOK");
  const { lefthookConfig, scriptName } = await import("./lefthook-config.ts");
  const raw = textOf(config) ?? "";
  const read = lefthookConfig(config, Buffer.from(raw, "latin1").toString());
  if ("refused" in read) return callsRiskscore(raw, hook) ? { state: "in force", file: config, before: null } : off(`${config} ${read.refused}, and does not seem to call riskscore`, install);
  const top = basename(dirname(config)) === ".config" ? dirname(dirname(config)) : dirname(config);
  const script = join(top, read.sourceDir, hook, scriptName);
  if (!read.names(hook)) return callsRiskscore(raw, hook) ? { state: "in force", file: config, before: null } : off(`${config} does not name riskscore for ${hook}`, install);
  const text = textOf(script);
  return text !== null && callsRiskscore(text, hook) ? callIn(script, text, hook) : off(`${script} is not there, or does not call riskscore`, install);
}

function throughPreCommit(legacy: string, hook: HookName): HookState {
  const text = textOf(legacy);
  if (text === null || !callsRiskscore(text, hook)) return off(`the pre-commit framework's script runs, and ${legacy}, which it would run first, does not call riskscore`, install);
  return (statSync(legacy).mode & 0o111) === 0 ? off(`${legacy} is not executable, so pre-commit passes over it`, "chmod +x it") : callIn(legacy, text, hook);
}

function switchedOff(text: string, env: Env): HookState | null {
  return text.includes("SKIP_SIMPLE_GIT_HOOKS") && env["SKIP_SIMPLE_GIT_HOOKS"] === "1" ? off("SKIP_SIMPLE_GIT_HOOKS=1 is set in this environment, so simple-git-hooks runs nothing", "unset it") : null;
}

function off(because: string, mend: string): HookState {
  return { state: "not in force", because, mend };
}
