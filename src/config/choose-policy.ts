import { Failure } from "../failure.ts";
import type { BlobReader, Snapshot } from "../snapshot.ts";
import { placesIn, type FoundPlace } from "./policy-places.ts";
import { readPolicy, type PolicyReading } from "./read-policy.ts";

/** Which revision's policy judges. `base` is the rule; the others are for while a policy is being written. */
export type PolicyRevision = "base" | "index" | "head";

export interface JudgedSnapshots {
  readonly base: Snapshot;
  readonly head: Snapshot;
  /** Asked for only with `index` where the head is not the index. */
  readonly index?: () => Promise<Snapshot>;
}

export interface ChosenPolicy {
  readonly reading: PolicyReading;
  /** `defaults`, `index`, `worktree`, or the oid of the commit whose policy judges. */
  readonly from: string;
  /** The head holds another policy than the one that judges, or one that cannot be read. */
  readonly differs: boolean;
}

/** The policy that judges a change, and whether the change brings another. Throws Failure("policy") when the judging one is broken. */
export async function choosePolicy(revision: PolicyRevision, snapshots: JudgedSnapshots, blobs: BlobReader): Promise<ChosenPolicy> {
  const judging = await snapshotOf(revision, snapshots);
  const reading = await readPolicy(judging, blobs);
  const differs = await headDiffers(judging, reading, snapshots.head, blobs);
  return { reading, from: reading.state === "absent" ? "defaults" : judging.name, differs };
}

async function snapshotOf(revision: PolicyRevision, { base, head, index }: JudgedSnapshots): Promise<Snapshot> {
  if (revision !== "index") return revision === "base" ? base : head;
  if (head.name === "index") return head;
  if (index === undefined) {
    throw new Failure("usage", "There is no index to read the policy from.", { hint: "Use --policy-from base or --policy-from head." });
  }
  return index();
}

/** A policy that is broken at the head, or hidden, is another policy; whether it may land is for the gate to say, not for this reader. */
async function headDiffers(judging: Snapshot, reading: PolicyReading, head: Snapshot, blobs: BlobReader): Promise<boolean> {
  if (judging === head) return false;
  try {
    if (samePlaces(placesIn(judging), placesIn(head))) return false;
    const brought = await readPolicy(head, blobs);
    return brought.digest !== reading.digest || brought.gaps.length > 0;
  } catch (error) {
    if (error instanceof Failure && error.kind === "policy") return true;
    throw error;
  }
}

/** Equal blobs at every place say the same; nothing has to be parsed to know. */
function samePlaces(some: readonly FoundPlace[], others: readonly FoundPlace[]): boolean {
  return some.length === others.length && some.every(({ entry }, at) => entry.path === others[at]?.entry.path && entry.oid === others[at]?.entry.oid);
}
