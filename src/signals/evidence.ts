import type { Change } from "../change/change.ts";
import type { CriticalHit } from "../critical/critical-hit.ts";
import type { Gap } from "../gap.ts";
import type { Radius, RadiusSample } from "../graph/radius.ts";
import type { ChangeHistory } from "../history/change-history.ts";
import type { ModuleId, PackageName, RepoPath, SymbolId } from "../ids.ts";
import type { Environment } from "../policy/policy.ts";

/** A package's entry point whose exports the change alters, directly or through re-exports. */
export interface PublicEntry {
  readonly module: ModuleId;
  readonly package: PackageName;
  /** Not `"private": true` in its manifest: others may have installed it. */
  readonly published: boolean;
  /** Export names that are touched. */
  readonly symbols: readonly SymbolId[];
}

/** A changed file that steers how others are built or resolved (package.json, tsconfig, lockfile), and how many modules lie under it. */
export interface BuildInput {
  readonly path: RepoPath;
  readonly class: "manifest" | "config" | "lockfile";
  readonly governs: number;
}

/** Everything the signals may look at: facts about one change, gathered by the adapters, with their gaps. */
export interface Evidence {
  readonly change: Change;
  readonly radius: Radius;
  readonly sample: RadiusSample;
  /** Source modules of the base ∪ head graph. */
  readonly moduleCount: number;
  readonly critical: readonly CriticalHit[];
  readonly entries: readonly PublicEntry[];
  readonly buildInputs: readonly BuildInput[];
  readonly environments: readonly { readonly environment: Environment; readonly files: readonly RepoPath[] }[];
  readonly packagesTouched: readonly PackageName[];
  readonly packagesReached: readonly PackageName[];
  readonly history: ChangeHistory;
  readonly gaps: readonly Gap[];
}
