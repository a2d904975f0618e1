import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { plainText } from "./plain-text.ts";
import { peeled, refsNamed } from "./refs.ts";
import { askRemote, fetching, listOf, withoutPassword } from "./remote.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

type Asker = Pick<Host, "env" | "signal">;

/** How a clone that ends early is deepened: by so many commits, then by more, then to the beginning. */
const deepenings = [50, 500, "all"] as const;

/** What a ref of the remote holds now, asked of the remote; null where it has none of that name. */
export async function tipThere(host: Asker, repository: Repository, remote: string, ref: string): Promise<CommitOid | null> {
  return (await listOf(host, repository, remote, [ref])).find((one) => one.ref === ref)?.oid ?? null;
}

/** What has to be here before anything can be compared. */
export interface Needed {
  readonly commits: readonly string[];
  /** Of each two: where they part, and every commit since. */
  readonly ranges: readonly (readonly [string, string])[];
  /** All history, to the beginning. */
  readonly whole?: boolean;
}

/**
 * Sees to it that commits, and the history between them, are here: fetched from the remote by their ids where they are not, a shallow
 * clone deepened step by step. No ref is moved. `opened` is asked for the repository anew after each fetch, for what a shallow clone
 * holds is read when it is opened. Failure `revision` where they cannot be had.
 */
export async function bringHistory(host: Asker, remote: string | null, needed: Needed, opened: () => Promise<Repository>): Promise<void> {
  let lacking = await lackingIn(await opened(), needed);
  for (let step = 0; lacking !== null; step++) {
    const repository = await opened();
    const deepen = repository.shallow ? (needed.whole === true ? ["all" as const] : deepenings)[step] : null;
    if (remote === null || deepen === undefined || (deepen === null && step > 0)) throw unavailable(lacking, remote);
    await fetchCommits(host, repository, remote, needed.commits, deepen).catch((cause: unknown) => {
      throw cause instanceof Failure && cause.kind === "git" ? unavailable(lacking!, remote, cause) : cause;
    });
    lacking = await lackingIn(await opened(), needed);
  }
}

async function fetchCommits(host: Asker, repository: Repository, remote: string, oids: readonly string[], deepen: (typeof deepenings)[number] | null): Promise<void> {
  const depth = deepen === null ? [] : [deepen === "all" ? "--unshallow" : `--deepen=${deepen}`];
  const here = await peeled(repository, oids);
  // A fetch that deepens needs the whole list: what is here already ends somewhere, too.
  const wanted = deepen === null ? oids.filter((oid) => here.get(oid) === "missing") : oids;
  await askRemote(host, repository, remote, "hand over history", [...fetching, "--refmap=", ...depth, "--", remote, ...wanted]);
}

/** What is not here, in words; null where nothing is missing. */
async function lackingIn(repository: Repository, { commits, ranges, whole = false }: Needed): Promise<string | null> {
  const here = await peeled(repository, commits);
  const gone = commits.find((oid) => here.get(oid) === "missing");
  if (gone !== undefined) return `commit ${plainText(gone)}`;
  if (whole && repository.historyEnds !== "") return "the beginning of history";
  for (const [a, b] of ranges) if (!(await isWhole(repository, a, b))) return `the history between ${a} and ${b}`;
  return null;
}

/** A common ancestor found in a history that was cut may not be the nearest, and commits since it may be missing: no commit between may be one where the clone ends. */
async function isWhole(repository: Repository, a: string, b: string): Promise<boolean> {
  const ends = new Set(repository.historyEnds.split(","));
  if (repository.historyEnds === "") return true;
  const fork = await repository.mergeBase(asCommitOid(a), asCommitOid(b));
  const { stdout } = await runGit(repository.scratch, { purpose: "list the commits of the change", args: ["rev-list", a, b, ...(fork === null ? [] : [`^${fork}`])] });
  return !stdout.toString().split("\n").some((oid) => ends.has(oid));
}

function unavailable(lacking: string, remote: string | null, cause?: Failure): Failure {
  const where = remote === null ? "there is no remote to ask for it" : cause === undefined ? `${withoutPassword(remote)} does not hand it over` : cause.message.replace(/\.$/, "");
  return new Failure("revision", `BASE_UNAVAILABLE: ${lacking} is not here, and ${where}.`, { ...(cause === undefined ? {} : { cause }), hint: "Let CI fetch the whole history (GitHub: fetch-depth: 0, GitLab: GIT_DEPTH: 0), or name a remote that has it with --remote." });
}

/** The first-parent steps of a ref that went from `from` to `to`, oldest first: each with what it stood on. Null where `to` does not go back to `from` that way, or by more than `most`. */
export async function stepsBetween(repository: Pick<Repository, "scratch">, from: string, to: string, most: number): Promise<readonly { readonly from: CommitOid; readonly to: CommitOid }[] | null> {
  const { stdout } = await runGit(repository.scratch, { purpose: "list the steps of the ref", args: ["rev-list", "--first-parent", "--parents", `--max-count=${most + 1}`, to, `^${from}`] });
  const rows = stdout.toString().split("\n").filter(Boolean).map((row) => row.split(" "));
  const steps = rows.map(([step = "", parent = ""]) => ({ from: asCommitOid(parent), to: asCommitOid(step) })).toReversed();
  return steps.length > most || steps[0]?.from !== from ? null : steps;
}

/** Brings refs here that the remote has and this clone lacks; what is here stays as it is. CI's clones lack all that is no branch. */
export async function bringRefs(host: Asker, repository: Repository, remote: string, refs: readonly string[]): Promise<void> {
  const here = await refsNamed(repository, refs);
  const lacking = refs.filter((ref) => !here.has(ref));
  if (lacking.length === 0) return;
  const there = (await listOf(host, repository, remote, lacking)).filter(({ ref }) => lacking.includes(ref));
  if (there.length > 0) await askRemote(host, repository, remote, "hand over notes", [...fetching, "--no-filter", "--refmap=", "--", remote, ...there.map(({ ref }) => `${ref}:${ref}`)]);
}

/** Every commit that `tip` leads back to by first parents, itself among them. */
export async function firstParentCommits({ scratch }: Pick<Repository, "scratch">, tip: string): Promise<ReadonlySet<string>> {
  const { stdout } = await runGit(scratch, { purpose: "list the steps of the ref", args: ["rev-list", "--first-parent", tip] });
  return new Set(stdout.toString().split("\n").filter(Boolean));
}

/** Of these, those that change one of `paths` (files at the root), oldest first. */
export async function stepsTouching({ scratch }: Pick<Repository, "scratch">, tip: string, paths: readonly string[]): Promise<readonly CommitOid[]> {
  const { stdout } = await runGit(scratch, { purpose: "look for the first policy", args: ["--literal-pathspecs", "rev-list", "--first-parent", "--reverse", tip, "--", ...paths] });
  return stdout.toString().split("\n").filter(Boolean).map(asCommitOid);
}
