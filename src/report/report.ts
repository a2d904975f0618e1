import type { Change, FileStatus } from "../change/change.ts";
import type { Gap } from "../gap.ts";
import type { Radius, PathStep } from "../graph/radius.ts";
import type { Band, Score } from "../score/score.ts";

/** Version 1 of what `riskscore diff --json` prints. Additive-only: names never change meaning or go away. */
export interface Report {
  readonly schemaVersion: 1;
  readonly riskscore: string;
  readonly base: string;
  readonly head: string;
  readonly policy: { readonly from: string; readonly digest: string; readonly differs: boolean };
  readonly change: {
    readonly files: readonly ReportFile[];
    readonly added: number;
    readonly deleted: number;
    readonly packages: readonly string[];
  };
  readonly score: Pick<Score, "value" | "band" | "impact" | "likelihood" | "contributions"> & {
    /** The band without critical modules: another one than `band` where reaching or changing one raised it. */
    readonly bandByImpact: Band;
  };
  readonly radius: Radius & { readonly packagesReached: readonly string[] };
  readonly critical: readonly ReportCritical[];
  readonly provenance: { readonly state: "tagged" | "suspected" | "unknown" | "declared-human"; readonly attributions: readonly unknown[] };
  readonly signoffs: readonly unknown[];
  readonly verdict: {
    readonly decision: "pass" | "needs-sign-off" | "blocked" | "undecided";
    readonly rule: string;
    readonly rollout: "limited" | "standard";
    readonly requirements: readonly unknown[];
  };
  readonly gaps: readonly Gap[];
}

export interface ReportFile {
  readonly path: string;
  readonly pathBytes?: string;
  readonly status: FileStatus;
  readonly from: string | null;
  readonly class: Change["files"][number]["class"];
  readonly package: string | null;
  readonly symbols: readonly string[];
  readonly added: number | null;
  readonly deleted: number | null;
}

export interface ReportCritical {
  readonly name: string;
  readonly owner: string | null;
  readonly module: string;
  readonly distance: number;
  readonly via: "runtime" | "type";
  readonly path: readonly PathStep[];
}

/** What `--json` prints instead when riskscore could not answer. */
export interface ErrorReport {
  readonly schemaVersion: 1;
  readonly error: { readonly kind: string; readonly message: string; readonly hint: string | null };
}
