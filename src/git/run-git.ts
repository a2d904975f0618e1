import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { Failure } from "../failure.ts";
import { firstLineOf, plainText } from "./plain-text.ts";

export interface GitContext {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export interface GitCall {
  /** Ends the sentence "git could not …". */
  readonly purpose: string;
  readonly args: readonly string[];
  readonly input?: Uint8Array | string;
  /** Exit codes that are answers; 0 when left out. */
  readonly accept?: readonly number[];
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs one git to its end. Rejects with a Failure: `git` (missing, or an exit code not in `accept`), `interrupted`. */
export function runGit(context: GitContext, call: GitCall): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = startOr(reject, context, call);
    if (child === null) return;
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", (error) => reject(notStarted(context, call.purpose, error)));
    child.on("close", (code) => {
      const answer = { code: code ?? -1, stdout: out.length === 1 ? out[0]! : Buffer.concat(out), stderr: Buffer.concat(err).toString() };
      if ((call.accept ?? [0]).includes(answer.code)) resolve(answer);
      else reject(gitFailed(context, call.purpose, answer.stderr, answer.code));
    });
    if (call.input !== undefined) {
      // A git that ends before it has read everything says why on stderr; the broken pipe adds nothing.
      child.stdin?.on("error", () => {});
      child.stdin?.end(call.input);
    }
  });
}

/** Node tells some reasons why a process cannot start (a folder that is a file) by throwing, others by an event. */
function startOr(reject: (failure: Failure) => void, context: GitContext, { args, input, purpose }: GitCall): ChildProcess | null {
  try {
    return startGit(context, args, input !== undefined);
  } catch (error) {
    reject(notStarted(context, purpose, error as Error));
    return null;
  }
}

/** A started git whose streams the caller reads. It is killed when the context's signal aborts. */
export function startGit(context: GitContext, args: readonly string[], stdin: boolean): ChildProcess {
  return spawn("git", ["--no-pager", ...args], {
    cwd: context.cwd,
    env: context.env,
    signal: context.signal,
    stdio: [stdin ? "pipe" : "ignore", "pipe", "pipe"],
    windowsHide: true,
  });
}

/** The Failure for a git that ended badly. */
export function gitFailed(context: GitContext, purpose: string, stderr: string, code: number): Failure {
  if (context.signal.aborted) return interrupted(context.signal);
  const reason = firstLineOf(stderr) || `it ended with exit code ${code}`;
  return new Failure("git", `git could not ${purpose}: ${reason}`, { cause: new Error(stderr.trim() || `exit code ${code}`), hint: hintFor(stderr) });
}

/** What git writes for us lands in the temporary folder; whatever else it stumbles over lies in the repository. */
function hintFor(stderr: string): string {
  if (/No space left on device|Disk quota exceeded/.test(stderr)) return "The disk that holds the temporary folder is full: free some space, or name another folder with TMPDIR.";
  return "`git fsck` tells whether the repository is damaged, or as a partial clone lacks objects.";
}

/** The Failure for a git that could not be started. */
export function notStarted(context: GitContext, purpose: string, error: Error & { code?: string }): Failure {
  if (context.signal.aborted) return interrupted(context.signal);
  const folder = statSync(context.cwd, { throwIfNoEntry: false });
  if (folder?.isDirectory() !== true && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
    const reason = folder === undefined ? `The folder ${plainText(context.cwd)} does not exist.` : `${plainText(context.cwd)} is no folder.`;
    return new Failure("repository", reason, { cause: error, hint: "Name a folder inside a git repository." });
  }
  if (error.code === "ENOENT") {
    return new Failure("git", "git was not found on the PATH.", { cause: error, hint: "Install git 2.34 or newer and make sure `git version` works in this shell." });
  }
  return new Failure("git", `git could not ${purpose}: ${error.message}`, { cause: error });
}

function interrupted(signal: AbortSignal): Failure {
  return new Failure("interrupted", `Interrupted by ${String(signal.reason)}.`, { cause: signal.reason });
}
