import type { CommitOid } from "../ids.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

/** Whether `commit` is in the history of one of `tips`. Failure `git` where one of them is no commit that is here. */
export async function reachedBy({ scratch }: Pick<Repository, "scratch">, commit: CommitOid, tips: readonly string[]): Promise<boolean> {
  if (tips.length === 0) return false;
  const input = `${commit}\n${[...new Set(tips)].map((tip) => `^${tip}\n`).join("")}`;
  const { stdout } = await runGit(scratch, { purpose: "look where a commit has landed", args: ["rev-list", "--max-count=1", "--stdin"], input });
  return stdout.length === 0;
}
