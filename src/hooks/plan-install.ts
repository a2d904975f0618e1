import { isAbsolute, join, relative, sep } from "node:path";
import { scriptFor } from "./hook-block.ts";
import { hookNames } from "./hook-names.ts";
import type { ConfigHook, GitAge, HookSite } from "./hook-site.ts";
import { type Manager, managerOf } from "./managers.ts";
import { joined, type Plan } from "./plan.ts";
import { planConfigHooks } from "./plan-config-hooks.ts";
import { planLineEnds } from "./plan-line-ends.ts";
import { planScript } from "./plan-script.ts";
import type { Worktree } from "./worktrees.ts";

export interface Surroundings {
  readonly site: HookSite;
  readonly git: GitAge;
  readonly configHooks: readonly ConfigHook[];
  readonly worktrees: readonly Worktree[];
}

/** What installing would do here. Reads files, writes none. Each manager's planner is loaded only where that manager is. */
export async function planInstall(around: Surroundings): Promise<Plan> {
  const manager = managerOf(around.site);
  switch (manager.kind) {
    case "husky":
      return (await import("./plan-husky.ts")).planHusky({ ...around, husky: manager });
    case "lefthook":
      return (await import("./plan-lefthook.ts")).planLefthook({ top: around.site.top, file: manager.file, hooks: around.site.folder });
    case "simple-git-hooks":
      return orConfigHooks((await import("./plan-simple-git-hooks.ts")).planSimpleGitHooks(manager.file), around);
    case "pre-commit":
      return (await import("./plan-pre-commit.ts")).planPreCommit(around.site.folder);
    case "files":
      return joined("files", [...hookNames.map((hook) => planScript(join(manager.folder, hook), hook, "git")), isCommitted(manager.folder, around.site) ? planLineEnds(manager.folder, hookNames) : {}]);
    case "elsewhere":
      return orConfigHooks(refusedElsewhere(manager), around);
  }
}

/** Whether a folder of hooks is part of the working tree, and no part of git's own folder. */
function isCommitted(folder: string, { top, commonDir }: HookSite): boolean {
  return isBelow(folder, top) && !isBelow(folder, commonDir) && !isBelow(folder, join(top, ".git"));
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Where no file may be written, a git that is new enough takes hooks from its configuration. */
function orConfigHooks(plan: Plan, { git, configHooks }: Surroundings): Plan {
  return plan.refused.length === 0 || !git.runsConfigHooks ? plan : joined(plan.manager, [planConfigHooks(configHooks, null)]);
}

function refusedElsewhere({ folder, kind }: Extract<Manager, { kind: "elsewhere" }>): Plan {
  const because = "lies outside this repository (core.hooksPath leads there), so other repositories may use it, too";
  return joined(kind, hookNames.map((hook) => ({ refused: [{ hook, path: join(folder, hook), because, lines: scriptFor(hook) }] })));
}
