import { existsSync } from "node:fs";
import { join } from "node:path";

/** Files and folders in the git directory while git makes commits over, or merges. */
const signs = { "rebase-merge": "A rebase", "rebase-apply": "A rebase", CHERRY_PICK_HEAD: "A cherry-pick", REVERT_HEAD: "A revert", MERGE_HEAD: "A merge" } as const;

/** What git is in the middle of in this worktree (`A rebase`, …); null for nothing. */
export function underwayIn(gitDir: string): string | null {
  return Object.entries(signs).find(([name]) => existsSync(join(gitDir, name)))?.[1] ?? null;
}
