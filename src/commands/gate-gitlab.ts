import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import { branchRef, fullRef, nameShown, odd, oidIn, oidOrNone, sayIt, type ToldChange, type ToldByForge } from "./gate-told.ts";

type Env = Host["env"];

/** What GitLab CI says a pipeline is for. Failure `usage` for a pipeline that is for no change, and for variables that do not look as documented. */
export function toldByGitlab(env: Env): ToldByForge {
  const main = env["CI_DEFAULT_BRANCH"];
  const told = { mainBranch: main === undefined || main === "" ? null : branchRef(main, "CI_DEFAULT_BRANCH"), actor: nameShown(env["GITLAB_USER_LOGIN"]), notes: [] };
  const source = env["CI_PIPELINE_SOURCE"] ?? "";
  if (isSet(env, "CI_MERGE_REQUEST_IID")) return { ...told, change: mergeRequest(env) };
  if (source === "push") return { ...told, change: pushed(env) };
  throw new Failure("usage", source === "" ? "CI_PIPELINE_SOURCE is not set, so nobody says what this pipeline is for." : `A pipeline from '${nameShown(source)}' names no change to judge.`, {
    hint: `${sayIt} Pipelines for merge requests and for pushes name one.`,
  });
}

/**
 * Three kinds: `detached` runs on the source branch itself, `merged_result` on a merge made for testing, of which the source's head is what
 * people wrote and signed; a `merge_train` runs on the very commit that will land.
 */
function mergeRequest(env: Env): ToldChange {
  const iid = env["CI_MERGE_REQUEST_IID"]!;
  if (!/^[1-9]\d{0,14}$/.test(iid)) throw odd("CI_MERGE_REQUEST_IID", "is no number", iid);
  const ref = branchRef(env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"], "CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
  const tip = isSet(env, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA") ? oidIn(env["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"], "CI_MERGE_REQUEST_TARGET_BRANCH_SHA") : null;
  const commit = oidIn(env["CI_COMMIT_SHA"], "CI_COMMIT_SHA");
  if (env["CI_MERGE_REQUEST_EVENT_TYPE"] === "merge_train") return { kind: "queue", name: `refs/merge-requests/${iid}/train`, branch: null, ref, tip, head: commit };
  const head = isSet(env, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ? oidIn(env["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"], "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") : commit;
  const branch = branchRef(env["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"], "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME");
  return { kind: "proposal", name: `refs/merge-requests/${iid}/head`, branch, ref, tip, head };
}

/** `CI_COMMIT_BEFORE_SHA` is zeros for a new branch, and for some pipelines that are none. */
function pushed(env: Env): ToldChange {
  const tag = isSet(env, "CI_COMMIT_TAG");
  const ref = tag ? fullRef(`refs/tags/${env["CI_COMMIT_TAG"]}`, "CI_COMMIT_TAG") : branchRef(env["CI_COMMIT_BRANCH"], "CI_COMMIT_BRANCH");
  return { kind: "push", name: ref, branch: tag ? null : ref, ref, tip: oidOrNone(env["CI_COMMIT_BEFORE_SHA"], "CI_COMMIT_BEFORE_SHA"), head: oidIn(env["CI_COMMIT_SHA"], "CI_COMMIT_SHA") };
}

/** GitLab sets variables that do not apply to the empty text. */
function isSet(env: Env, name: string): boolean {
  return (env[name] ?? "") !== "";
}
