import { createHash } from "node:crypto";
import { closeSync, constants, fsyncSync, ftruncateSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Anchor } from "../audit/anchor.ts";
import { type CheckedLog, checkLog } from "../audit/check-log.ts";
import { cutToSize } from "../audit/cut-to-size.ts";
import type { AuditEntry, NewEntry } from "../audit/entry.ts";
import { genesis, hashOfLine, lineOf, type Sha256 } from "../audit/entry-line.ts";
import { entriesIn, linesOf } from "../audit/log-lines.ts";
import { resumeAt } from "../audit/resume.ts";
import { ioOrFailure } from "./audit-failure.ts";
import { bytesOf, endOf, type Files, headOf, logBytes, makeFolder, refuseOddFile, sizeOf, writeAll, writeHead } from "./audit-files.ts";
import { underLock } from "./audit-lock.ts";

/** The log of one clone: entries are only ever added. */
export interface AuditLog {
  readonly folder: string;
  /** Writes all of them or none, on disk when it returns; the entries as they were written. Failure `io`. */
  append(entries: readonly NewEntry[]): readonly AuditEntry[];
  /** Every entry that can be read, oldest first, whether the chain holds or not; none where there is no log yet. */
  read(): readonly AuditEntry[];
  /** The same, and how many lines are no entries. */
  readAll(): { readonly entries: readonly AuditEntry[]; readonly unreadable: number };
  /** Whether the chain holds. */
  check(anchors?: readonly Anchor[]): CheckedLog;
}

/** Where the log of a repository lies: beside the cache, shared by its worktrees, and no part of the cache. */
export function auditFolder(commonDir: string): string {
  return join(commonDir, "riskscore-audit");
}

/** The log kept in `folder`, which is made when the first entry is written. */
export function openAuditLog(folder: string, clock: { now(): number }): AuditLog {
  const files: Files = { folder, log: join(folder, "audit.jsonl"), head: join(folder, "audit.head"), lock: join(folder, "audit.lock") };
  const readAll = (): ReturnType<AuditLog["readAll"]> => entriesIn(ioOrFailure(folder, "read", () => bytesOf(files.log)));
  return {
    folder,
    append(entries) {
      if (entries.length === 0) return [];
      return ioOrFailure(folder, "written", () => {
        makeFolder(folder);
        return underLock(files.lock, clock, () => write(files, entries, new Date(clock.now()).toISOString()));
      });
    },
    read: () => readAll().entries,
    readAll,
    check: (anchors = []) => checkLog(ioOrFailure(folder, "read", () => logBytes(files)), anchors, sha256),
  };
}

const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function write(files: Files, entries: readonly NewEntry[], ts: string): readonly AuditEntry[] {
  refuseOddFile(files.log);
  // A log never stands without a head, not even after a run that was interrupted here: a head that is missing means that somebody removed it.
  if (headOf(files) === "missing" && sizeOf(files.log) === 0) writeHead(files, { size: 0, hash: genesis(sha256) });
  const file = openSync(files.log, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600);
  try {
    return appendTo(file, files, entries, ts);
  } finally {
    closeSync(file);
  }
}

function appendTo(file: number, files: Files, entries: readonly NewEntry[], ts: string): readonly AuditEntry[] {
  const { last, whole, torn } = endOf(file);
  const resumption = resumeAt({ last, torn, head: headOf(files), countLines: () => linesOf(readFileSync(files.log)).lines.length }, sha256);
  const written: AuditEntry[] = [];
  const lines: Uint8Array[] = [];
  let { prev } = resumption;
  for (const { event, subject, data } of resumption.recovered === null ? entries : [resumption.recovered, ...entries]) {
    const entry = cutToSize({ v: 1, seq: resumption.seq + written.length, ts, prev, event, subject, data });
    const line = lineOf(entry);
    prev = hashOfLine(line, sha256);
    written.push(entry);
    lines.push(line, newline);
  }
  if (torn > 0) ftruncateSync(file, whole);
  try {
    writeAll(file, Buffer.concat(lines));
    fsyncSync(file);
    writeHead(files, { size: resumption.seq + written.length, hash: prev });
  } catch (error) {
    takeBack(file, whole);
    throw error;
  }
  return resumption.recovered === null ? written : written.slice(1);
}

const newline = Buffer.from("\n");

/** What could not be finished must not stay behind half done; if it has to, it is a torn line that the next run clears away. */
function takeBack(file: number, size: number): void {
  try {
    ftruncateSync(file, size);
  } catch {
    // The first error says why.
  }
}
