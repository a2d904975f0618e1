import { randomBytes, randomInt } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { basename } from "node:path";
import { Failure } from "../failure.ts";
import { ownPid, processRuns } from "../host.ts";

/** Longest wait for another process, which holds the lock for a few milliseconds. Milliseconds. */
const longestWait = 5_000;
/** A lock this old was left behind, whatever its owner's number: numbers are given out again, and other machines' cannot be looked up. */
const oldestLock = 60_000;
/** Breaking a lock needs a lock; how far that may go. */
const mostLevels = 3;

/** Runs `work` while no other process does so with the same lock file. Failure `io` when one holds it for too long. */
export function underLock<Result>(path: string, clock: { now(): number }, work: () => Result, patience = longestWait): Result {
  let waited = 0;
  let mine: string | null;
  while ((mine = tryLock(path, clock, 0)) === null) {
    if (waited > patience) throw held(path);
    const pause = randomInt(2, 12);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    waited += pause;
  }
  try {
    return work();
  } finally {
    release(path, mine);
  }
}

/** Takes the lock if it is free, or was left behind by a process that is gone; what stands in it now, null when it is held. */
function tryLock(path: string, clock: { now(): number }, level: number): string | null {
  const mine = create(path);
  if (mine !== null) return mine;
  const there = lockAt(path);
  if (there === null || level === mostLevels || !leftBehind(there, clock)) return null;
  breakLock(path, there, clock, level);
  return create(path);
}

/**
 * Two processes may find the same lock left behind, and the slower one must not remove the lock the faster one has taken
 * since. So breaking is done under a lock of its own, by whoever still finds the very lock that was judged.
 */
function breakLock(path: string, judged: Lock, clock: { now(): number }, level: number): void {
  const right = `${path}.break`;
  const mine = tryLock(right, clock, level + 1);
  if (mine === null) return;
  try {
    const there = lockAt(path);
    if (there?.text === judged.text && there.writtenAt === judged.writtenAt) rmSync(path, { force: true });
  } finally {
    release(right, mine);
  }
}

/** Whoever was away for so long that the lock was broken must not take it from its next owner. */
function release(path: string, mine: string): void {
  if (lockAt(path)?.text === mine) rmSync(path, { force: true });
}

/** What was written into the lock; null when there is one already. */
function create(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return null;
    throw error;
  }
  try {
    // The random part tells two locks of one process apart.
    const text = `${ownPid} ${randomBytes(8).toString("hex")} ${hostname()}\n`;
    writeSync(file, text);
    return text;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

interface Lock {
  /** Empty for the moment between making the file and writing into it. */
  readonly text: string;
  /** Milliseconds since the epoch, by the file system. */
  readonly writtenAt: number;
}

/** Null when it is gone by now. */
function lockAt(path: string): Lock | null {
  try {
    return { writtenAt: statSync(path).mtimeMs, text: readFileSync(path, "utf8") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function leftBehind({ text, writtenAt }: Lock, clock: { now(): number }): boolean {
  const [pid = "", , machine = ""] = text.trimEnd().split(" ");
  if (/^\d+$/.test(pid) && machine === hostname() && !processRuns(Number(pid))) return true;
  return clock.now() - writtenAt > oldestLock;
}

function held(path: string): Failure {
  const pid = /^\d+/.exec(lockAt(path)?.text ?? "")?.[0];
  return new Failure("io", `The audit log is being written by another riskscore${pid === undefined ? "" : ` (process ${pid})`}, and that takes too long.`, {
    hint: `Try again; if no riskscore is running, remove ${basename(path)} beside the log: ${path}`,
  });
}
