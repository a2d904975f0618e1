import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../failure.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { locating } from "./environment.ts";
import { plainText } from "./plain-text.ts";
import { type GitContext, runGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";

const fullOid = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const oneRevision = "Give one revision, such as main, HEAD~2, v1.2.0 or a commit id.";

/**
 * The commit the user's `revision` means, tags peeled, in git's own syntax and with the user's own configuration. Failure `revision`: it
 * names nothing, no commit, a path, or two things at once. A full object id is never looked up as a name.
 */
export async function commitOf(user: GitContext, scratch: Scratch, revision: string): Promise<CommitOid> {
  if (revision === "" || revision.startsWith("-")) throw new Failure("revision", `"${plainText(revision)}" is not a revision.`, { hint: oneRevision });
  const oid = fullOid.test(revision) ? revision : await lookUp(user, revision);
  return peeled(scratch, oid, revision);
}

/** The full object id `revision` names. simple-git suits this: text in, text out, under the user's configuration. */
async function lookUp(user: GitContext, revision: string): Promise<string> {
  const { simpleGit } = await import("simple-git");
  const warnings: string[] = [];
  const git = simpleGit({
    baseDir: user.cwd,
    abort: user.signal,
    config: ["core.warnAmbiguousRefs=true"],
    allowEnvironment: [...Object.keys(user.env).filter((name) => name.startsWith("GIT_")), ...locating],
    errors(error, result) {
      warnings.push(Buffer.concat(result.stdErr).toString());
      return error;
    },
  }).env({ ...user.env });
  try {
    const oid = (await git.raw("rev-parse", "--verify", "--end-of-options", revision)).trim();
    if (warnings.some((text) => text.includes("is ambiguous"))) throw ambiguous(revision, null);
    if (!fullOid.test(oid)) throw new Failure("revision", `"${plainText(revision)}" is not one revision.`, { hint: oneRevision });
    return oid;
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (user.signal.aborted) throw new Failure("interrupted", `Interrupted by ${String(user.signal.reason)}.`, { cause: error });
    throw (error as Error).message.includes("is ambiguous") ? ambiguous(revision, error) : unknown(user, revision, error);
  }
}

/** Peeled in the scratch repository, where neither replace refs nor a remote can answer for the object. */
async function peeled(scratch: Scratch, oid: string, revision: string): Promise<CommitOid> {
  const answer = await runGit(scratch, { purpose: "look up a commit", args: ["rev-parse", "--verify", "--end-of-options", `${oid}^{commit}`], accept: [0, 128] });
  const commit = answer.stdout.toString().trim();
  if (answer.code === 0 && fullOid.test(commit)) return asCommitOid(commit);
  const cause = new Error(answer.stderr.trim());
  if (/expected commit type|expected committish/.test(answer.stderr)) throw new Failure("revision", `"${plainText(revision)}" names no commit.`, { cause, hint: oneRevision });
  throw new Failure("revision", `There is no commit "${plainText(revision)}" in this repository.`, { cause, hint: "Fetch it first; a shallow clone may end before it." });
}

function ambiguous(revision: string, cause: unknown): Failure {
  const name = plainText(revision);
  return new Failure("revision", `"${name}" is ambiguous: it names more than one thing.`, {
    cause,
    hint: `Write the full name: refs/heads/${name}, refs/tags/${name}, refs/remotes/${name} or the whole commit id.`,
  });
}

function unknown(user: GitContext, revision: string, cause: unknown): Failure {
  const name = plainText(revision);
  if (existsSync(resolve(user.cwd, revision))) {
    return new Failure("revision", `"${name}" is a path; a revision was expected.`, { cause, hint: `riskscore compares whole trees. ${oneRevision}` });
  }
  return new Failure("revision", `"${name}" is no revision of this repository.`, { cause, hint: `${oneRevision} A branch of a remote may need a \`git fetch\` first.` });
}
