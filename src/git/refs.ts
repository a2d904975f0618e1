import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asCommitOid, type CommitOid } from "../ids.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";
import type { Remote } from "./remotes.ts";

/** A ref by its full name: what it points at, tags not peeled, and the ref it stands for where it is symbolic. */
export interface NamedRef {
  readonly ref: string;
  readonly oid: string;
  readonly symref: string | null;
}

/**
 * The refs of exactly these full names that exist. Nothing is guessed: a tag `main` beside a branch `main`, or a branch that is
 * called `origin/main`, are other names.
 */
export async function refsNamed({ user }: Pick<Repository, "user">, names: readonly string[]): Promise<ReadonlyMap<string, NamedRef>> {
  const wanted = new Set(names.filter(isPlain));
  if (wanted.size === 0) return new Map();
  const { stdout } = await runGit(user, {
    purpose: "look up refs",
    args: ["-c", "core.fsmonitor=false", "for-each-ref", "--format=%(refname)%00%(objectname)%00%(symref)", "--", ...wanted],
  });
  const rows = stdout.toString().split("\n").slice(0, -1).map((row) => row.split("\0"));
  // `for-each-ref refs/heads/a` also lists what lies below `refs/heads/a/`.
  return new Map(rows.flatMap(([ref = "", oid = "", symref = ""]) => (wanted.has(ref) ? [[ref, { ref, oid, symref: symref || null }]] : [])));
}

/** `for-each-ref` takes globs; a name with their characters names no ref. */
function isPlain(ref: string): boolean {
  return /^refs\/[^\0-\x20\x7f~^:?*[\\]+$/.test(ref);
}

/** Whether any ref lies below this folder of refs. */
export async function anyRefBelow({ user }: Pick<Repository, "user">, folder: string): Promise<boolean> {
  const { stdout } = await runGit(user, { purpose: "look up refs", args: ["for-each-ref", "--count=1", "--format=%(refname)", "--", folder] });
  return stdout.length > 0;
}

/** Every ref below this folder of refs. */
export async function refsBelow({ user }: Pick<Repository, "user">, folder: string): Promise<readonly { readonly ref: string; readonly oid: string }[]> {
  const { stdout } = await runGit(user, { purpose: "look up refs", args: ["-c", "core.fsmonitor=false", "for-each-ref", "--format=%(refname)%00%(objectname)", "--", folder] });
  const rows = stdout.toString().split("\n").slice(0, -1).map((row) => row.split("\0"));
  return rows.map(([ref = "", oid = ""]) => ({ ref, oid }));
}

/** The branch the remote checks out, as far as it is known here: the remote's full ref name, and its tip when last fetched. */
export async function headOfRemote(repository: Pick<Repository, "user">, remote: Remote): Promise<{ readonly ref: string; readonly tip: string } | null> {
  if (remote.name === null) return null;
  const name = `refs/remotes/${remote.name}/HEAD`;
  const head = (await refsNamed(repository, [name])).get(name);
  const ref = head?.symref == null ? null : remote.followed(head.symref);
  return ref === null ? null : { ref, tip: head!.oid };
}

/** Full name of the branch that is checked out; null when HEAD is detached. */
export async function branchCheckedOut({ gitDir, user }: Pick<Repository, "gitDir" | "user">): Promise<string | null> {
  const named = /^ref: (refs\/[^\n]+)\n?$/.exec(textOf(join(gitDir, "HEAD")))?.[1];
  // With another ref store the file only keeps older gits away.
  if (named !== undefined && named !== "refs/heads/.invalid") return named;
  const { stdout } = await runGit(user, { purpose: "see which branch is checked out", args: ["symbolic-ref", "--quiet", "HEAD"], accept: [0, 1, 128] });
  return stdout.toString().trim() || null;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What an object is: the commit it leads to, tags peeled; `other` for trees and blobs; `missing` when it is not here. */
export type Peeled = { readonly commit: CommitOid } | "other" | "missing";

/** What each object id leads to, in one process. */
export async function peeled({ scratch }: Pick<Repository, "scratch">, oids: readonly string[]): Promise<ReadonlyMap<string, Peeled>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  const input = wanted.map((oid) => `${oid}\n${oid}^{commit}\n`).join("");
  const { stdout } = await runGit(scratch, { purpose: "look at what is pushed", args: ["cat-file", "--batch-check=%(objectname) %(objecttype)"], input });
  const answers = stdout.toString().split("\n");
  return new Map(wanted.map((oid, i) => [oid, peeledAs(answers[2 * i] ?? "", answers[2 * i + 1] ?? "")]));
}

function peeledAs(itself: string, asCommit: string): Peeled {
  const [, commit] = /^([0-9a-f]{40,64}) commit$/.exec(asCommit) ?? [];
  if (commit !== undefined) return { commit: asCommitOid(commit) };
  return / (?:tree|blob|tag)$/.test(itself) ? "other" : "missing";
}

/** Whether history leads from `descendant` back to `ancestor` (or they are one); false, too, where either is not here. */
export async function leadsBackTo({ scratch }: Pick<Repository, "scratch">, ancestor: string, descendant: string): Promise<boolean> {
  if (ancestor === descendant) return true;
  const { code } = await runGit(scratch, { purpose: "compare two commits", args: ["merge-base", "--is-ancestor", ancestor, descendant], accept: [0, 1, 128] });
  return code === 0;
}
