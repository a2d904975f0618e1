import type { NewEntry } from "./entry.ts";
import { entryIn, genesis, hashOfLine, type Sha256 } from "./entry-line.ts";
import type { LogBytes } from "./check-log.ts";

/** How a log ends, as far as writing on needs it. */
export interface LogEnd {
  /** The last whole line; null where there is none. */
  readonly last: Uint8Array | null;
  /** Bytes behind it. */
  readonly torn: number;
  readonly head: LogBytes["head"];
  /** How many whole lines there are; asked only where nothing else tells. */
  countLines(): number;
}

export interface Resumption {
  /** Of the next entry. */
  readonly seq: number;
  readonly prev: string;
  /** Has to be written first: the log does not end as its head file says. */
  readonly recovered: NewEntry | null;
}

/**
 * Where the log goes on. It always does: refusing to write on a damaged log would let whoever damages it silence what
 * happens next. What was found is the next entry, so that the head file, about to be written anew, is not forgotten.
 */
export function resumeAt(end: LogEnd, sha256: Sha256): Resumption {
  const { head, torn, last } = end;
  const prev = last === null ? genesis(sha256) : hashOfLine(last, sha256);
  const seq = nextSeq(end);
  const known = typeof head === "string" ? null : head;
  const fresh = last === null && head === "missing";
  const agrees = fresh || (known?.size === seq && known.hash === prev);
  if (agrees && torn === 0) return { seq, prev, recovered: null };
  return { seq, prev, recovered: { event: "recovered", subject: "audit.jsonl", data: { torn, head: fresh ? { size: 0, hash: prev } : known === null ? null : { size: known.size, hash: known.hash } } } };
}

function nextSeq({ last, countLines }: LogEnd): number {
  if (last === null) return 0;
  const entry = entryIn(last);
  return "unreadable" in entry ? countLines() : entry.seq + 1;
}
