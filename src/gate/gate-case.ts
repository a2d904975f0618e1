import type { Band } from "../score/score.ts";
import type { Mode, Policy, Posture } from "../policy/policy.ts";
import type { ProvenanceState } from "../provenance/attribution.ts";
import type { JudgedRecord } from "../signoff/coverage.ts";
import type { SelfProtected } from "./self-protecting.ts";

/** Why a ref update cannot pass, whoever signs. */
export type RefRefusal =
  | "deletes a protected ref"
  | "writes a replace ref"
  | "rewrites a sign-off"
  | "misnames a sign-off"
  | "is no commit"
  | "leaves no policy"
  | "brings back a revocation";

/** Everything the table may look at: one ref update (or one diff), reduced to plain data. */
export interface GateCase {
  /**
   * `absent`: none at the base, and nobody asked to enforce the defaults. `defaults`: none, and the defaults judge. On a server: `missing`, a
   * protected ref has none; `first`, it had none, and this change brings one.
   */
  readonly policyState: "found" | "defaults" | "absent" | "broken" | "missing" | "first";
  readonly policy: Policy;
  readonly refused: RefRefusal | null;
  /** Refs that never land: our own, notes, deletions of unprotected refs. */
  readonly neverLands: boolean;
  /** Nothing differs between base and head. */
  readonly empty: boolean;
  /** Evidence could not be had at all (missing base, unknown remote oid, time-out): the sentence; null when all is there. */
  readonly evidenceMissing: string | null;
  /** What is missing was not looked for: it is more than a server is told to judge. */
  readonly overLimits?: boolean;
  /** Local gaps that could not be widened. */
  readonly localGaps: number;
  readonly state: ProvenanceState;
  readonly impact: number;
  readonly band: Band;
  readonly selfProtected: readonly SelfProtected[];
  /** Judged against this very change; empty when none was looked up. */
  readonly records: readonly JudgedRecord[];
  /** The policy blocks this change's digest, or a veto that counts stands. */
  readonly vetoed: boolean;
  readonly mode: Mode;
  readonly posture: Posture;
}
