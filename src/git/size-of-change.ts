import { contentOids, parseRawChanges } from "../change/change-digest.ts";
import { rawDiff } from "./change-digest.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";
import type { Tree } from "./tree.ts";

/** How much differs between two trees; sizes are looked up, nothing is read. `bytes` counts each content once. A missing object counts nothing: judging will miss it. */
export async function sizeOfChange({ scratch }: Pick<Repository, "scratch">, base: Tree, head: Tree): Promise<{ readonly files: number; readonly bytes: number }> {
  const { stdout } = await runGit(scratch, { purpose: "compare the two trees", args: [...rawDiff, `${base.oid}^{tree}`, `${head.oid}^{tree}`] });
  const changes = parseRawChanges(stdout);
  const oids = [...contentOids(changes)];
  if (oids.length === 0) return { files: changes.length, bytes: 0 };
  const sizes = await runGit(scratch, { purpose: "look up sizes", args: ["cat-file", "--batch-check=%(objectsize)"], input: `${oids.join("\n")}\n` });
  const bytes = sizes.stdout.toString("latin1").split("\n").reduce((sum, size) => sum + (/^\d+$/.test(size) ? Number(size) : 0), 0);
  return { files: changes.length, bytes };
}
