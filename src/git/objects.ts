import { BatchAnswers, type BlobBytes } from "./batch-answers.ts";
import { type GitContext, gitFailed, notStarted, startGit } from "./run-git.ts";
import type { Failure } from "../failure.ts";

const purpose = "read objects";
const requestsPerWrite = 2048;
/** Bytes. A commit whose author nobody reads could be signed for by its author. */
const largestObject = 64 * 1024 * 1024;

export interface Asked {
  readonly request: string;
  readonly bytes: BlobBytes;
}

/**
 * The objects that `requests` name (a full oid, or `oid:path`, never with a space or a line feed in it), in their order, whatever their type. Git is started at
 * once, so that it is ready when it is known what to ask.
 */
export function readObjects(scratch: GitContext, requests: Promise<readonly string[]>): AsyncGenerator<Asked> {
  const child = startGit(scratch, ["cat-file", "--batch", "--buffer"], true);
  const stderr: Buffer[] = [];
  child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin?.on("error", () => {});
  const ended = new Promise<Failure | null>((resolve) => {
    child.on("error", (error) => resolve(notStarted(scratch, purpose, error)));
    child.on("close", (code) => resolve(code === 0 ? null : gitFailed(scratch, purpose, Buffer.concat(stderr).toString(), code ?? -1)));
  });
  // Whoever reads the answers hears of it; until then a failure is nobody's.
  requests.catch(() => child.kill());
  return answers();

  async function* answers(): AsyncGenerator<Asked> {
    try {
      const wanted = await requests;
      void writeAll(wanted);
      const parser = new BatchAnswers(null, largestObject);
      let answered = 0;
      for await (const chunk of child.stdout!) for (const bytes of parser.feed(chunk as Buffer)) yield { request: wanted[answered++]!, bytes };
      const failure = await ended;
      if (failure !== null || answered < wanted.length) throw failure ?? gitFailed(scratch, purpose, "", 0);
    } finally {
      child.kill();
    }
  }

  async function writeAll(wanted: readonly string[]): Promise<void> {
    const stdin = child.stdin!;
    for (let at = 0; at < wanted.length; at += requestsPerWrite) {
      if (stdin.write(`${wanted.slice(at, at + requestsPerWrite).join("\n")}\n`)) continue;
      await new Promise<void>((resolve) => void stdin.once("drain", resolve).once("close", resolve));
      if (stdin.destroyed) return;
    }
    stdin.end();
  }
}
