import type { EdgeKind, ModuleFacts } from "../facts/module-facts.ts";
import type { ModuleId, PackageName } from "../ids.ts";
import type { UnresolvedReason } from "./resolution.ts";

/** One use of a module by another, as one request of the importing file's facts. `request` is -1 where no syntax asks. */
export interface Link {
  readonly module: number;
  readonly request: number;
  readonly kind: EdgeKind;
  readonly typeOnly: boolean;
}

/**
 * Who uses whom in one snapshot. Modules are numbered (`ids[number]` is the path), because walks over tens of thousands
 * of links want integers. Base and head number alike, so `ids` may name modules of the other one: `present` says which are here.
 */
export interface Graph {
  readonly ids: readonly ModuleId[];
  /** Source modules of this snapshot and the assets they ask for. */
  readonly present: ReadonlySet<number>;
  /** -1 when the module is not in this snapshot. */
  indexOf(module: ModuleId): number;
  packageOf(module: number): PackageName | null;
  isTest(module: number): boolean;
  facts(module: number): ModuleFacts;
  /** What it uses: `link.module` is the target. */
  uses(module: number): readonly Link[];
  /** Who uses it: `link.module` is the user. */
  usedBy(module: number): readonly Link[];
  /**
   * Null for a graph that stands alone. For a head laid over its base: the modules whose text or links differ there;
   * of all others the base's graph says the same.
   */
  readonly differing: ReadonlySet<number> | null;
  /** The part of `usedBy` that comes from differing modules. */
  newlyUsedBy(module: number): readonly Link[];
  /** The modules under the same tsconfig: those that feel this one's ambient declarations. */
  sameScope(module: number): readonly number[];
  /** By importing module, then specifier. */
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

/** Modules that can all feel each other, sorted. In a runtime cycle no type-only edge takes part. */
export interface Cycle {
  readonly modules: readonly ModuleId[];
  readonly runtime: boolean;
}
