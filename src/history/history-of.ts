import { compareText, type RepoPath } from "../ids.ts";
import type { Churn } from "./churn.ts";
import type { ChangeHistory } from "./change-history.ts";

/** What the churn says of these paths, each once, sorted; a path nobody touched in the window counts zero. */
export function historyOf({ days, complete, files }: Churn, paths: Iterable<RepoPath>): ChangeHistory {
  const touched = [...new Set(paths)].sort(compareText).map((path) => {
    const [commits, authors] = Object.hasOwn(files, path) ? files[path]! : [0, 0];
    return { path, commits, authors };
  });
  return { days, complete, files: touched };
}
