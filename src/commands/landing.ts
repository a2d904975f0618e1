import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { anyRefBelow, headOfRemote, peeled, refsNamed } from "../git/refs.ts";
import type { Remote } from "../git/remotes.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import { matcher } from "../policy/globs.ts";
import { defaultPolicy } from "../policy/defaults.ts";
import type { Policy } from "../policy/policy.ts";
import type { Session } from "./gather-session.ts";
import type { Landing } from "./judgement.ts";
import { policyAt } from "./policy-at.ts";

export { policyAt };

/** What every change of one push is held against: the ref that branches of this remote are meant for, and the policy there. */
export interface Ground {
  /** Full name on the remote; null for a remote that has nothing yet. */
  readonly ref: string | null;
  /** Its tip as far as it is known; null where it does not exist yet. */
  readonly tip: CommitOid | null;
  readonly policy: Policy;
  readonly configured: boolean;
}

/** A ref of the remote that is about to move, or would. */
export interface Update {
  readonly head: CommitOid;
  /** Full name on the remote; null for a change that only the base ref can be meant for. */
  readonly ref: string | null;
  /** What the remote has there: null for nothing, an id that may not be here. */
  readonly old: string | null;
}

/**
 * The ground of a remote: its HEAD branch, or the one the policy there names instead. `pushed` tells what the remote itself said of
 * its refs just now, which is newer than what was fetched. Asks the network only where nothing here knows the HEAD branch.
 */
export async function groundOf(host: Host, session: Session, remote: Remote | null, pushed: ReadonlyMap<string, string | null> = new Map()): Promise<Ground> {
  const head = remote === null ? await headOfLocal(session) : ((await headOfRemote(session.repository, remote)) ?? (await askedHead(host, session, remote, pushed)));
  if (head === null) return { ref: null, tip: null, policy: defaultPolicy, configured: false };
  const first = await groundAt(session, head.ref, [pushed.get(head.ref), head.tip]);
  const named = first.policy.landing.base;
  if (named === null || named === head.ref) return first;
  const tips = [pushed.get(named), await followedTip(session, remote, named)];
  if (tips.some((tip) => tip != null)) return groundAt(session, named, tips);
  if (pushed.has(named)) return { ...first, ref: named };
  throw notFetched(remote, named);
}

/** Best first. A tip that the remote told of and that is not here leaves the one last fetched: who needs the newer one will miss it. */
export async function groundAt(session: Session, ref: string, tips: readonly (string | null | undefined)[]): Promise<Ground> {
  const known = tips.filter((tip) => tip != null);
  const here = await peeled(session.repository, known);
  const tip = known.find((one) => typeof here.get(one) === "object") ?? known[0];
  const commit = tip === undefined ? null : await commitHere(session, tip, ref);
  const reading = commit === null ? null : await policyAt(session, commit);
  return { ref, tip: commit, policy: reading?.policy ?? defaultPolicy, configured: reading?.state === "found" };
}

/** Where nothing was fetched that tells: the remote is asked. Null where it has no branch at all. */
async function askedHead(host: Host, session: Session, remote: Remote, pushed: ReadonlyMap<string, string | null>): Promise<{ readonly ref: string; readonly tip: string | null } | null> {
  const { remoteHead } = await import("../git/remote.ts");
  const ref = await remoteHead(host, session.repository, remote.address);
  if (ref === null) return headUnborn(session, remote, pushed);
  const tip = pushed.get(ref) ?? (await followedTip(session, remote, ref));
  if (tip === null) throw notFetched(remote, ref);
  return { ref, tip };
}

/** A remote whose HEAD names no branch that exists (made by `git init --bare` under another default) may well have others. */
async function headUnborn(session: Session, remote: Remote, pushed: ReadonlyMap<string, string | null>): Promise<{ readonly ref: string; readonly tip: string } | null> {
  for (const ref of [...usualNames, ...pushed.keys()]) {
    const tip = pushed.get(ref) ?? (await followedTip(session, remote, ref));
    if (tip !== null) return { ref, tip };
  }
  if (remote.name === null || !(await anyRefBelow(session.repository, `refs/remotes/${remote.name}/`))) return null;
  throw new Failure("revision", `${plainText(remote.name)} has branches, and its HEAD names none of them: nobody knows what changes are meant for.`, {
    hint: 'Name it: "landing": { "base": "refs/heads/…" } in the policy, or point the HEAD of the remote at a branch.',
  });
}

function notFetched(remote: Remote | null, ref: string): Failure {
  // A URL may hold a password.
  const name = plainText(remote?.address.replace(/\/\/[^/@]*@/, "//") ?? "this repository");
  return new Failure("revision", `Nothing of ${plainText(ref)} of ${name} is here, so nobody knows what would change there.`, {
    hint: remote === null ? "Make that branch, or name another one in the policy (landing.base)." : remote.name === null ? `Give it a name and fetch it: git remote add NAME ${name}, git fetch NAME.` : `Fetch it first: git fetch ${name}.`,
  });
}

const usualNames = ["refs/heads/main", "refs/heads/master"];

/** Without a remote changes land on the branch that is called as the main one usually is. */
async function headOfLocal({ repository }: Session): Promise<{ readonly ref: string; readonly tip: string } | null> {
  const refs = await refsNamed(repository, usualNames);
  const found = usualNames.map((name) => refs.get(name)).find((ref) => ref !== undefined);
  return found === undefined ? null : { ref: found.ref, tip: found.oid };
}

/** The tip of a remote's ref when it was last fetched; of our own where there is no remote. */
export async function followedTip({ repository }: Session, remote: Remote | null, ref: string): Promise<string | null> {
  const follower = remote === null ? ref : remote.follower(ref);
  return follower === null ? null : ((await refsNamed(repository, [follower])).get(follower)?.oid ?? null);
}

async function commitHere({ repository }: Session, oid: string, ref: string): Promise<CommitOid> {
  const found = (await peeled(repository, [oid])).get(oid);
  if (typeof found === "object") return found.commit;
  if (found === "other") throw new Failure("revision", `${plainText(ref)} holds no commit, so nothing can be compared with it.`);
  throw new Failure("revision", `${plainText(ref)} points at ${oid}, which is not here: what would change there cannot be told.`, { hint: "Somebody moved it since you last fetched. Run git fetch, and look again." });
}

/** Whether changes land on this ref itself. */
export function isProtected(ref: string, { ref: base, policy }: Pick<Ground, "ref" | "policy">): boolean {
  return ref === base || matcher(policy.landing.protected)(ref);
}

/** `refs/for/<branch>` (Gerrit): a change for that branch which does not move it yet. */
const forReview = "refs/for/";

/** Where an update is meant to end. Failure `revision` where the evidence for it is not here. */
export async function landingOf(session: Session, remote: Remote | null, ground: Ground, update: Update): Promise<Landing> {
  const { ref } = update;
  if (ref !== null && isProtected(ref, ground)) return onto(session, ground, { ...update, ref });
  if (ref?.startsWith(forReview)) {
    const meant = `refs/heads/${ref.slice(forReview.length).replace(/%.*$/s, "")}`;
    if (meant !== ground.ref && isProtected(meant, ground)) {
      const oid = await followedTip(session, remote, meant);
      const tip = oid === null ? null : await commitHere(session, oid, meant);
      if (tip !== null) return { ref: meant, tip, base: await forkOf(session, tip, update.head), policyAt: tip, direct: false };
    }
  }
  // Where the remote has nothing yet, the first ref that comes is what others will be held against.
  if (ground.ref === null) return { ref: ref ?? "refs/heads/main", tip: null, base: null, policyAt: null, direct: true };
  return { ref: ground.ref, tip: ground.tip, base: await forkOf(session, ground.tip, update.head), policyAt: ground.tip, direct: false };
}

/** A landing ref itself moves: compared with what the remote has there; a new one with where it leaves the base ref. */
export async function onto(session: Session, ground: Ground, { ref, old, head }: Update & { readonly ref: string }): Promise<Landing> {
  if (old !== null) {
    const tip = await commitHere(session, old, ref);
    return { ref, tip, base: tip, policyAt: tip, direct: true };
  }
  return { ref, tip: null, base: await forkOf(session, ground.tip, head), policyAt: ground.tip, direct: true };
}

/** Where `head` left `tip`; null, which is all of `head`, for unrelated histories. A clone that ends early cannot tell. */
export async function forkOf({ repository }: Session, tip: CommitOid | null, head: CommitOid): Promise<CommitOid | null> {
  if (tip === null) return null;
  const fork = await repository.mergeBase(tip, head);
  if (fork !== null || !repository.shallow) return fork;
  throw new Failure("revision", "This clone is shallow and ends before the place where the change left its landing ref.", { hint: "Fetch the full history: git fetch --unshallow." });
}
