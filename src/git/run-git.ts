import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Failure } from "../failure.ts";
import { firstLineOf } from "./plain-text.ts";

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
    const child = startGit(context, call.args, call.input !== undefined);
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
  return new Failure("git", `git could not ${purpose}: ${reason}`, { cause: new Error(stderr.trim() || `exit code ${code}`) });
}

/** The Failure for a git that could not be started. */
export function notStarted(context: GitContext, purpose: string, error: Error & { code?: string }): Failure {
  if (context.signal.aborted) return interrupted(context.signal);
  if (error.code === "ENOENT" && !existsSync(context.cwd)) {
    return new Failure("repository", `The folder ${context.cwd} does not exist.`, { cause: error });
  }
  if (error.code === "ENOENT") {
    return new Failure("git", "git was not found on the PATH.", { cause: error, hint: "Install git 2.34 or newer and make sure `git version` works in this shell." });
  }
  return new Failure("git", `git could not ${purpose}: ${error.message}`, { cause: error });
}

function interrupted(signal: AbortSignal): Failure {
  return new Failure("interrupted", `Interrupted by ${String(signal.reason)}.`, { cause: signal.reason });
}
