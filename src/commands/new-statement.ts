import { randomBytes } from "node:crypto";
import { Failure } from "../failure.ts";
import { timestampOf } from "../signoff/instant.ts";
import { statementType, type Role, type SignoffDecision, type Statement } from "../signoff/statement.ts";
import { version } from "../version.ts";
import type { Covered } from "./covered.ts";

/** What the person said, beside what was judged. */
export interface Answering {
  readonly decision: SignoffDecision;
  readonly role: Role;
  readonly person: string;
  readonly keyFingerprint: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly settles: string | null;
  /** Life in hours; null for the longest the policy allows. */
  readonly hours: number | null;
}

/** The statement to sign: what was recomputed and shown, and nothing that a request claims. */
export function newStatement({ report, cover, landing, head, gathered }: Covered, answering: Answering): Statement {
  const { decision, role, person, keyFingerprint, reason, ticket, settles } = answering;
  const { score, radius, critical, provenance } = report;
  const issuedAt = Math.floor(cover.now / 1000) * 1000;
  return {
    type: statementType,
    nonce: randomBytes(16).toString("hex"),
    decision,
    repo: { id: cover.repoId },
    target: { ref: cover.landingRef },
    change: { alg: "riskscore-change-v1", digest: cover.digest, files: cover.paths.length, base: landing.base ?? "empty", head },
    risk: {
      engine: `riskscore/${version}`,
      policyDigest: cover.policyDigest,
      value: score.value,
      impact: score.impact,
      band: score.band,
      modules: radius.modules,
      packages: radius.packages,
      signals: [...new Set(score.contributions.toSorted((a, b) => b.points - a.points).map(({ signal }) => signal))],
      critical: [...new Set(critical.map(({ name }) => name))],
    },
    ai: { state: provenance.state, tools: [...new Set(provenance.attributions.map(({ tool }) => tool))].toSorted() },
    authors: provenance.authors,
    signer: { person, keyFingerprint, role },
    issuedAt: timestampOf(issuedAt),
    expiresAt: timestampOf(issuedAt + lifeOf(answering, gathered.policy) * 3_600_000),
    reason,
    ticket,
    settles,
  };
}

/** In hours. */
function lifeOf({ decision, hours }: Pick<Answering, "decision" | "hours">, { override, signoff }: Covered["gathered"]["policy"]): number {
  const longest = decision === "override" ? override.maxHours : signoff.maxAgeDays * 24;
  if (hours !== null && (hours < 1 || hours > longest)) {
    throw new Failure("usage", `--hours ${hours} is out of range: the policy lets ${decision === "override" ? "an override" : "a sign-off"} live for 1 to ${longest} hours.`, { hint: "Leave --hours out for the longest." });
  }
  return hours ?? longest;
}
