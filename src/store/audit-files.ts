import { closeSync, constants, fstatSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import type { LogBytes } from "../audit/check-log.ts";
import { mostLineBytes } from "../audit/entry-line.ts";
import { headIn, type LogHead, headText } from "../audit/log-head.ts";
import { Failure } from "../failure.ts";

/** Absolute paths of what makes up a log. */
export interface Files {
  readonly folder: string;
  readonly log: string;
  readonly head: string;
  readonly lock: string;
}

/** Not its parents: they are the repository's. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** The head first: a writer that comes in between makes the log longer than its head says, which is no break; the other way round it would look cut. */
export function logBytes(files: Files): LogBytes {
  const head = headOf(files);
  const log = bytesOf(files.log);
  // The very first writer came in between; there is no log without a head but for somebody who removed it.
  return head === "missing" && log.length > 0 ? { head: headOf(files), log: bytesOf(files.log) } : { head, log };
}

export function headOf(files: Files): LogBytes["head"] {
  const text = textOrNull(files.head);
  return text === null ? "missing" : (headIn(text) ?? "damaged");
}

/** The last whole line, how many bytes the whole lines take, and how many stand torn behind them. */
export function endOf(file: number): { readonly last: Uint8Array | null; readonly whole: number; readonly torn: number } {
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

export function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

export function writeHead(files: Files, head: LogHead): void {
  const temporary = `${files.head}.tmp`;
  // Left by a run that was killed: only the holder of the lock writes it.
  rmSync(temporary, { force: true });
  try {
    const file = openSync(temporary, "wx", 0o600);
    try {
      writeAll(file, Buffer.from(headText(head)));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, files.head);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
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
export function refuseOddFile(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw new Failure("io", `The audit log at '${path}' is no plain file.`, { hint: "Remove what stands there; riskscore writes its log anew." });
}

export function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

export function bytesOf(path: string): Buffer {
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
