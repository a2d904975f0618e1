import { Failure } from "../failure.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { notesTips } from "./notes.ts";
import { quietly } from "./our-commit.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

type Asked = Pick<Repository, "user" | "scratch">;

/** One commit's bytes: headers, and the message behind the first blank line. Text is latin1. */
export interface RawCommit {
  readonly headers: string;
  readonly message: string;
}

/** As the object store has it: no replace refs, no configuration. */
export async function rawCommit({ scratch }: Asked, commit: CommitOid): Promise<RawCommit> {
  const { stdout } = await runGit(scratch, { purpose: `read commit ${commit}`, args: ["cat-file", "commit", commit] });
  const text = stdout.toString("latin1");
  const end = text.indexOf("\n\n");
  return end < 0 ? { headers: text.replace(/\n$/, ""), message: "" } : { headers: text.slice(0, end), message: text.slice(end + 2) };
}

/** A signature covers every byte of its commit, so a message that changes would leave it broken. */
export function isSigned({ headers }: RawCommit): boolean {
  return /^gpgsig(?:-sha256)? /m.test(headers);
}

/** A ref of a remote that holds this commit, by full name; null where none does. */
export async function remoteRefWith({ user }: Asked, commit: CommitOid): Promise<string | null> {
  const { stdout } = await runGit(user, { purpose: "look whether the commit is pushed", args: ["for-each-ref", "--count=1", "--format=%(refname)", `--contains=${commit}`, "refs/remotes"] });
  return stdout.toString().trim() || null;
}

/**
 * HEAD becomes a commit that differs from `from` in its message alone: tree, parents, people, dates, encoding stay, and so do index and
 * working tree. Its notes (under `notesRefs`) go along. Failure `git` where HEAD has moved meanwhile.
 */
export async function amendMessage(repository: Asked, { from, raw, message, notesRefs }: { readonly from: CommitOid; readonly raw: RawCommit; readonly message: string; readonly notesRefs: readonly string[] }): Promise<CommitOid> {
  const { user } = repository;
  const written = await runGit(user, { purpose: "write the commit", args: [...quietly, "hash-object", "-t", "commit", "-w", "--stdin"], input: Buffer.from(`${raw.headers}\n\n${message}`, "latin1") });
  const to = asCommitOid(written.stdout.toString().trim());
  await copyNotes(repository, from, to, notesRefs);
  // Not `quietly`: the reflog is how a person undoes this.
  const moved = await runGit(user, { purpose: "move HEAD", args: ["-c", "core.hooksPath=/dev/null", "update-ref", "-m", "riskscore tag", "HEAD", to, from], accept: [0, 1, 128] });
  if (moved.code !== 0) throw new Failure("git", "HEAD could not be moved to the tagged commit; nothing has changed.", { cause: new Error(moved.stderr), hint: "Is another git command running here? Run riskscore tag HEAD again." });
  return to;
}

/** Where the user has told git no name, notes can be kept all the same. */
const ours = { GIT_AUTHOR_NAME: "riskscore", GIT_AUTHOR_EMAIL: "riskscore@localhost", GIT_COMMITTER_NAME: "riskscore", GIT_COMMITTER_EMAIL: "riskscore@localhost" };

async function copyNotes({ user: asked }: Asked, from: CommitOid, to: CommitOid, refs: readonly string[]): Promise<void> {
  const user = { ...asked, env: { ...asked.env, ...ours } };
  for (const ref of (await notesTips(user, refs)).keys()) {
    const has = await runGit(user, { purpose: "look for a note", args: [...quietly, "notes", `--ref=${ref}`, "list", from], accept: [0, 1] });
    if (has.code === 0) await runGit(user, { purpose: "copy a note", args: [...quietly, "notes", `--ref=${ref}`, "copy", "--force", from, to] });
  }
}
