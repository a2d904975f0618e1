import type { ProvenanceState } from "../provenance/attribution.ts";
import type { Band } from "../score/score.ts";

export const statementType = "https://riskscore.dev/signoff/v1";
export const signatureNamespace = "signoff@riskscore.dev";

/** `approve` and `override` let a change pass, `reject` is a veto, `posthoc-review` settles the debt an override left. */
export type SignoffDecision = "approve" | "override" | "posthoc-review" | "reject";
export type Role = "senior" | "policy-admin" | "breakglass";

/**
 * What a person signs: the exact bytes are its canonical JSON (sorted keys, no blanks, whole numbers), and nothing else is a
 * statement. Times are RFC 3339 with `Z` and whole seconds.
 */
export interface Statement {
  readonly type: typeof statementType;
  /** 32 hex digits, so that no two statements are the same. */
  readonly nonce: string;
  readonly decision: SignoffDecision;
  readonly repo: { readonly id: string };
  /** The landing ref, in full. */
  readonly target: { readonly ref: string };
  readonly change: {
    readonly alg: "riskscore-change-v1";
    readonly digest: ChangeDigest;
    readonly files: number;
    /** For people who look the record up later; what binds is the digest. */
    readonly base: string;
    readonly head: string;
  };
  readonly risk: {
    readonly engine: string;
    readonly policyDigest: string;
    readonly value: number;
    readonly impact: number;
    readonly band: Band;
    readonly modules: number;
    readonly packages: number;
    /** Ids of the signals that were shown, strongest first. */
    readonly signals: readonly string[];
    /** Names of the critical paths that were shown. */
    readonly critical: readonly string[];
  };
  readonly ai: { readonly state: ProvenanceState; readonly tools: readonly string[] };
  /** Lower-case e-mails of authors, committers and co-authors, sorted. */
  readonly authors: readonly string[];
  /** `person`: id in the roster. `keyFingerprint`: `SHA256:…` as ssh-keygen prints it. */
  readonly signer: { readonly person: string; readonly keyFingerprint: string; readonly role: Role };
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly reason: string;
  readonly ticket: string | null;
  /** Of a `posthoc-review`: the record it settles. */
  readonly settles: string | null;
}

/** `sha256:` and 64 hex digits over the raw differences of two trees (`riskscore-change-v1`). */
export type ChangeDigest = `sha256:${string}`;

/** A stored statement with its signature; nothing in it is trusted until `signoff/` has checked it. */
export interface StoredRecord {
  /** Lower-case hex SHA-256 of `payload`. */
  readonly id: string;
  /** The bytes signed. */
  readonly payload: Uint8Array;
  /** The armored SSHSIG. */
  readonly signature: Uint8Array;
  /** Where it was found, for messages: a ref or a file. */
  readonly from: string;
}
