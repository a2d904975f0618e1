import { Failure } from "../failure.ts";
import type { Limits } from "../git/server-settings.ts";
import { sizeOfChange } from "../git/size-of-change.ts";
import type { CommitOid } from "../ids.ts";
import type { Session } from "./gather-session.ts";
import { caught } from "./judge-refs.ts";
import type { Landing } from "./judgement.ts";

const inParts = "Push it in smaller parts, or ask whoever runs the server to raise the limit.";

export interface Time {
  readonly limits: Limits;
  /** Aborted when the time for the push is over. */
  readonly deadline: AbortSignal;
}

/** What the work comes to; a Failure `timeout` where time ran out meanwhile, whatever broke over it. */
export async function within<T>({ limits, deadline }: Time, work: Promise<T>): Promise<T | Failure> {
  try {
    const done = await caught(work);
    return done instanceof Failure && deadline.aborted ? tooSlow(limits) : done;
  } catch (error) {
    if (deadline.aborted) return tooSlow(limits);
    throw error;
  }
}

export function tooSlow({ maxTime }: Limits, cause?: unknown): Failure {
  return new Failure("timeout", `Judging this push took longer than ${maxTime} seconds (riskscore.maxTime).`, { cause, hint: inParts });
}

/** Why the change is not looked at; null where it is small enough. */
export async function tooLarge({ repository }: Session, { maxFiles, maxBytes }: Limits, { base }: Landing, head: CommitOid): Promise<Failure | null> {
  const { files, bytes } = await sizeOfChange(repository, base === null ? repository.emptyTree() : repository.treeOfCommit(base), repository.treeOfCommit(head));
  if (files > maxFiles) return tooMuch(`changes ${files} files, and at most ${maxFiles} are judged (riskscore.maxFiles)`);
  return bytes > maxBytes ? tooMuch(`changes files of ${bytes} bytes, and at most ${maxBytes} are judged (riskscore.maxBytes)`) : null;
}

export function tooManyRefs(refs: number, { maxRefs }: Limits): Failure {
  return tooMuch(`moves ${refs} refs, and at most ${maxRefs} are judged (riskscore.maxRefs)`);
}

function tooMuch(what: string): Failure {
  return new Failure("revision", `This push ${what}.`, { hint: inParts });
}
