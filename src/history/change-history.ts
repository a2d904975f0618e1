import type { RepoPath } from "../ids.ts";

/** What the last days before the base say of one touched file. Counts only: no names, no addresses. */
export interface FileHistory {
  readonly path: RepoPath;
  readonly commits: number;
  readonly authors: number;
}

export interface ChangeHistory {
  /** The window as of the base commit's date, at most 90. */
  readonly days: number;
  readonly files: readonly FileHistory[];
  /** False when a shallow clone or a limit cut the window short. */
  readonly complete: boolean;
}
