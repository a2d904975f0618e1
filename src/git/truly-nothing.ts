import { Failure } from "../failure.ts";
import { type GitContext, runGit } from "./run-git.ts";

/**
 * A git that was cut off can end as if all were well, and "no files", "no difference", "no commits" let a change pass. Those are rare
 * answers: where git gives one, it is asked in another way. What else it says is checked for its end by whoever reads it.
 */

/** The trees without an entry, of either object format. */
const emptyTrees: ReadonlySet<string> = new Set(["4b825dc642cb6eb9a060e54bf8d69288fbee4904", "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"]);

/** Failure `git` unless the tree of `treeish` has no entry. */
export async function mustHoldNothing(scratch: GitContext, treeish: string): Promise<void> {
  if (emptyTrees.has(treeish)) return;
  const [tree] = await treesOf(scratch, [treeish]);
  if (!emptyTrees.has(tree ?? "")) throw cutOff(`listed no file of ${treeish}, which is not empty`);
}

/** Failure `git` unless both have the same tree. */
export async function mustBeAlike(scratch: GitContext, a: string, b: string): Promise<void> {
  if (a === b) return;
  const [one, other] = await treesOf(scratch, [a, b]);
  if (one === undefined || one !== other) throw cutOff(`found no difference between ${a} and ${b}, which differ`);
}

/** Failure `git` unless history leads from `from` back to `to`, so that no commit of `to` is new. */
export async function mustBeReached(scratch: GitContext, to: string, from: string | null): Promise<void> {
  if (from !== null && (await runGit(scratch, { purpose: "compare two commits", args: ["merge-base", "--is-ancestor", to, from], accept: [0, 1] })).code === 0) return;
  throw cutOff(`did not list ${to} among its own commits`);
}

async function treesOf(scratch: GitContext, treeishes: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await runGit(scratch, { purpose: "find a tree", args: ["rev-parse", ...treeishes.map((one) => `${one}^{tree}`)] });
  return stdout.toString("latin1").split("\n").filter((line) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line));
}

export function cutOff(what: string): Failure {
  return new Failure("git", `git ${what}: its answer was cut off.`, { hint: "Run it again; if it stays so, look at what `git` on the PATH is." });
}
