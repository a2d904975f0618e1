import type { Change, FileStatus } from "../change/change.ts";
import type { Gap } from "../gap.ts";
import type { Radius, PathStep } from "../graph/radius.ts";
import type { Requirement } from "../gate/verdict.ts";
import type { Attribution, ProvenanceState } from "../provenance/attribution.ts";
import type { RefusalReason } from "../signoff/coverage.ts";
import type { Role, SignoffDecision } from "../signoff/statement.ts";
import type { Mode, Posture } from "../policy/policy.ts";
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
  /** What packages promise to others, where the change alters it. */
  readonly contracts: readonly ReportContract[];
  readonly provenance: {
    readonly state: ProvenanceState;
    readonly attributions: readonly Attribution[];
    /** Version of the table of tools. */
    readonly table: string;
    /** Evidence that could not be read: it lowers nothing. */
    readonly unreadable: readonly string[];
    /** Lower-case e-mails of authors, committers and co-authors, sorted. */
    readonly authors: readonly string[];
  };
  readonly signoffs: readonly ReportSignoff[];
  readonly verdict: {
    readonly decision: "pass" | "needs-sign-off" | "blocked" | "undecided";
    readonly rule: string;
    readonly rollout: "limited" | "standard";
    readonly requirements: readonly Requirement[];
    /** An emergency override let it pass. */
    readonly overridden: boolean;
    /** Under `observe` and `warn` nothing is stopped, whatever the decision. */
    readonly mode: Mode;
    readonly posture: Posture;
    /** Full name of the ref the change is meant for; null where none is known. */
    readonly landingRef: string | null;
    /** What a sign-off would bind to; null where none was asked for. */
    readonly digest: string | null;
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

/** An entry point of a package whose exports the change alters, directly or through re-exports. */
export interface ReportContract {
  readonly package: string;
  readonly module: string;
  /** Others may have installed the package: they are not counted below. */
  readonly published: boolean;
  /** Export names, as module#name. */
  readonly symbols: readonly string[];
  /**
   * Modules of other packages that can feel the change. Where it alters several packages' contracts the radius does not say which of
   * them a module feels, so each has all of them: too many, never too few.
   */
  readonly callers: number;
  readonly packages: readonly string[];
}

/** One record that was looked at for this change. */
export interface ReportSignoff {
  readonly id: string;
  readonly decision: SignoffDecision | null;
  readonly person: string | null;
  /** Roles the record counts in. */
  readonly roles: readonly Role[];
  readonly counts: boolean;
  /** Why it does not count. */
  readonly reason: RefusalReason | null;
  readonly because: string;
  readonly expiresAt: string | null;
  /** What the signer wrote; null when the bytes are no statement. */
  readonly said: string | null;
  readonly ticket: string | null;
}

/** What `--json` prints instead when riskscore could not answer. */
export interface ErrorReport {
  readonly schemaVersion: 1;
  readonly error: { readonly kind: string; readonly message: string; readonly hint: string | null };
}
