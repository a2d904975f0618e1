import type { Policy } from "../policy/policy.ts";
import type { ChangeToCover, RefusalReason } from "./coverage.ts";
import { timestampIn } from "./instant.ts";
import type { Statement } from "./statement.ts";

/** A statement beside what it should cover: all that can be checked before asking who signed. */
export interface OnPaper {
  readonly id: string;
  readonly statement: Statement;
  readonly cover: ChangeToCover;
  readonly policy: Policy;
}

/** A rule that kills a record: `found` says how, as words to follow "it"; null where it does not apply. */
export interface Check<Case> {
  readonly reason: RefusalReason;
  readonly found: (about: Case) => string | null;
}

/** Clocks differ; a signer's may be ahead by this much. Milliseconds. */
const clocksDiffer = 5 * 60_000;
const hour = 3_600_000;

export const paperChecks: readonly Check<OnPaper>[] = [
  { reason: "wrong-repository", found: ({ statement, cover }) => unless(statement.repo.id === cover.repoId, `was made for the repository ${JSON.stringify(statement.repo.id)}`) },
  { reason: "wrong-ref", found: ({ statement, cover }) => unless(statement.target.ref === cover.landingRef, `was made for ${statement.target.ref}, and this change is meant for ${cover.landingRef}`) },
  { reason: "wrong-change", found: ({ statement, cover }) => unless(statement.change.digest === cover.digest, "was made for another change: every byte, mode and path counts") },
  { reason: "lives-too-long", found: (about) => unless(lifeOf(about.statement) <= longestLife(about), `lives ${hoursIn(lifeOf(about.statement))}, and the policy allows ${hoursIn(longestLife(about))}`) },
  { reason: "not-yet-valid", found: ({ statement, cover }) => unless(timestampIn(statement.issuedAt)! <= cover.now + clocksDiffer, `is dated ${statement.issuedAt}, which lies ahead`) },
  { reason: "expired", found: ({ statement, cover }) => unless(cover.now < timestampIn(statement.expiresAt)!, `expired at ${statement.expiresAt}`) },
  { reason: "revoked", found: ({ id, policy }) => unless(!policy.roster.revokedSignoffs.includes(id), "is revoked by the policy") },
  { reason: "change-blocked", found: ({ cover, policy }) => unless(!policy.roster.blockedChanges.includes(cover.digest), "is for a change that the policy lets nobody pass") },
  { reason: "used-up", found: ({ id, cover }) => unless(!cover.usedUp.has(id), `is used up: the change has landed on ${cover.landingRef} with it before`) },
];

/** The first rule that applies, and how. */
export function firstRefusal<Case>(checks: readonly Check<Case>[], about: Case): { readonly reason: RefusalReason; readonly because: string } | null {
  for (const { reason, found } of checks) {
    const because = found(about);
    if (because !== null) return { reason, because };
  }
  return null;
}

export function unless(holds: boolean, otherwise: string): string | null {
  return holds ? null : otherwise;
}

function lifeOf(statement: Statement): number {
  return timestampIn(statement.expiresAt)! - timestampIn(statement.issuedAt)!;
}

function longestLife({ statement, policy }: OnPaper): number {
  return statement.decision === "override" ? policy.override.maxHours * hour : policy.signoff.maxAgeDays * 24 * hour;
}

function hoursIn(life: number): string {
  const hours = Math.ceil(life / hour);
  return hours === 1 ? "1 hour" : hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} hours`;
}
