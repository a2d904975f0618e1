import type { Identity } from "../provenance/attribution.ts";
import type { RepoPath } from "../ids.ts";
import type { ChangeDigest, Role, SignoffDecision, Statement } from "./statement.ts";

/** The change a record has to cover, recomputed here and now. */
export interface ChangeToCover {
  readonly repoId: string;
  readonly landingRef: string;
  readonly digest: ChangeDigest;
  readonly policyDigest: string;
  readonly impact: number;
  /** Every path of the change, both paths of a rename. */
  readonly paths: readonly RepoPath[];
  /** Who may not answer for it: authors, committers, co-authors, the authenticated pusher. */
  readonly identities: readonly Identity[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Ids of records that an accepted update of the landing ref has used up. */
  readonly usedUp: ReadonlySet<string>;
  /** Roster ids of those whose earlier override of another change nobody has reviewed yet, with that record's id. */
  readonly openDebt: ReadonlyMap<string, string>;
}

/** Why a record does not count; the first that applies. The catalogue says each in words. */
export type RefusalReason =
  | "malformed"
  | "wrong-repository"
  | "wrong-ref"
  | "wrong-change"
  | "not-yet-valid"
  | "expired"
  | "lives-too-long"
  | "revoked"
  | "change-blocked"
  | "used-up"
  | "bad-signature"
  | "unknown-key"
  | "key-not-valid-now"
  | "key-revoked"
  | "wrong-signer"
  | "person-inactive"
  | "needs-touch"
  | "lacks-role"
  | "out-of-scope"
  | "own-change"
  | "policy-changed"
  | "impact-rose"
  | "no-ticket"
  | "open-debt";

/** What one record is worth for one change. */
export interface JudgedRecord {
  readonly id: string;
  readonly from: string;
  /** Null when the bytes are no statement. */
  readonly statement: Statement | null;
  readonly decision: SignoffDecision | null;
  /** Roster id; null unless the signature is good and the key is on the roster. */
  readonly person: string | null;
  readonly roles: readonly Role[];
  readonly counts: boolean;
  readonly reason: RefusalReason | null;
  /** One sentence. */
  readonly because: string;
}
