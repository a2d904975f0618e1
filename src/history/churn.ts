/** How often files were touched in the days before a commit. Plain JSON: it depends on the commit alone, so it can be kept by its oid. */
export interface Churn {
  readonly days: number;
  /** False when a shallow clone, missing objects or a limit cut the window short. */
  readonly complete: boolean;
  /** By path as in a snapshot. Authors are counted, never named. A file can be called `__proto__`: read own keys only. */
  readonly files: Readonly<Record<string, readonly [commits: number, authors: number]>>;
}
