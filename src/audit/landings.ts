import type { AuditData, AuditEntry } from "./entry.ts";

/** What a server's `landed` entry says: git has moved the ref. */
export interface LandedData extends AuditData {
  /** Object ids; `""` for a ref that was not there, or is gone. */
  readonly old: string;
  readonly head: string;
  /** Whether a pre-receive of this server let exactly this update pass. */
  readonly judged: boolean;
  readonly rule: string;
  readonly overridden: boolean;
  /** Ids of the records it rested on: they are used up, wherever the ref goes from here. */
  readonly signoffs: readonly string[];
}

/** Ids of the records that landed on each ref, by the log of the server that moved it. */
export function landedSignoffs(entries: readonly AuditEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const landed = new Map<string, Set<string>>();
  for (const { event, subject, data } of entries) {
    const ids = event === "landed" && Array.isArray(data["signoffs"]) ? (data["signoffs"] as readonly unknown[]) : [];
    const known = landed.get(subject) ?? new Set();
    landed.set(subject, known);
    for (const id of ids) if (typeof id === "string") known.add(id);
  }
  return landed;
}
