import type { FileDelta } from "../change/change.ts";
import { parseRawDiff } from "../change/raw-diff.ts";
import { Failure } from "../failure.ts";
import { runGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";
import type { Tree } from "./tree.ts";
import { mustBeAlike } from "./truly-nothing.ts";

/** Above this many added times deleted files git finds only renames without edits. Both paths of a rename count either way. */
const renameLimit = 400;
const command = ["diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--ignore-submodules=none", "--no-ext-diff", "--no-textconv"];

/** What differs between two trees, sorted by path. Lines stay null for binary content, and where blobs are not here. */
export async function deltasBetween(scratch: Scratch, base: Tree, head: Tree): Promise<readonly FileDelta[]> {
  const deltas = await deltasTold(scratch, base, head);
  if (deltas.length === 0) await mustBeAlike(scratch, base.oid, head.oid);
  return deltas;
}

async function deltasTold(scratch: Scratch, base: Tree, head: Tree): Promise<readonly FileDelta[]> {
  const trees = [`${base.oid}^{tree}`, `${head.oid}^{tree}`];
  const full = runGit(scratch, { purpose: "compare the two trees", args: [...command, "--numstat", "-M", `-l${renameLimit}`, ...trees] });
  try {
    return parseRawDiff((await full).stdout);
  } catch (error) {
    // Counting lines and finding edited renames need the blobs; which files differ does not.
    if (!(error instanceof Failure) || error.kind !== "git") throw error;
    const bare = await runGit(scratch, { purpose: "compare the two trees", args: [...command, "-M100%", ...trees] });
    return parseRawDiff(bare.stdout);
  }
}
