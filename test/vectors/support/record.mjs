/**
 * Sign-off records made without riskscore: change digest, statement, signature and ref, from their descriptions alone
 * (../../../src/signoff/README.md), so that both sides would have to be wrong in the same way.
 */
import { createHash, randomBytes } from "node:crypto";
import { keyPairOf, signed } from "../../support/ssh-signer.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const u32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const lp = (text) => Buffer.concat([u32(Buffer.byteLength(text)), Buffer.from(text)]);

/** `riskscore-change-v1` of two flat maps path → `{ mode, oid, bytes }`. */
export function changeDigest(before, after) {
  const idOf = (file) => (file === undefined ? "-" : file.mode === "160000" ? `gitlink:${file.oid}` : `sha256:${sha256(file.bytes)}`);
  const same = (a, b) => a?.mode === b?.mode && a?.oid === b?.oid;
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => !same(before.get(path), after.get(path)));
  paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const rows = paths.map((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    return Buffer.concat([lp(path), lp(old?.mode ?? "000000"), lp(now?.mode ?? "000000"), lp(idOf(old)), lp(idOf(now))]);
  });
  return { digest: `sha256:${sha256(Buffer.concat([Buffer.from("riskscore-change-v1\0"), u32(rows.length), ...rows]))}`, files: rows.length };
}

const day = 86_400_000;
/** RFC 3339 with `Z`, whole seconds, `days` from now. */
export const inDays = (days) => new Date(Date.now() + days * day).toISOString().replace(/\.\d+Z$/, "Z");

/** A statement that says everything right; `more` makes it say something else. */
export function statementOf({ by, role = "senior", digest, files, policyDigest, more = {} }) {
  const decision = more.decision ?? "approve";
  return {
    type: "https://riskscore.dev/signoff/v1",
    nonce: randomBytes(16).toString("hex"),
    decision,
    repo: { id: "shop" },
    target: { ref: "refs/heads/main" },
    change: { alg: "riskscore-change-v1", digest, files, base: "base", head: "head" },
    risk: { engine: "riskscore/0.1.0", policyDigest, value: 100, impact: 100, band: "critical", modules: 2, packages: 1, signals: [], critical: ["till"] },
    ai: { state: "tagged", tools: ["claude-code"] },
    authors: ["ben@shop.example"],
    signer: { person: by, keyFingerprint: keyPairOf(by).fingerprint, role },
    issuedAt: inDays(0),
    expiresAt: inDays(decision === "override" ? 2 / 24 : 2),
    reason: "I looked at it with finance, and it is right.",
    ticket: decision === "override" ? "INC-7" : null,
    settles: null,
    ...more,
  };
}

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Payload and armored signature. `key`: whose key signs; `namespace`: for what. */
export function recordOf(statement, { key = statement.signer.person, namespace = "signoff@riskscore.dev", armor = (text) => text } = {}) {
  const payload = Buffer.from(canonical(statement));
  return { payload, signature: Buffer.from(armor(signed(keyPairOf(key).privateFile, payload, namespace))) };
}

export const refOf = (digest, payload) => {
  const hex = digest.slice("sha256:".length);
  return `refs/riskscore/signoffs/${hex.slice(0, 2)}/${hex}/${sha256(payload)}`;
};
export const idOf = sha256;
