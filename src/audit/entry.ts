/** What is worth an entry. */
export type AuditEvent = "decision" | "signoff" | "override" | "posthoc-review" | "veto" | "revocation" | "request" | "recovered" | "anchor" | "checkpoint" | "landed" | "policy";

/** Every event, said in words. */
export const auditEvents = {
  decision: "a hook or a gate decided about a ref",
  signoff: "a sign-off was recorded",
  override: "an emergency override was recorded",
  "posthoc-review": "an override was reviewed after the fact",
  veto: "a veto was recorded",
  revocation: "the edit that takes a record's worth away was prepared",
  request: "a sign-off was asked for",
  recovered: "the log did not end as its head file says, and was written on from there",
  anchor: "an anchor was printed",
  checkpoint: "every step of a ref up to here was judged anew, and holds",
  landed: "a server's ref moved, which uses up the sign-offs it rested on",
  policy: "another policy stands where changes land",
} as const satisfies Record<AuditEvent, string>;

/** One line of the log: canonical JSON, chained by the hash of the line before. `data` holds no source, prompts or diffs. */
export interface AuditEntry {
  readonly v: 1;
  /** From 0, without holes. */
  readonly seq: number;
  /** RFC 3339, `Z`, milliseconds. The writer's clock: advisory. */
  readonly ts: string;
  /** Hash of the entry before; of the first, `genesis`. */
  readonly prev: string;
  readonly event: AuditEvent;
  /** What it is about: a ref, a record id. */
  readonly subject: string;
  readonly data: AuditData;
}

export type AuditData = { readonly [key: string]: AuditValue };
export type AuditValue = string | number | boolean | null | readonly AuditValue[] | AuditData;

/** What a `decision` says; the gate's row is `rule`. */
export interface DecisionData extends AuditData {
  readonly by: "pre-push" | "pre-receive" | "gate";
  readonly mode: string;
  readonly decision: string;
  readonly rule: string;
  readonly overridden: boolean;
  readonly stopped: boolean;
  readonly landingRef: string;
  readonly base: string;
  readonly head: string;
  /** Null where none was needed. */
  readonly digest: string | null;
  readonly policy: string;
  readonly impact: number;
  readonly band: string;
  readonly modules: number;
  readonly ai: string;
  readonly tools: readonly string[];
  /** Ids of the records the decision rests on: an accepted update of the landing ref uses them up. */
  readonly signoffs: readonly string[];
}

/** What a caller hands in; the log adds `v`, `seq`, `ts`, `prev`. */
export interface NewEntry {
  readonly event: AuditEvent;
  readonly subject: string;
  readonly data: AuditData;
}
