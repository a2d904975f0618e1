import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, lstatSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Anchor } from "../audit/anchor.ts";
import { type CheckedLog, checkLog, type LogBytes } from "../audit/check-log.ts";
import { cutToSize } from "../audit/cut-to-size.ts";
import type { AuditEntry, NewEntry } from "../audit/entry.ts";
import { genesis, hashOfLine, lineOf, mostLineBytes, type Sha256 } from "../audit/entry-line.ts";
import { headIn, type LogHead, headText } from "../audit/log-head.ts";
import { entriesIn, linesOf } from "../audit/log-lines.ts";
import { resumeAt } from "../audit/resume.ts";
import { Failure } from "../failure.ts";
import { underLock } from "./audit-lock.ts";

/** The log of one clone: entries are only ever added. */
export interface AuditLog {
  readonly folder: string;
  /** Writes all of them or none, on disk when it returns; the entries as they were written. Failure `io`. */
  append(entries: readonly NewEntry[]): readonly AuditEntry[];
  /** Every entry that can be read, oldest first, whether the chain holds or not; none where there is no log yet. */
  read(): readonly AuditEntry[];
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
  return {
    folder,
    append(entries) {
      if (entries.length === 0) return [];
      return orFailure(folder, "written", () => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        return underLock(files.lock, clock, () => write(files, entries, new Date(clock.now()).toISOString()));
      });
    },
    read: () => entriesIn(orFailure(folder, "read", () => bytesOf(files.log))).entries,
    check: (anchors = []) => checkLog(orFailure(folder, "read", () => logBytes(files)), anchors, sha256),
  };
}

interface Files {
  readonly folder: string;
  readonly log: string;
  readonly head: string;
  readonly lock: string;
}

const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The head first: a writer that comes in between makes the log longer than its head says, which is no break; the other way round it would look cut. */
function logBytes(files: Files): LogBytes {
  const head = headOf(files);
  return { head, log: bytesOf(files.log) };
}

function headOf(files: Files): LogBytes["head"] {
  const text = textOrNull(files.head);
  return text === null ? "missing" : (headIn(text) ?? "damaged");
}

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

/** The last whole line, how many bytes the whole lines take, and how many stand torn behind them. */
function endOf(file: number): { readonly last: Uint8Array | null; readonly whole: number; readonly torn: number } {
  const { size } = fstatSync(file);
  // Room for a line, the end of the one before, and a torn one; a log that holds longer ones is none of ours and read whole.
  for (const length of [Math.min(size, 2 * mostLineBytes + 2), size]) {
    const tail = readAt(file, size - length, length);
    const end = tail.lastIndexOf(10);
    const start = end <= 0 ? -1 : tail.lastIndexOf(10, end - 1);
    if (length < size && (end < 0 || start < 0)) continue;
    return { last: end < 0 ? null : tail.subarray(start + 1, end), whole: size - length + end + 1, torn: length - end - 1 };
  }
  return { last: null, whole: 0, torn: 0 };
}

function readAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, from + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** What could not be finished must not stay behind half done; if it has to, it is a torn line that the next run clears away. */
function takeBack(file: number, size: number): void {
  try {
    ftruncateSync(file, size);
  } catch {
    // The first error says why.
  }
}

function writeHead(files: Files, head: LogHead): void {
  const temporary = `${files.head}.tmp`;
  // Left by a run that was killed: only the holder of the lock writes it.
  rmSync(temporary, { force: true });
  const file = openSync(temporary, "wx", 0o600);
  try {
    writeAll(file, Buffer.from(headText(head)));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, files.head);
  fsyncFolder(files.folder);
}

/** So that a power cut does not undo the renaming; where folders cannot be opened (Windows), the file system has to see to it. */
function fsyncFolder(folder: string): void {
  try {
    const file = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The head is in place: failing now would take back entries that it notes.
  }
}

/** A link would send the log elsewhere, a pipe would wait for ever. */
function refuseOddFile(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw new Failure("io", `The audit log at '${path}' is no plain file.`, { hint: "Remove what stands there; riskscore writes its log anew." });
}

function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function bytesOf(path: string): Buffer {
  refuseOddFile(path);
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

function textOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function orFailure<Result>(folder: string, verb: "read" | "written", work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Failure || code === undefined) throw error;
    const full = code === "ENOSPC" || code === "EDQUOT";
    throw new Failure("io", `The audit log in '${folder}' cannot be ${verb}: ${reasons[code] ?? code}.`, {
      cause: error,
      hint: full ? "Free some space and run the command again; nothing was half written." : "Make its folder readable and writable for you.",
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your disk quota is used up",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a file stands where a folder should be",
  EEXIST: "a file stands where a folder should be",
  EISDIR: "a folder stands where a file should be",
};
