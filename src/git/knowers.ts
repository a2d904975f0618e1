import { compareText, type CommitOid, type RepoPath } from "../ids.ts";
import { commitDateOf } from "./churn.ts";
import { runGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";

/** Somebody who committed to files, by the address they commit with. */
export interface Knower {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly commits: number;
}

const days = 365;
const mostPaths = 200;
const mostCommits = 1000;

/** Who wrote commits that touch these paths in the year before `commit`, most first. Advice: names and addresses are what commits say. */
export async function knowersOf(scratch: Scratch, commit: CommitOid, paths: readonly RepoPath[]): Promise<readonly Knower[]> {
  const asked = paths.slice(0, mostPaths);
  if (asked.length === 0) return [];
  const since = (await commitDateOf(scratch, commit)) - days * 86_400;
  const args = ["--literal-pathspecs", "log", "-z", "--no-merges", "--no-notes", "--no-show-signature", `--max-age=${since}`, `--max-count=${mostCommits}`, "--format=%an%x01%ae", commit, "--", ...asked];
  // A history that ends early (shallow, partial) answers with what there is.
  const { stdout } = await runGit(scratch, { purpose: "see who knows these files", args, accept: [0, 128] });
  const known = new Map<string, Knower>();
  for (const entry of stdout.toString().split("\0").filter(Boolean)) {
    const [name = "", address = ""] = entry.split("\u0001");
    const email = address.toLowerCase();
    const { commits } = known.get(email) ?? { commits: 0 };
    // The newest name is the first one met.
    known.set(email, { name: known.get(email)?.name ?? name, email, commits: commits + 1 });
  }
  return [...known.values()].toSorted((a, b) => b.commits - a.commits || compareText(a.email, b.email));
}
