import { copyFileSync, existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../failure.ts";
import { asTreeOid, repoPathOf, type TreeOid } from "../ids.ts";
import { plainText } from "./plain-text.ts";
import { type GitContext, runGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";

/**
 * The tree a commit of this index would have. Works on a copy: one moment of the index, however long we read it, and git may lock
 * and freshen the copy as it likes. Intent-to-add entries are left out, as a commit leaves them out. Failure `index`: unmerged entries.
 */
export async function treeOfIndex(scratch: Scratch, indexFile: string): Promise<TreeOid> {
  return writeTree(copyOfIndex(scratch, indexFile, "index"));
}

/** A scratch whose commands use a copy of `indexFile`; without one (nothing was ever added) an empty index. */
export function copyOfIndex(scratch: Scratch, indexFile: string, name: string): GitContext {
  const copy = join(scratch.path, name);
  if (existsSync(indexFile)) {
    copyFileSync(indexFile, copy);
    const { atime, mtimeMs } = statSync(indexFile);
    // Git rereads files that are younger than the index. A copy that looks younger would hide an edit; one microsecond of doubt hides none.
    utimesSync(copy, atime, (mtimeMs - 0.001) / 1000);
    copySharedIndex(scratch, dirname(indexFile));
  }
  return { ...scratch, env: { ...scratch.env, GIT_INDEX_FILE: copy } };
}

/** A split index keeps most entries in `sharedindex.<oid>`, which git looks for in its git folder. */
function copySharedIndex(scratch: Scratch, folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith("sharedindex.") && !existsSync(join(scratch.path, name))) copyFileSync(join(folder, name), join(scratch.path, name));
  }
}

/** Writes the index of `context` as a tree into the scratch repository. Blobs that a partial clone lacks are named all the same. */
export async function writeTree(context: GitContext): Promise<TreeOid> {
  const purpose = "read the index";
  const written = await runGit(context, { purpose, args: ["write-tree", "--missing-ok"], accept: [0, 128] });
  if (written.code === 0) return asTreeOid(written.stdout.toString().trim());
  await refuseUnmerged(context);
  const retold = await runGit(context, { purpose, args: ["write-tree", "--missing-ok"] });
  return asTreeOid(retold.stdout.toString().trim());
}

/** Throws a Failure `index` that names the first path in conflict. */
export async function refuseUnmerged(context: GitContext): Promise<void> {
  const { stdout } = await runGit(context, { purpose: "list unmerged files", args: ["ls-files", "--unmerged", "-z"] });
  const paths = new Set(stdout.toString("latin1").split("\0").filter(Boolean).map((entry) => entry.slice(entry.indexOf("\t") + 1)));
  const [first] = paths;
  if (first === undefined) return;
  const others = paths.size > 1 ? ` and ${paths.size - 1} more` : "";
  throw new Failure("index", `The index holds a merge conflict in ${plainText(repoPathOf(Buffer.from(first, "latin1")).path)}${others} (${paths.size} unmerged in all).`, {
    hint: "Resolve the conflict and `git add` the files, or give two revisions: riskscore diff main...HEAD",
  });
}
