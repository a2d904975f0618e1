import { createHash } from "node:crypto";
import type { Person, RosterKey } from "../policy/policy.ts";
import { fingerprintOf } from "../signature/public-key.ts";
import { judgeRecords } from "../signoff/judge-records.ts";
import type { JudgedRecord } from "../signoff/coverage.ts";
import type { GoodSignature, VerifySignature } from "../signoff/signature.ts";
import type { Role, SignoffDecision, Statement, StoredRecord } from "../signoff/statement.ts";
import { statementBytes } from "../signoff/write-statement.ts";
import type { Covered } from "./covered.ts";
import { newStatement } from "./new-statement.ts";

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

export interface Part {
  readonly decision: SignoffDecision;
  readonly role: Role;
  readonly ticket: string | null;
  readonly settles: string | null;
  readonly hours: number | null;
}

/** What a statement would be worth if this key had signed it: the very rules that judge real records, asked before anybody signs. */
export function trialOf(judged: Covered, statement: Statement, key: string): JudgedRecord {
  const payload = statementBytes(statement);
  const record: StoredRecord = { id: sha256(payload), payload, signature: Buffer.alloc(0), from: "a trial" };
  return judgeRecords([record], judged.cover, judged.gathered.policy, { verify: signedBy(key), sha256 })[0]!;
}

function signedBy(key: string): VerifySignature {
  const text = key.trim().split(/\s+/).slice(0, 2).join(" ");
  const good: GoodSignature = { key: text, fingerprint: fingerprintOf(key) ?? "", hardware: key.startsWith("sk-") ? { touched: true, verifiedUser: true } : null };
  return () => good;
}

/** Who holds a key, by its fingerprint. */
export function holderOf({ gathered }: Covered, fingerprint: string): { readonly person: Person; readonly key: RosterKey } | null {
  for (const person of gathered.policy.roster.people) {
    const key = person.keys.find((one) => fingerprintOf(one.key) === fingerprint);
    if (key !== undefined) return { person, key };
  }
  return null;
}

/** What this person's statement in this role would be worth. */
export function worthOf(judged: Covered, person: Person, key: RosterKey, part: Part): JudgedRecord {
  // Overrides want a reason of some length and a ticket; whether the person gives them is asked later.
  const given = { ...part, ticket: part.ticket ?? (part.decision === "override" ? "trial" : null), person: person.id, keyFingerprint: fingerprintOf(key.key) ?? "", reason: "What a statement of this person would be worth." };
  return trialOf(judged, newStatement(judged, given), key.key);
}

/** Everybody on the roster whose sign-off in this role would count now, by any of their keys. */
export function ableTo(judged: Covered, role: Role): readonly Person[] {
  const part = { decision: "approve", role, ticket: null, settles: null, hours: null } as const;
  return judged.gathered.policy.roster.people.filter((person) => person.keys.some((key) => worthOf(judged, person, key, part).counts));
}
