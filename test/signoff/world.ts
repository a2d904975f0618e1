import { createHash } from "node:crypto";
import { asRepoPath } from "../../src/ids.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import type { Person, Policy, Roster } from "../../src/policy/policy.ts";
import { verifySignature } from "../../src/signature/verify.ts";
import type { ChangeToCover, JudgedRecord } from "../../src/signoff/coverage.ts";
import { timestampOf } from "../../src/signoff/instant.ts";
import { judgeRecords, type RecordTools } from "../../src/signoff/judge-records.ts";
import type { GoodSignature } from "../../src/signoff/signature.ts";
import { type ChangeDigest, signatureNamespace, type Statement, statementType, type StoredRecord } from "../../src/signoff/statement.ts";
import { statementBytes } from "../../src/signoff/write-statement.ts";
import { testKey } from "../support/ssh-keys.ts";

/** A small team, a change, and statements about it that are right in everything but what a test says. */

export const now = Date.parse("2026-11-23T10:00:00Z");
export const hour = 3_600_000;
export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
export const digestOf = (name: string): ChangeDigest => `sha256:${sha256(name)}`;
export const tools: RecordTools = { verify: verifySignature, sha256 };

/** Tools to which every good signature was made on a device that attests this. */
export function onDevice(hardware: NonNullable<GoodSignature["hardware"]>): RecordTools {
  const verify: RecordTools["verify"] = (...given) => {
    const checked = verifySignature(...given);
    return "bad" in checked ? checked : { ...checked, hardware };
  };
  return { verify, sha256 };
}

export function personOf(id: string, over: Partial<Person> = {}): Person {
  const key = { key: testKey(id).publicKey, validFrom: null, validUntil: null, requireTouch: false, requirePin: false };
  return { id, roles: ["senior"], scopes: ["**"], emails: [`${id}@corp.test`], keys: [key], active: true, ...over };
}

/** The key of `name`, bounded in time or not. */
export function keyOf(name: string, over: Partial<Person["keys"][number]> = {}): Person["keys"][number] {
  return { key: testKey(name).publicKey, validFrom: null, validUntil: null, requireTouch: false, requirePin: false, ...over };
}

export function policyOf(people: readonly Person[], over: Partial<Policy> = {}, roster: Partial<Roster> = {}): Policy {
  return { ...defaultPolicy, repo: "repo-1", ...over, roster: { people, revokedKeys: [], revokedSignoffs: [], blockedChanges: [], ...roster } };
}

export function coverOf(over: Partial<ChangeToCover> = {}): ChangeToCover {
  return {
    repoId: "repo-1",
    landingRef: "refs/heads/main",
    digest: digestOf("change"),
    policyDigest: digestOf("policy"),
    impact: 60,
    paths: ["src/a.ts", "src/b.ts"].map(asRepoPath),
    identities: [{ name: "Dev", email: "dev@corp.test", as: "author" }],
    now,
    usedUp: new Set(),
    openDebt: new Map(),
    ...over,
  };
}

let nonces = 0;

export function statementOf(person: string, over: Partial<Statement> = {}): Statement {
  return {
    type: statementType,
    nonce: sha256(`nonce ${nonces++}`).slice(0, 32),
    decision: "approve",
    repo: { id: "repo-1" },
    target: { ref: "refs/heads/main" },
    change: { alg: "riskscore-change-v1", digest: digestOf("change"), files: 2, base: "1".repeat(40), head: "2".repeat(40) },
    risk: { engine: "riskscore/0.1.0", policyDigest: digestOf("policy"), value: 55, impact: 60, band: "high", modules: 143, packages: 9, signals: ["wide-reach"], critical: ["checkout"] },
    ai: { state: "tagged", tools: ["claude-code"] },
    authors: ["dev@corp.test"],
    signer: { person, keyFingerprint: testKey(person).fingerprint, role: "senior" },
    issuedAt: timestampOf(now - hour),
    expiresAt: timestampOf(now + 24 * hour),
    reason: "Read it, ran it, stand for it.",
    ticket: null,
    settles: null,
    ...over,
  };
}

export function overrideOf(person: string, over: Partial<Statement> = {}): Statement {
  return statementOf(person, {
    decision: "override",
    signer: { person, keyFingerprint: testKey(person).fingerprint, role: "breakglass" },
    expiresAt: timestampOf(now + 2 * hour),
    reason: "Checkout is down and this brings it back.",
    ticket: "INC-123",
    ...over,
  });
}

/** Signed with the key of `key`, stored under its own id. */
export function recordOf(statement: Statement, key: string = statement.signer.person, namespace: string = signatureNamespace): StoredRecord {
  const payload = statementBytes(statement);
  const id = sha256(payload);
  return { id, payload, signature: testKey(key).sign(payload, namespace), from: `refs/riskscore/signoffs/xx/${id}` };
}

export function judgeOne(record: StoredRecord, cover: ChangeToCover, policy: Policy): JudgedRecord {
  return judgeRecords([record], cover, policy, tools)[0]!;
}
