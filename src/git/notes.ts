import { asCommitOid, type CommitOid } from "../ids.ts";
import { type GitContext, runGit } from "./run-git.ts";

/**
 * Where these notes refs stand, by full name; one process, and the only one where there are none. Names are the user's repository's
 * business; the notes themselves are read as objects, never by `git notes`, which obeys configuration.
 */
export async function notesTips<Ref extends string>(user: GitContext, refs: readonly Ref[]): Promise<ReadonlyMap<Ref, CommitOid>> {
  const { stdout } = await runGit(user, { purpose: "look for notes", args: ["for-each-ref", "--format=%(objectname) %(refname)", ...refs] });
  const found = stdout.toString().split("\n").map((line) => line.split(" ", 2));
  // A pattern names everything below it, too.
  return new Map(found.flatMap(([oid, name]) => (oid && refs.includes(name as Ref) ? [[name as Ref, asCommitOid(oid)] as const] : [])));
}

const deepestFanOut = 3;

/** Every place in a notes tree where the note of this commit can lie: `abcd…`, `ab/cd…`, `ab/cd/ef…`. Tools mix them in one tree. */
export function notePaths(commit: CommitOid): readonly string[] {
  return Array.from({ length: deepestFanOut + 1 }, (_, level) => {
    const folders = Array.from({ length: level }, (__, at) => commit.slice(2 * at, 2 * at + 2));
    return [...folders, commit.slice(2 * level)].join("/");
  });
}

/** Every path of a notes tree. Only asked where blobs may be missing: then a note that is not here must be told from one that never was. */
export async function noteNames(scratch: GitContext, tip: CommitOid): Promise<ReadonlySet<string>> {
  const { stdout } = await runGit(scratch, { purpose: "list the notes", args: ["ls-tree", "-r", "-z", "--full-tree", "--name-only", tip] });
  return new Set(stdout.toString("latin1").split("\0"));
}
