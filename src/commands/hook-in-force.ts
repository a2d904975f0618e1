import type { Repository } from "../git/repository.ts";
import { configHooks, gitAge, hookSiteOf } from "../hooks/hook-site.ts";
import { inspectHooks } from "../hooks/inspect.ts";
import type { Host } from "../host.ts";

/** Whether the next commit in this worktree would come to riskscore. */
export async function prepareHookInForce(host: Host, { user, topLevel, commonDir }: Repository): Promise<boolean> {
  const context = { ...user, cwd: topLevel ?? user.cwd };
  const [site, git, known] = await Promise.all([hookSiteOf(context, commonDir), gitAge(context), configHooks(context)]);
  return (await inspectHooks({ site, git, configHooks: known, env: host.env })).hooks["prepare-commit-msg"].state === "in force";
}
