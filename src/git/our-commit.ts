import type { CommitOid } from "../ids.ts";
import { asCommitOid } from "../ids.ts";
import type { Repository } from "./repository.ts";
import { type GitContext, runGit } from "./run-git.ts";

/** Neither the repository's hooks nor a program of its configuration may run when we write a ref of ours. */
export const quietly = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.logAllRefUpdates=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false"] as const;

export interface OurCommit {
  /** Name → bytes, at the root of the tree. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly parents: readonly CommitOid[];
  readonly message: string;
  /** Seconds since the epoch. */
  readonly at: number;
}

/**
 * Writes a commit of ours into the real repository, bytes as given (no filters), under a fixed identity: the same content makes the same
 * commit, whoever stores it. No ref is touched.
 */
export async function writeOurCommit({ user }: Pick<Repository, "user">, { files, parents, message, at }: OurCommit): Promise<CommitOid> {
  const context = signedByUs(user, at);
  const names = Object.keys(files).toSorted();
  const oids = await Promise.all(names.map((name) => line(context, { args: ["hash-object", "-w", "--no-filters", "--stdin"], input: files[name]! })));
  const listing = names.map((name, i) => `100644 blob ${oids[i]!}\t${name}\0`).join("");
  const tree = await line(context, { args: ["mktree", "-z"], input: listing });
  const encoding = ["-c", "i18n.commitEncoding=utf-8"];
  return asCommitOid(await line(context, { args: [...encoding, "commit-tree", ...parents.flatMap((parent) => ["-p", parent]), tree], input: `${message}\n` }));
}

/** Creates `ref`, or answers false where one of that name is there already. It is never moved. */
export async function createRef({ user, objectFormat }: Pick<Repository, "user" | "objectFormat">, ref: string, commit: CommitOid): Promise<boolean> {
  const nothing = "0".repeat(objectFormat === "sha256" ? 64 : 40);
  const answer = await runGit(signedByUs(user, 0), { purpose: `create ${ref}`, args: [...quietly, "update-ref", ref, commit, nothing], accept: [0, 128] });
  if (answer.code === 0) return true;
  if ((await refOf(user, ref)) !== null) return false;
  // Not a ref of that name: the disk, a lock, a folder in the way. Ask again so that the failure is told in git's words.
  await runGit(signedByUs(user, 0), { purpose: `create ${ref}`, args: [...quietly, "update-ref", ref, commit, nothing] });
  return true;
}

/** Points `ref` at `commit`, whatever stood there. */
export async function moveRef({ user }: Pick<Repository, "user">, ref: string, commit: CommitOid): Promise<void> {
  await runGit(signedByUs(user, 0), { purpose: `write ${ref}`, args: [...quietly, "update-ref", ref, commit] });
}

/** What a full ref name points at, unpeeled; null when there is no such ref. */
export async function refOf(user: GitContext, ref: string): Promise<string | null> {
  const found = (await refsUnder(user, ref, 2)).find((one) => one.ref === ref);
  return found?.oid ?? null;
}

/** Refs at or below a prefix, by name, at most `limit`. Nothing of what they point at is looked at. */
export async function refsUnder(user: GitContext, prefix: string, limit: number): Promise<readonly { readonly ref: string; readonly oid: string }[]> {
  const args = ["-c", "core.fsmonitor=false", "for-each-ref", `--count=${limit}`, "--format=%(objectname) %(refname)", prefix];
  const { stdout } = await runGit(user, { purpose: "list our refs", args });
  // A ref's name holds neither blanks nor line feeds.
  const lines = stdout.toString("latin1").split("\n").filter(Boolean);
  return lines.map((text) => ({ oid: text.slice(0, text.indexOf(" ")), ref: text.slice(text.indexOf(" ") + 1) }));
}

async function line(context: GitContext, { args, input }: { args: readonly string[]; input: Uint8Array | string }): Promise<string> {
  const { stdout } = await runGit(context, { purpose: "write a commit of riskscore's", args: [...quietly, ...args], input });
  return stdout.toString().trim();
}

function signedByUs(user: GitContext, at: number): GitContext {
  const [name, email, date] = ["riskscore", "riskscore@localhost", `@${at} +0000`];
  const identity = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date };
  return { ...user, env: { ...user.env, ...identity } };
}
