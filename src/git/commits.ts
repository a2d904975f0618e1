import { Failure } from "../failure.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { readObjects } from "./objects.ts";
import { type GitContext, runGit } from "./run-git.ts";
import { mustBeReached } from "./truly-nothing.ts";

export interface RawCommit {
  readonly oid: CommitOid;
  /** What `git cat-file commit` prints. */
  readonly raw: Buffer;
}

/** The commits reachable from `to` and not from `from`, oldest first; of more than `most` the newest. */
export async function commitIds(scratch: GitContext, from: CommitOid | null, to: CommitOid, most?: number): Promise<readonly CommitOid[]> {
  const bounds = most === undefined ? [] : [`--max-count=${most}`];
  const { stdout } = await runGit(scratch, { purpose: "list the commits of the range", args: ["rev-list", "--reverse", ...bounds, to, ...(from === null ? [] : [`^${from}`]), "--"] });
  const ids = stdout.toString("latin1").split("\n").filter((line) => line !== "").map(asCommitOid);
  // Oldest first, so a list that was cut off lacks the tip.
  if (ids.at(-1) !== to) await mustBeReached(scratch, to, from);
  return ids;
}

/** All commits reachable from `to` and not from `from`, merged side branches included, oldest first. Failure `git` where one is not here. */
export async function commitsBetween(scratch: GitContext, from: CommitOid | null, to: CommitOid): Promise<readonly RawCommit[]> {
  const commits: RawCommit[] = [];
  for await (const { request, bytes } of readObjects(scratch, commitIds(scratch, from, to))) {
    if (!Buffer.isBuffer(bytes)) throw new Failure("git", `Commit ${request} could not be read: ${bytes.because}.`);
    commits.push({ oid: asCommitOid(request), raw: bytes });
  }
  return commits;
}
