import type { ModuleId, PackageName, SymbolId } from "../ids.ts";
import type { EdgeKind } from "../facts/module-facts.ts";

/** One module that can feel the change. `distance` is in module hops; `runtime` when some path to it has no type-only edge. */
export interface Dependent {
  readonly module: ModuleId;
  readonly package: PackageName | null;
  readonly distance: number;
  readonly via: "runtime" | "type";
  readonly test: boolean;
}

/** The dependents of a change, counted. The changed files themselves are not dependents. */
export interface Radius {
  readonly modules: number;
  readonly runtime: number;
  readonly typeOnly: number;
  /** Distinct symbols of dependent modules that can feel the change. */
  readonly symbols: number;
  /** Distinct packages of the dependents. */
  readonly packages: number;
  readonly testFiles: number;
  /** `byDistance[i]` dependents stand at distance `i + 1`. */
  readonly byDistance: readonly number[];
  /** Complete, nearest first, then by path. */
  readonly dependents: readonly Dependent[];
}

/** One step of an explaining path: `from` uses `to`. */
export interface PathStep {
  readonly from: SymbolId;
  readonly to: SymbolId;
  readonly kind: EdgeKind;
  readonly typeOnly: boolean;
}

/**
 * How far changes reach in this repository: the radii of a seeded sample of base modules, each as its `byDistance`
 * histogram (whole-module changes, module-level walk). What a change's own radius is compared with.
 */
export interface RadiusSample {
  readonly modules: number;
  readonly histograms: readonly (readonly number[])[];
}
