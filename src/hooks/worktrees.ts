import { type GitContext, runGit } from "../git/run-git.ts";

export interface Worktree {
  /** Absolute folder. */
  readonly path: string;
  /** The first one listed: the clone itself, or the bare repository that worktrees hang on. */
  readonly main: boolean;
  readonly bare: boolean;
  /** Full ref name; null when detached. */
  readonly branch: string | null;
  /** Its folder is gone, and git would forget it. */
  readonly prunable: boolean;
}

/** Every worktree of the repository, the main one first. */
export async function worktreesOf(context: GitContext): Promise<readonly Worktree[]> {
  const purpose = "list the worktrees";
  const asked = await runGit(context, { purpose, args: ["worktree", "list", "--porcelain", "-z"], accept: [0, 129] });
  if (asked.code === 0) return parseWorktrees(asked.stdout.toString(), "\0");
  // `-z` came with git 2.36. Before it a folder whose name holds a newline could not be listed at all.
  const { stdout } = await runGit(context, { purpose, args: ["worktree", "list", "--porcelain"] });
  return parseWorktrees(stdout.toString(), "\n");
}

/** Reads `git worktree list --porcelain`: lines of `word value`, an empty one behind each worktree. */
export function parseWorktrees(text: string, end: "\0" | "\n"): readonly Worktree[] {
  const records = text.split(end + end).filter((record) => record.trim() !== "");
  return records.map((record, i) => {
    const lines = new Map(record.split(end).map((line) => [line.split(" ", 1)[0] ?? "", line.slice(line.indexOf(" ") + 1)] as const));
    return { path: lines.get("worktree") ?? "", main: i === 0, bare: lines.has("bare"), branch: lines.get("branch") ?? null, prunable: lines.has("prunable") };
  });
}
