import type { EdgeKind, ModuleFacts } from "../facts/module-facts.ts";
import type { ModuleId, PackageName, RepoPath } from "../ids.ts";
import type { UnresolvedReason } from "../resolve/resolution.ts";

/** One use of a module by another, as one request of the importing file's facts. `request` is -1 for an implied edge. */
export interface Link {
  readonly module: number;
  readonly request: number;
  readonly kind: EdgeKind;
  readonly typeOnly: boolean;
}

/**
 * Who uses whom in one snapshot. Modules are numbered by their place in `modules` (sorted by path), because walks over
 * tens of thousands of links want integers; ids come back at the edge of the core.
 */
export interface Graph {
  readonly modules: readonly ModuleId[];
  /** -1 when the module is not in this snapshot. */
  indexOf(module: ModuleId): number;
  packageOf(module: number): PackageName | null;
  isTest(module: number): boolean;
  facts(module: number): ModuleFacts;
  /** What it uses. */
  uses(module: number): readonly Link[];
  /** Who uses it. */
  usedBy(module: number): readonly Link[];
  readonly unresolved: readonly UnresolvedImport[];
  /** Names of packages outside the repository that are imported, sorted. */
  readonly externals: readonly string[];
}

export interface UnresolvedImport {
  readonly from: ModuleId;
  readonly specifier: string;
  readonly reason: UnresolvedReason;
  readonly because: string;
  readonly line: number;
}

/** A cycle: modules that can all feel each other, sorted; in runtime cycles no type-only edge takes part. */
export interface Cycle {
  readonly modules: readonly ModuleId[];
  readonly runtime: boolean;
}

export type { RepoPath };
