import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../failure.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { plainText } from "./plain-text.ts";
import { type GitContext, runGit } from "./run-git.ts";

const fullOid = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
export const fetchMore = "Fetch the history that is missing (git fetch --unshallow), then run again.";
const oneRevision = "Give one revision, such as main, HEAD~2, v1.2.0 or a commit id.";
/** The user's own configuration may silence the warning or answer with another history. */
const settings = ["-c", "core.warnAmbiguousRefs=true", "-c", "core.commitGraph=false", "-c", "core.fsmonitor=false"];

/**
 * The commit the user's `revision` means, tags peeled, in git's own syntax (`@{upstream}` needs the user's configuration, `@{1}` the
 * reflog). Failure `revision`: it names nothing, no commit, a path, a range, or two things at once.
 */
export async function commitOf(user: GitContext, revision: string, shallow = false): Promise<CommitOid> {
  if (revision === "" || revision.includes("\0")) throw new Failure("revision", `"${plainText(revision)}" is not a revision.`, { hint: oneRevision });
  const answer = await runGit(user, {
    purpose: `look up ${plainText(revision)}`,
    args: [...settings, "rev-parse", "--verify", "--end-of-options", peeling(revision)],
    accept: [0, 128],
  });
  if (/ is ambiguous/.test(answer.stderr)) throw ambiguous(revision, answer.stderr);
  const oid = answer.stdout.toString().trim();
  if (answer.code === 0 && fullOid.test(oid)) return asCommitOid(oid);
  throw refusal(user, revision, { stderr: answer.stderr, shallow });
}

/** `:/text` takes all that follows for the text, and finds nothing but commits. */
function peeling(revision: string): string {
  return revision.startsWith(":/") ? revision : `${revision}^{commit}`;
}

function ambiguous(revision: string, stderr: string): Failure {
  const name = plainText(revision);
  return new Failure("revision", `"${name}" is ambiguous: it names more than one thing.`, {
    cause: new Error(stderr.trim()),
    hint: hexadecimal(revision) ? "Write more digits of the commit id." : `Write the full name: refs/heads/${name}, refs/tags/${name} or refs/remotes/${name}.`,
  });
}

function hexadecimal(revision: string): boolean {
  return /^[0-9a-f]{4,}$/.test(revision);
}

function refusal(user: GitContext, revision: string, { stderr, shallow }: { stderr: string; shallow: boolean }): Failure {
  const name = plainText(revision);
  const cause = new Error(stderr.trim());
  if (/expected commit type|expected committish/.test(stderr)) return new Failure("revision", `"${name}" is not a commit.`, { cause, hint: oneRevision });
  if (existsSync(resolve(user.cwd, revision))) {
    return new Failure("revision", `"${name}" is a path; a revision was expected.`, { cause, hint: `riskscore compares whole trees. ${oneRevision}` });
  }
  if (fullOid.test(revision)) {
    return new Failure("revision", `Commit ${revision} is not in this clone.`, { cause, hint: shallow ? `This clone is shallow. ${fetchMore}` : "Fetch it first." });
  }
  if (shallow) return new Failure("revision", `"${name}" is no revision of this shallow clone.`, { cause, hint: `If it is an older commit: ${fetchMore.charAt(0).toLowerCase()}${fetchMore.slice(1)}` });
  return new Failure("revision", `"${name}" is no revision of this repository.`, { cause, hint: `${oneRevision} A branch of a remote may need a \`git fetch\` first.` });
}
