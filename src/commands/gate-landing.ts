import { Failure } from "../failure.ts";
import { readPolicy } from "../config/read-policy.ts";
import { plainText } from "../git/plain-text.ts";
import { headOfRemote, refsNamed } from "../git/refs.ts";
import { remoteHead } from "../git/remote.ts";
import { bringHistory, tipThere, type Needed } from "../git/remote-history.ts";
import type { Remote } from "../git/remotes.ts";
import type { Repository } from "../git/repository.ts";
import { rootSnapshotOf } from "../git/root-snapshot.ts";
import type { Host } from "../host.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import type { ToldChange, ToldGate } from "./gate-told.ts";
import type { Landing } from "./judgement.ts";
import { isProtected, type Ground } from "./landing.ts";

/** What landing is worked out with. The repository is opened anew after each fetch. */
export interface Clone {
  readonly host: Host;
  readonly remote: Remote | null;
  opened(): Promise<Repository>;
}

/** A change whose landing is known and whose history is here. */
export interface LandedChange {
  readonly landing: Landing;
  readonly head: string;
  /** The ref moves through every first-parent step between: each may be answered for by itself. */
  readonly inSteps: boolean;
}

/** Where a change is meant to end. Only what the forge said of refs, and the remote itself, are believed: refs of this clone may be anybody's. Failure `revision` where it cannot be told. */
export async function landingOfTold(clone: Clone, told: ToldGate, ground: () => Promise<Ground>): Promise<LandedChange> {
  const { change } = told;
  const { head } = change;
  if (head === null) throw new Failure("revision", `${plainText(change.name)} was deleted: there is no change to judge.`);
  if (change.kind === "push") return onPush(clone, { ...change, head }, await ground());
  const ref = change.ref ?? (await ground()).ref ?? noRef();
  const tip = change.tip ?? (await tipOf(clone, ref));
  await bring(clone, { commits: [tip, head], ranges: [[tip, head]] });
  const whole = { ref, tip: asCommitOid(tip), policyAt: asCommitOid(tip) };
  if (change.kind === "queue") return { landing: { ...whole, base: whole.tip, direct: true }, head, inSteps: true };
  return { landing: { ...whole, base: await (await clone.opened()).mergeBase(whole.tip, asCommitOid(head)), direct: false }, head, inSteps: false };
}

/** A protected ref moves itself; any other is on its way to the base ref. */
async function onPush(clone: Clone, { ref: pushed, tip: old, head }: ToldChange & { readonly head: string }, ground: Ground): Promise<LandedChange> {
  const ref = pushed ?? noRef();
  const direct = isProtected(ref, ground);
  if (direct && old !== null) {
    await bring(clone, { commits: [old, head], ranges: [[old, head]] });
    const tip = asCommitOid(old);
    return { landing: { ref, tip, base: tip, policyAt: tip, direct }, head, inSteps: true };
  }
  // It holds the change by now: compared with itself nothing would differ.
  if (ref === ground.ref || ground.tip === null) throw new Failure("revision", `BASE_UNAVAILABLE: nobody says what ${plainText(ref)} held before, so nothing can be compared with it.`, { hint: `Say it: riskscore gate --base REV --head ${head} --ref ${plainText(ref)}.` });
  await bring(clone, { commits: [ground.tip, head], ranges: [[ground.tip, head]] });
  const base = await (await clone.opened()).mergeBase(ground.tip, asCommitOid(head));
  return { landing: { ref: direct ? ref : (ground.ref ?? noRef()), tip: direct ? null : ground.tip, base, policyAt: ground.tip, direct }, head, inSteps: false };
}

function noRef(): never {
  throw new Failure("revision", "Nobody says which ref the change is meant for.", { hint: "Name it: --ref refs/heads/BRANCH." });
}

async function bring({ host, remote, opened }: Clone, needed: Needed): Promise<void> {
  await bringHistory(host, remote?.address ?? null, needed, opened);
}

/** The ref's tip, as the remote has it now. */
async function tipOf({ host, remote, opened }: Clone, ref: string): Promise<CommitOid> {
  const tip = remote === null ? null : await tipThere(host, await opened(), remote.address, ref);
  if (tip !== null) return tip;
  throw new Failure("revision", `BASE_UNAVAILABLE: ${remote === null ? "there is no remote to ask for" : "the remote has no"} ${plainText(ref)}.`, { hint: "Name another one with --ref, or say what to compare with: --base REV." });
}

/**
 * The ref that branches are meant for, and the policy there: what the forge calls its main branch, or what `at` holds, unless the policy there
 * names another. Its tip comes from the remote.
 */
export async function groundOfTold(clone: Clone, { change, mainBranch }: ToldGate): Promise<Ground> {
  const { opened } = clone;
  // Somebody said both ends: the policy that judges also says which ref is meant.
  if (change.kind === "proposal" && change.tip !== null) {
    await bring(clone, { commits: [change.tip], ranges: [] });
    const tip = asCommitOid(change.tip);
    const { policy, state } = await policyOf(await opened(), tip);
    return { ref: policy.landing.base ?? mainBranch ?? (await mainThere(clone)), tip, policy, configured: state === "found" };
  }
  const main = mainBranch ?? (await mainThere(clone));
  if (main === null) return noRef();
  const first = await groundAt(clone, main);
  const named = first.policy.landing.base;
  return named === null || named === main ? first : groundAt(clone, named);
}

async function groundAt(clone: Clone, ref: string): Promise<Ground> {
  const tip = await tipOf(clone, ref);
  await bring(clone, { commits: [tip], ranges: [] });
  const { policy, state } = await policyOf(await clone.opened(), tip);
  return { ref, tip, policy, configured: state === "found" };
}

async function mainThere({ host, remote, opened }: Clone): Promise<string | null> {
  const repository = await opened();
  if (remote !== null) return (await headOfRemote(repository, remote))?.ref ?? remoteHead(host, repository, remote.address);
  const names = ["refs/heads/main", "refs/heads/master"];
  const here = await refsNamed(repository, names);
  return names.find((name) => here.has(name)) ?? null;
}

async function policyOf(repository: Repository, commit: CommitOid): ReturnType<typeof readPolicy> {
  const blobs = repository.openBlobs();
  try {
    return await readPolicy(await rootSnapshotOf(repository, commit), blobs);
  } finally {
    await blobs.close();
  }
}
