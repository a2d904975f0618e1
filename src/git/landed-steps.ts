import { asCommitOid, type RepoPath } from "../ids.ts";
import type { ChangeDigest } from "../signoff/statement.ts";
import { changeDigest } from "./change-digest.ts";
import { peeled } from "./refs.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

interface Landed {
  /** Where the change left the landing ref, as the record names it. */
  readonly base: string;
  /** The landing ref's tip. */
  readonly tip: string;
  readonly digest: ChangeDigest;
  readonly paths: readonly RepoPath[];
}

/**
 * Whether one step of the landing ref since `base` (a squash, a merge, a commit) made exactly this change: it has landed, whoever
 * pushed it and wherever. A base that is not here tells nothing. Only steps that touch one of the change's paths are compared.
 */
export async function hasLanded(repository: Pick<Repository, "scratch" | "parentOf" | "treeOfCommit">, { base, tip, digest, paths }: Landed): Promise<boolean> {
  if (paths.length === 0 || base === tip || typeof (await peeled(repository, [base])).get(base) !== "object") return false;
  const { stdout } = await runGit(repository.scratch, { purpose: "look for the change where it was to land", args: ["rev-list", "--first-parent", `${base}..${tip}`, "--", ...oneOf(paths)] });
  for (const step of stdout.toString().split("\n").filter(Boolean).map(asCommitOid)) {
    const parent = await repository.parentOf(step);
    if (parent === null) continue;
    const made = await changeDigest(repository, repository.treeOfCommit(parent), repository.treeOfCommit(step));
    if (made.digest === digest) return true;
  }
  return false;
}

/** A path that is written as its bytes are; escaped ones name no file, and then every step is looked at. */
function oneOf(paths: readonly RepoPath[]): readonly string[] {
  const plain = paths.find((path) => !path.includes("%"));
  return plain === undefined ? [] : [`:(top,literal)${plain}`];
}
