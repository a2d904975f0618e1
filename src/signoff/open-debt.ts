import { compareText } from "../ids.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeToCover } from "./coverage.ts";
import { timestampIn } from "./instant.ts";
import type { RecordTools } from "./judge-records.ts";
import { type KeyHolder, keyHolder } from "./key-holder.ts";
import { ownPart } from "./own-change.ts";
import { parseStatement } from "./parse-statement.ts";
import type { GoodSignature } from "./signature.ts";
import { outsideOf } from "./signer-checks.ts";
import { signatureNamespace, type Statement, type StoredRecord } from "./statement.ts";

interface Attributed extends KeyHolder {
  readonly id: string;
  readonly statement: Statement;
  readonly signature: GoodSignature;
}

/**
 * Who has overridden another change than `change.digest` without anybody having reviewed it since, with the id of that override. Debt does not
 * end when the override expires, nor when its key does: only a review by another person ends it, or its revocation in the policy. It goes by
 * which overrides are unreviewed, not by their dates, which their signer chose: one that was reviewed itself counts whatever came after.
 */
export function openDebt(records: readonly StoredRecord[], change: Pick<ChangeToCover, "repoId" | "digest" | "now">, policy: Policy, tools: RecordTools): ReadonlyMap<string, string> {
  const known = attributed(records, change.repoId, policy, tools);
  const reviews = known.filter((one) => one.statement.decision === "posthoc-review" && mayReview(one, change.now, policy));
  // Somebody else has looked at it: whatever its signer overrode before or since, this one is answered for.
  const reviewedHere = new Set(known.filter((one) => one.statement.decision === "override" && one.statement.change.digest === change.digest && reviews.some((review) => settles(review, one))).map(({ person }) => person.id));
  const open = new Map<string, string>();
  for (const override of known) {
    const { statement, person, id } = override;
    if (statement.decision !== "override" || statement.change.digest === change.digest || open.has(person.id) || reviewedHere.has(person.id)) continue;
    if (!reviews.some((review) => settles(review, override))) open.set(person.id, id);
  }
  return open;
}

/** Overrides and reviews in this repository that are well signed in their signers' own names; nobody can put debt on another. */
function attributed(records: readonly StoredRecord[], repoId: string, policy: Policy, tools: RecordTools): readonly Attributed[] {
  const ours = records.flatMap((record): Attributed[] => {
    const statement = parseStatement(record.payload);
    if ("malformed" in statement || statement.repo.id !== repoId) return [];
    if (statement.decision !== "override" && statement.decision !== "posthoc-review") return [];
    if (tools.sha256(record.payload) !== record.id || policy.roster.revokedSignoffs.includes(record.id)) return [];
    const signature = tools.verify(record.signature, record.payload, signatureNamespace);
    const holder = "bad" in signature ? null : keyHolder(signature.key, policy.roster);
    if ("bad" in signature || holder === null || holder.person.id !== statement.signer.person || signature.fingerprint !== statement.signer.keyFingerprint) return [];
    return [{ id: record.id, statement, signature, ...holder }];
  });
  return ours.toSorted((a, b) => compareText(a.id, b.id));
}

/** A review takes away what an override left, so it counts only while its signer could give one. Its own expiry does not undo it. */
function mayReview({ statement, person, key, signature }: Attributed, now: number, policy: Policy): boolean {
  const { role } = statement.signer;
  if (!person.active || role === "breakglass" || !person.roles.includes(role)) return false;
  if (policy.roster.revokedKeys.includes(signature.fingerprint) || outsideOf(key, now, signature.fingerprint) !== null) return false;
  if ((key.requireTouch && signature.hardware?.touched !== true) || (key.requirePin && signature.hardware?.verifiedUser !== true)) return false;
  return timestampIn(statement.issuedAt)! <= now + 5 * 60_000;
}

function settles(review: Attributed, override: Attributed): boolean {
  if (review.statement.settles !== override.id || review.statement.change.digest !== override.statement.change.digest) return false;
  return review.person.id !== override.person.id && ownPart(review.person, [], [...override.statement.authors, ...review.statement.authors]) === null;
}
