import { type Anchor, originOf } from "./anchor.ts";
import type { AuditEntry } from "./entry.ts";
import { entryIn, genesis, hashOfLine, isHash, isObject, type Sha256 } from "./entry-line.ts";
import type { LogHead } from "./log-head.ts";
import { linesOf } from "./log-lines.ts";

/** What a log's own bytes, its head file and anchors kept elsewhere say about it. */
export interface CheckedLog {
  /** Whole lines. */
  readonly size: number;
  /** Of the last line; `genesis` where there is none. */
  readonly hash: string;
  /** Null for a log without entries. */
  readonly origin: string | null;
  /** Where the chain broke first; null for a log that holds. */
  readonly broken: ChainBreak | null;
  /** What a run that was interrupted left behind: no break. */
  readonly notes: readonly string[];
  /** How many anchors were compared. */
  readonly anchors: number;
}

export interface ChainBreak {
  /** The first entry that cannot be relied on, counted from 0: everything before it stands. */
  readonly seq: number;
  /** One sentence. */
  readonly because: string;
}

/** The log as it lies there: its bytes, and the head file; `missing` and `damaged` are said apart. */
export interface LogBytes {
  readonly log: Uint8Array;
  readonly head: LogHead | "missing" | "damaged";
}

/** What nobody can tell from the log and its head alone. */
export const seenWithAnchorOnly = "Without an anchor kept elsewhere nobody can see that the log and its head file were rewritten, cut or deleted together.";

/** Does the log hold: every line an entry, numbered without holes, chained, as long as its head says, and what every anchor says it was? */
export function checkLog({ log, head }: LogBytes, anchors: readonly Anchor[], sha256: Sha256): CheckedLog {
  const { lines, torn } = linesOf(log);
  const hashes = [genesis(sha256), ...lines.map((line) => hashOfLine(line, sha256))];
  const origin = lines.length === 0 ? null : originOf(hashes[1]!);
  const breaks = [...brokenLines(lines, hashes), ...brokenHead(head, hashes), ...anchors.flatMap((anchor) => brokenAnchor(anchor, origin, hashes))];
  return {
    size: lines.length,
    hash: hashes.at(-1)!,
    origin,
    broken: breaks.toSorted((a, b) => a.seq - b.seq)[0] ?? null,
    notes: [...tornNote(torn), ...aheadNote(head, lines.length)],
    anchors: anchors.length,
  };
}

/** `hashes[n]` names the log of the first n lines. The first break is enough: nothing behind it can be relied on. */
function brokenLines(lines: readonly Uint8Array[], hashes: readonly string[]): readonly ChainBreak[] {
  for (const [seq, line] of lines.entries()) {
    const entry = entryIn(line);
    if ("unreadable" in entry) return [{ seq, because: `Line ${seq + 1} is no entry: ${entry.unreadable}.` }];
    const because = brokenEntry(entry, seq, hashes);
    if (because !== null) return [{ seq, because }];
  }
  return [];
}

function brokenEntry(entry: AuditEntry, seq: number, hashes: readonly string[]): string | null {
  if (entry.seq !== seq) return `Line ${seq + 1} holds entry ${entry.seq}, not entry ${seq}: lines were added, removed or moved.`;
  if (entry.prev !== hashes[seq]) return seq === 0 ? "The first entry does not begin a log." : `Entry ${seq} does not follow from entry ${seq - 1}: that one was changed after it was written.`;
  return entry.event === "recovered" ? lostBefore(entry, hashes) : null;
}

/** A log that was cut and written on holds by its chain; but whoever wrote on has kept what the head file remembered. */
function lostBefore({ seq, data }: AuditEntry, hashes: readonly string[]): string | null {
  const head = data["head"];
  if (!isObject(head) || typeof head["size"] !== "number" || !isHash(head["hash"])) return `When entry ${seq} was written, the head file was missing or damaged: what stood before may have been cut.`;
  const found = disagreement({ size: head["size"], hash: head["hash"] }, hashes.slice(0, seq + 1));
  return found === null ? null : `When entry ${seq} was written, ${found.charAt(0).toLowerCase()}${found.slice(1)}`;
}

function brokenHead(head: LogBytes["head"], hashes: readonly string[]): readonly ChainBreak[] {
  const size = hashes.length - 1;
  if (head === "missing" && size === 0) return [];
  if (typeof head === "string") return [{ seq: size, because: `The head file is ${head}: whether the log was cut behind its last line, nobody can tell.` }];
  const because = disagreement(head, hashes);
  return because === null ? [] : [{ seq: Math.min(size, Math.max(0, head.size - 1)), because }];
}

function disagreement(head: LogHead, hashes: readonly string[]): string | null {
  const size = hashes.length - 1;
  if (head.size > size) return `The log was cut: its head file remembers ${counted(head.size)}, and there ${size === 1 ? "was" : "were"} ${size}.`;
  return hashes[head.size] === head.hash ? null : head.size === 0 ? "The head file does not begin a log." : `Entry ${head.size - 1} is not the one that the head file remembers.`;
}

function brokenAnchor(anchor: Anchor, origin: string | null, hashes: readonly string[]): readonly ChainBreak[] {
  const size = hashes.length - 1;
  const what = `the anchor of ${anchor.ts} (${counted(anchor.size)})`;
  if (anchor.origin !== origin) return [{ seq: 0, because: `This log does not begin as ${what} says: it was started anew, or the anchor is another clone's.` }];
  if (anchor.size > size) return [{ seq: size, because: `The log was cut: there ${size === 1 ? "was" : "were"} only ${size}, and ${what} says more.` }];
  return hashes[anchor.size] === anchor.head ? [] : [{ seq: 0, because: `The log was rewritten: its first ${counted(anchor.size)} ${anchor.size === 1 ? "is" : "are"} not what ${what} says.` }];
}

function tornNote(torn: Uint8Array): readonly string[] {
  return torn.length === 0 ? [] : [`The last line is torn (${torn.length} bytes): a run was interrupted while it wrote. The next entry will say so.`];
}

function aheadNote(head: LogBytes["head"], size: number): readonly string[] {
  if (typeof head === "string" || head.size >= size) return [];
  return [`The last ${counted(size - head.size)} ${size - head.size === 1 ? "is" : "are"} not in the head file yet: a run was interrupted before it got there. The next entry will say so.`];
}

function counted(entries: number): string {
  return entries === 1 ? "1 entry" : `${entries} entries`;
}
