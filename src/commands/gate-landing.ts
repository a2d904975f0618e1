import { readPolicy } from "../config/read-policy.ts";
import { Failure } from "../failure.ts";
import type { RefRefusal } from "../gate/gate-case.ts";
import { plainText } from "../git/plain-text.ts";
import { headOfRemote, peeled, refsNamed } from "../git/refs.ts";
import { remoteHead } from "../git/remote.ts";
import { bringHistory, tipThere, type Needed } from "../git/remote-history.ts";
import type { Remote } from "../git/remotes.ts";
import type { Repository } from "../git/repository.ts";
import { rootSnapshotOf } from "../git/root-snapshot.ts";
import type { Host } from "../host.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { sayIt, type ToldChange } from "./gate-told.ts";
import type { Landing } from "./judgement.ts";
import { isProtected, type Ground } from "./landing.ts";
import { neverLands } from "./push-refs.ts";

/** What landing is worked out with. The repository is opened anew after each fetch. */
export interface Clone {
  readonly host: Host;
  readonly remote: Remote | null;
  opened(): Promise<Repository>;
}

/** A change whose landing is known and whose history is here; or why there is nothing to judge. */
export type GatedChange =
  | { readonly kind: "lands"; readonly landing: Landing; readonly head: CommitOid; /** The ref moves through every first-parent step between: each may be answered for by itself. */ readonly inSteps: boolean }
  | { readonly kind: "refused"; readonly because: RefRefusal }
  | { readonly kind: "never lands" };

/** Where a change is meant to end. Only what the forge said of refs, and the remote itself, are believed: refs of this clone may be anybody's. Failure `revision` where it cannot be told. */
export async function landingOfTold(clone: Clone, change: ToldChange, ground: () => Promise<Ground>): Promise<GatedChange> {
  if (change.kind === "push") return change.ref === change.name ? onPush(clone, change, ground) : heldAgainst(clone, change, ground);
  return onItsWay(clone, change, change.ref ?? (await ground()).ref ?? noRef());
}

/** A branch or a tag that was pushed, and is meant for another ref than the base ref. A ref that is one of those where changes land has landed: it is judged by itself. */
async function heldAgainst(clone: Clone, change: ToldChange, groundOf: () => Promise<Ground>): Promise<GatedChange> {
  const { name, ref, head } = change;
  if (neverLands(name)) return { kind: "never lands" };
  if (isProtected(name, await groundOf())) throw new Failure("usage", `What was pushed to ${plainText(name)} has landed there: --ref ${plainText(ref ?? "")} is not the ref that the event speaks of.`, { hint: sayIt });
  return head === null ? { kind: "never lands" } : onItsWay(clone, change, ref ?? noRef());
}

async function onItsWay(clone: Clone, change: ToldChange, ref: string): Promise<GatedChange> {
  const head = change.head ?? noRef();
  const tip = change.tip ?? (await tipOf(clone, ref));
  await bring(clone, { commits: [tip, head], ranges: [[tip, head]] });
  const [at, to] = await commitsOf(clone, [tip, head]);
  if (to === "other") return { kind: "refused", because: "is no commit" };
  if (at === "other") throw new Failure("revision", `${plainText(ref)} holds no commit, so nothing can be compared with it.`);
  const direct = change.kind === "queue";
  const base = direct ? at : await (await clone.opened()).mergeBase(at, to);
  return { kind: "lands", landing: { ref, tip: at, policyAt: at, base, direct }, head: to, inSteps: direct };
}

/** A protected ref moves itself; any other is on its way to the base ref. */
async function onPush(clone: Clone, { name: ref, tip: old, head: oid }: ToldChange, groundOf: () => Promise<Ground>): Promise<GatedChange> {
  if (neverLands(ref)) return { kind: "never lands" };
  const ground = await groundOf();
  const direct = isProtected(ref, ground);
  if (oid === null) return direct ? { kind: "refused", because: "deletes a protected ref" } : { kind: "never lands" };
  const from = direct && old !== null ? old : ground.tip;
  // It holds the change by now: compared with itself nothing would differ.
  if (from === null || (direct && old === null && ref === ground.ref)) throw noBefore(ref, oid);
  await bring(clone, { commits: [from, oid], ranges: [[from, oid]] });
  const [at, head] = await commitsOf(clone, [from, oid]);
  if (head === "other") return { kind: "refused", because: "is no commit" };
  if (at === "other") throw noBefore(ref, oid);
  if (direct && old !== null) return { kind: "lands", landing: { ref, tip: at, base: at, policyAt: at, direct }, head, inSteps: true };
  const base = await (await clone.opened()).mergeBase(at, head);
  return { kind: "lands", landing: { ref: direct ? ref : (ground.ref ?? noRef()), tip: direct ? null : at, base, policyAt: at, direct }, head, inSteps: false };
}

async function commitsOf({ opened }: Clone, oids: readonly [string, string]): Promise<readonly [CommitOid | "other", CommitOid | "other"]> {
  const found = await peeled(await opened(), oids);
  const commitOf = (oid: string): CommitOid | "other" => {
    const it = found.get(oid);
    return typeof it === "object" ? it.commit : "other";
  };
  return [commitOf(oids[0]), commitOf(oids[1])];
}

function noBefore(ref: string, head: string): Failure {
  return new Failure("revision", `BASE_UNAVAILABLE: nobody says what ${plainText(ref)} held before, so nothing can be compared with it.`, { hint: `Say it: riskscore gate --base REV --head ${head} --ref ${plainText(ref)}.` });
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
export async function groundOfTold(clone: Clone, change: ToldChange, mainBranch: string | null): Promise<Ground> {
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
