import type { AuditEntry } from "./entry.ts";
import { entryIn } from "./entry-line.ts";

const newline = 10;

/** A log's bytes by line. What stands behind the last line's end is torn: a run was interrupted while it wrote. */
export function linesOf(log: Uint8Array): { readonly lines: readonly Uint8Array[]; readonly torn: Uint8Array } {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = log.indexOf(newline); end >= 0; end = log.indexOf(newline, start)) {
    lines.push(log.subarray(start, end));
    start = end + 1;
  }
  return { lines, torn: log.subarray(start) };
}

/** Everything in a log that is an entry, in order, whether the chain holds or not, and how many lines are none. */
export function entriesIn(log: Uint8Array): { readonly entries: readonly AuditEntry[]; readonly unreadable: number } {
  const { lines } = linesOf(log);
  const entries = lines.map(entryIn).filter((one): one is AuditEntry => !("unreadable" in one));
  return { entries, unreadable: lines.length - entries.length };
}
