import { decide } from "../gate/decide.ts";
import type { GateCase } from "../gate/gate-case.ts";
import { selfProtectedIn } from "../gate/self-protecting.ts";
import type { Verdict } from "../gate/verdict.ts";
import type { Provenance } from "../provenance/attribution.ts";
import { reportOf } from "../report/build-report.ts";
import type { Report } from "../report/report.ts";
import { scoreOf } from "../score/score-of.ts";
import type { Band, Score } from "../score/score.ts";
import { findingsOf } from "../signals/measure-all.ts";
import type { ChangeToCover, JudgedRecord } from "../signoff/coverage.ts";
import type { GatheredDiff } from "./gather-request.ts";
import { unwidenedGaps } from "./unwidened-gaps.ts";

/** A change with its score: all that can be said before anybody's sign-off is looked at. */
export interface Weighed {
  readonly gathered: GatheredDiff;
  readonly provenance: Provenance;
  readonly score: Score;
  /** The band that impact alone gives. */
  readonly bandByImpact: Band;
  /** Without records: `needsSignoff` says whether any have to be looked up. */
  readonly gateCase: Omit<GateCase, "records" | "vetoed">;
}

/** Who judges where no policy stands: the defaults, or the gate's own row for having none. */
export type Unconfigured = Exclude<GateCase["policyState"], "found" | "broken">;

/** Scores a gathered change and puts it as the gate's case. `unconfigured` says who judges where no policy stands. */
export function weighed(gathered: GatheredDiff, provenance: Provenance, unconfigured: Unconfigured): Weighed {
  const { evidence, policy } = gathered;
  const findings = findingsOf(evidence, policy);
  const score = scoreOf(findings, evidence.critical, policy);
  const gateCase = {
    policyState: gathered.policyPath === null ? unconfigured : "found",
    policy,
    refused: null,
    neverLands: false,
    empty: gathered.empty,
    // Who wrote commits that nobody read may be a tool, or the very person who signs. Where no policy has landed, nobody asks.
    evidenceMissing: gathered.policyPath === null && unconfigured === "absent" ? null : provenance.incomplete,
    localGaps: unwidenedGaps(evidence),
    state: provenance.state,
    impact: score.impact,
    band: score.band,
    selfProtected: selfProtectedIn(evidence.change.files, gathered.steeringKeysChanged, policy.protect),
    mode: policy.mode,
    posture: policy.posture,
  } as const satisfies Weighed["gateCase"];
  return { gathered, provenance, score, bandByImpact: scoreOf(findings, [], policy).band, gateCase };
}

/** What was found out about sign-offs; without a cover nobody was asked. */
export interface Answered {
  readonly cover: ChangeToCover | null;
  readonly records: readonly JudgedRecord[];
  readonly landingRef: string | null;
}

export const unasked: Answered = { cover: null, records: [], landingRef: null };

/** The gate's verdict on a weighed change, under the records found. */
export function verdictOn({ gateCase, gathered }: Weighed, { cover, records }: Answered): Verdict {
  const blocked = cover !== null && gathered.policy.roster.blockedChanges.includes(cover.digest);
  const vetoed = blocked || records.some(({ decision, counts }) => decision === "reject" && counts);
  return decide({ ...gateCase, records, vetoed });
}

/** Everything as one value, for every reader. */
export function reportOn(one: Weighed, verdict: Verdict, { cover, records, landingRef }: Answered, riskscore: string): Report {
  const { gathered, provenance, score, bandByImpact } = one;
  const { base, head, policy } = gathered;
  const judge = { from: gathered.policyFrom, digest: gathered.policyDigest, differs: gathered.policyDiffers };
  return reportOf({ riskscore, base, head, policy: judge, bandByImpact }, gathered.evidence, score, {
    provenance,
    records,
    verdict,
    mode: policy.mode,
    posture: policy.posture,
    landingRef: cover?.landingRef ?? landingRef,
    digest: cover?.digest ?? null,
  });
}
