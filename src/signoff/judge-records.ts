import { compareText } from "../ids.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeToCover, JudgedRecord, RefusalReason } from "./coverage.ts";
import { keyHolder } from "./key-holder.ts";
import { firstRefusal, paperChecks } from "./paper-checks.ts";
import type { VerifySignature } from "./signature.ts";
import { grantChecks, type Signed, signerChecks } from "./signer-checks.ts";
import { parseStatement } from "./parse-statement.ts";
import { type Role, signatureNamespace, type Statement, type StoredRecord } from "./statement.ts";

/** What judging needs from outside: `sha256` answers lower-case hex. */
export interface RecordTools {
  readonly verify: VerifySignature;
  sha256(bytes: Uint8Array | string): string;
}

/**
 * What each record is worth for this change: every rule has to hold, and the first that does not is the reason. The roster, its keys
 * and revocations are those of `policy`, at `cover.now`. Sorted by id, each id once, so that the order of the records means nothing.
 */
export function judgeRecords(records: readonly StoredRecord[], cover: ChangeToCover, policy: Policy, tools: RecordTools): readonly JudgedRecord[] {
  const judged = new Map<string, JudgedRecord>();
  for (const record of records) {
    const one = judgeRecord(record, cover, policy, tools);
    const other = judged.get(record.id);
    // The same bytes may come twice, once with a broken signature: that must not hide the good one.
    if (other === undefined || rank(one) > rank(other) || (rank(one) === rank(other) && compareText(one.from, other.from) < 0)) judged.set(record.id, one);
  }
  return [...judged.values()].toSorted((a, b) => compareText(a.id, b.id));
}

function rank(record: JudgedRecord): number {
  return record.counts ? 3 : record.person !== null ? 2 : record.statement !== null ? 1 : 0;
}

function judgeRecord(record: StoredRecord, cover: ChangeToCover, policy: Policy, tools: RecordTools): JudgedRecord {
  const statement = parseStatement(record.payload);
  if ("malformed" in statement) return refused(record, null, "malformed", statement.malformed);
  if (tools.sha256(record.payload) !== record.id) return refused(record, null, "malformed", "is stored under another id than its bytes give");

  const paper = { id: record.id, statement, cover, policy };
  const onPaper = firstRefusal(paperChecks, paper);
  const signature = tools.verify(record.signature, record.payload, signatureNamespace);
  if (onPaper !== null) return refused(record, statement, onPaper.reason, onPaper.because, "bad" in signature ? null : (keyHolder(signature.key, policy.roster)?.person.id ?? null));
  if ("bad" in signature) return refused(record, statement, "bad-signature", `has no good signature: ${signature.bad}`);
  const holder = keyHolder(signature.key, policy.roster);
  if (holder === null) return refused(record, statement, "unknown-key", `was made with ${signature.fingerprint}, which is not on the roster`);

  const signed: Signed = { ...paper, signature, ...holder };
  const bySigner = firstRefusal(signerChecks, signed) ?? (statement.decision === "reject" ? null : firstRefusal(grantChecks, signed));
  if (bySigner !== null) return refused(record, statement, bySigner.reason, bySigner.because, holder.person.id);
  return accepted(record, signed);
}

function accepted({ id, from }: StoredRecord, signed: Signed): JudgedRecord {
  const { statement, person } = signed;
  const { decision, signer, expiresAt } = statement;
  return { id, from, statement, decision, person: person.id, roles: rolesGiven(signed), counts: true, reason: null, because: `It is ${/^[aeiou]/.test(decision) ? "an" : "a"} ${decision} by ${person.id} as ${signer.role}, good until ${expiresAt}.` };
}

/**
 * A record counts in the role it was signed as. Who signs as policy-admin, shown that safeguards change, and is a senior by the roster as well,
 * gives both with one record; who signs as senior gives nothing but that, so that no one lets a safeguard go without having said so.
 */
function rolesGiven({ statement: { decision, signer }, person }: Signed): readonly Role[] {
  const both = decision === "approve" && signer.role === "policy-admin" && person.roles.includes("senior");
  return both ? ["policy-admin", "senior"] : [signer.role];
}

function refused({ id, from }: StoredRecord, statement: Statement | null, reason: RefusalReason, because: string, person: string | null = null): JudgedRecord {
  return { id, from, statement, decision: statement?.decision ?? null, person, roles: [], counts: false, reason, because: `It ${because}.` };
}
