import { createHash } from "node:crypto";
import type { LogBytes } from "../../src/audit/check-log.ts";
import type { AuditEntry, DecisionData, NewEntry } from "../../src/audit/entry.ts";
import { genesis, hashOfLine, lineOf, type Sha256 } from "../../src/audit/entry-line.ts";

export const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A log as riskscore would have written it: one entry a line, the head file beside it. */
export interface MadeLog extends LogBytes {
  readonly log: Buffer;
  readonly head: { readonly size: number; readonly hash: string };
  readonly entries: readonly AuditEntry[];
}

export function logOf(...news: readonly NewEntry[]): MadeLog {
  let hash = genesis(sha256);
  const entries: AuditEntry[] = [];
  const lines: Uint8Array[] = [];
  for (const [seq, entry] of news.entries()) {
    entries.push({ v: 1, seq, ts: new Date(1_700_000_000_000 + seq * 60_000).toISOString(), prev: hash, ...entry });
    const line = lineOf(entries[seq]!);
    hash = hashOfLine(line, sha256);
    lines.push(line, Buffer.from("\n"));
  }
  return { log: Buffer.concat(lines), head: { size: entries.length, hash }, entries };
}

export const decision = (more: Partial<DecisionData> = {}): NewEntry => ({
  event: "decision",
  subject: "refs/heads/topic",
  data: {
    by: "pre-push",
    mode: "enforce",
    decision: "needs-sign-off",
    rule: "over the bar",
    overridden: false,
    stopped: true,
    landingRef: "refs/heads/main",
    base: "a".repeat(40),
    head: "b".repeat(40),
    digest: `sha256:${"c".repeat(64)}`,
    policy: "d".repeat(40),
    impact: 80,
    band: "high",
    modules: 12,
    ai: "tagged",
    tools: ["claude-code"],
    signoffs: [],
    ...more,
  },
});

export const signoff = (id: string): NewEntry => ({ event: "signoff", subject: id, data: { person: "grace", digest: `sha256:${"c".repeat(64)}` } });
