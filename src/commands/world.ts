import type { Host } from "../host.ts";
import type { Progress } from "../progress.ts";
import type { Paper } from "../report/paper.ts";

/** What every command runs in. */
export interface World {
  readonly host: Host;
  readonly version: string;
  /** Absolute folder given with `-C`. */
  readonly repo: string | undefined;
  /** What the human report is written on. */
  readonly paper: Paper;
  readonly progress: Progress;
}

/** The part of a gather request that every command fills alike. */
export function whereOf({ repo, progress }: Pick<World, "repo" | "progress">): { readonly repo?: string; readonly progress: Progress } {
  return repo === undefined ? { progress } : { repo, progress };
}
