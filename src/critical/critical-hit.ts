import type { ModuleId } from "../ids.ts";
import type { PathStep } from "../graph/radius.ts";
import type { CriticalPath } from "../policy/policy.ts";

/** A critical module the change reaches (or is: distance 0, empty path), with the shortest path that explains it. */
export interface CriticalHit {
  readonly name: string;
  readonly owner: string | null;
  readonly entry: CriticalPath;
  readonly module: ModuleId;
  readonly distance: number;
  readonly via: "runtime" | "type";
  /** From the critical module down to the changed symbol. */
  readonly path: readonly PathStep[];
}
