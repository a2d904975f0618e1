import type { ChildProcess } from "node:child_process";
import { Defect, type Failure } from "../failure.ts";
import type { BlobOid } from "../ids.ts";
import type { BlobReader } from "../snapshot.ts";
import { BatchAnswers, type BlobBytes } from "./batch-answers.ts";
import { gitFailed, notStarted, startGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";

/** Up to this many requests share the long-lived process, which answers each at once; more get one of their own, which fills its pipe. */
const few = 64;
const requestsPerWrite = 2048;
const purpose = "read a blob";

/** Serves blobs by oid from `git cat-file --batch` in the scratch repository. Started with the first request. */
export function openBlobs(scratch: Scratch): BlobReader {
  const shared = sharedReader(scratch);
  return {
    async *readMany(oids) {
      const wanted = [...oids];
      wanted.forEach(checkOid);
      if (wanted.length > few) return yield* readBulk(scratch, wanted);
      const answers = wanted.map((oid) => shared.read(oid));
      // A consumer that stops early, or fails on the first, leaves the others' failures unheard.
      for (const answer of answers) answer.catch(() => {});
      for (const [index, oid] of wanted.entries()) yield { oid, bytes: await answers[index]! };
    },
    readOne(oid) {
      checkOid(oid);
      return shared.read(oid);
    },
    close: () => shared.close(),
  };
}

/** A request is one line: anything but a full oid could ask for two things, or for a name. */
function checkOid(oid: string): void {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid)) throw new Defect(`not an object id: ${JSON.stringify(oid)}`);
}

async function* readBulk(scratch: Scratch, oids: readonly BlobOid[]): AsyncGenerator<{ oid: BlobOid; bytes: BlobBytes }> {
  const { child, ended } = started(scratch, ["cat-file", "--batch", "--buffer"]);
  const parser = new BatchAnswers();
  let answered = 0;
  try {
    void writeAll(child, oids);
    for await (const chunk of child.stdout!) {
      for (const bytes of parser.feed(chunk as Buffer)) yield { oid: oids[answered++]!, bytes };
    }
    const failure = await ended;
    if (failure || answered < oids.length) throw failure ?? gitFailed(scratch, purpose, "", 0);
  } finally {
    child.kill();
  }
}

async function writeAll(child: ChildProcess, oids: readonly BlobOid[]): Promise<void> {
  const stdin = child.stdin!;
  for (let at = 0; at < oids.length; at += requestsPerWrite) {
    if (stdin.write(`${oids.slice(at, at + requestsPerWrite).join("\n")}\n`)) continue;
    await new Promise<void>((resolve) => void stdin.once("drain", resolve).once("close", resolve));
    if (stdin.destroyed) return;
  }
  stdin.end();
}

/** The process, and how it ended: a Failure, or null when all went well. */
function started(scratch: Scratch, args: readonly string[]): { child: ChildProcess; ended: Promise<Failure | null> } {
  const child = startGit(scratch, args, true);
  const stderr: Buffer[] = [];
  child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A git that is gone says so by ending; a broken pipe adds nothing.
  child.stdin?.on("error", () => {});
  const ended = new Promise<Failure | null>((resolve) => {
    child.on("error", (error) => resolve(notStarted(scratch, purpose, error)));
    child.on("close", (code) => resolve(code === 0 ? null : gitFailed(scratch, purpose, Buffer.concat(stderr).toString(), code ?? -1)));
  });
  return { child, ended };
}

interface Pending {
  readonly resolve: (bytes: BlobBytes) => void;
  readonly reject: (error: unknown) => void;
}

/** One long-lived process; answers come in the order of the requests. */
function sharedReader(scratch: Scratch): { read(oid: BlobOid): Promise<BlobBytes>; close(): Promise<void> } {
  const pending: Pending[] = [];
  let current: ReturnType<typeof started> | null = null;
  const fail = (error: unknown): void => {
    for (const request of pending.splice(0)) request.reject(error);
  };
  const begin = (): ReturnType<typeof started> => {
    const begun = started(scratch, ["cat-file", "--batch"]);
    const parser = new BatchAnswers();
    begun.child.stdout!.on("data", (chunk: Buffer) => {
      try {
        for (const bytes of parser.feed(chunk)) pending.shift()?.resolve(bytes);
      } catch (error) {
        fail(error);
        begun.child.kill();
      }
    });
    void begun.ended.then((failure) => {
      if (current === begun) current = null;
      fail(failure ?? gitFailed(scratch, purpose, "", 0));
    });
    return begun;
  };
  return {
    read(oid) {
      current ??= begin();
      return new Promise((resolve, reject) => {
        pending.push({ resolve, reject });
        current!.child.stdin!.write(`${oid}\n`);
      });
    },
    async close() {
      current?.child.stdin!.end();
      await current?.ended;
    },
  };
}
