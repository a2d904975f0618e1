import { relative, sep } from "node:path";
import type { Host } from "../host.ts";
import { Failure } from "../failure.ts";
import { defaultPolicy } from "../policy/defaults.ts";
import { matcher } from "../policy/globs.ts";
import { choosePolicy, type ChosenPolicy } from "../config/choose-policy.ts";
import { readPolicy } from "../config/read-policy.ts";
import type { CommitOid } from "../ids.ts";
import { rootSnapshotOf } from "../git/root-snapshot.ts";
import type { Tree } from "../git/tree.ts";
import type { Snapshot } from "../snapshot.ts";
import { buildId } from "../version.ts";
import { FactsLost } from "./gather-facts.ts";
import { gapsOf } from "./gather-gaps.ts";
import { digestOf, entriesOf, linkSnapshot, openSession, type Session, type SessionOptions } from "./gather-session.ts";
import { steeringKeysChanged } from "./steering-keys.ts";
import type { DiffRequest, GatheredDiff, GatheredGraph, GraphRequest, PolicySource } from "./gather-request.ts";

/** Where adapters meet, first door: everything known of one change, as plain data. The same two trees are gathered once. */
export async function gatherDiff(host: Host, request: DiffRequest): Promise<GatheredDiff> {
  return withSession(host, request, async (session, attempt) => {
    return gatherTrees(session, await treesOf(session, request), request.policyFrom, attempt);
  });
}

/** What is compared. */
export interface Trees {
  readonly base: Tree;
  readonly head: Tree;
}

/** Whose policy judges: one of the compared sides', the index's, or another commit's (null: nothing has landed yet, so the defaults). */
export type Judging = PolicySource | { readonly at: CommitOid | null };

/** Everything known of the change between two trees; kept, so that the same two under the same policy are gathered once. */
export async function gatherTrees(session: Session, trees: Trees, judging: Judging, attempt = 0): Promise<GatheredDiff> {
  const key = evidenceKey(session, trees, judging);
  const kept = attempt === 0 && key !== null ? session.cache.get("evidence", key) : null;
  if (kept !== null) return JSON.parse(kept.toString()) as GatheredDiff;
  const gathered = await gather(session, trees, judging, attempt);
  await session.book.save();
  if (key !== null) session.cache.put("evidence", key, Buffer.from(JSON.stringify(gathered)));
  return gathered;
}

/** Names all that evidence depends on; null when the policy comes from an index that is not one of the two trees. */
function evidenceKey({ repository }: Session, { base, head }: Trees, judging: Judging): string | null {
  if (judging === "index" && head.name !== "index") return null;
  const policy = typeof judging === "string" ? judging : judging.at === base.commit ? "base" : `at ${judging.at ?? "nothing"}`;
  return digestOf([buildId, base.name, base.oid, head.name, head.oid, policy, repository.historyEnds]);
}

async function gather(session: Session, trees: Trees, judging: Judging, attempt: number): Promise<GatheredDiff> {
  const { repository, blobs, book } = session;
  const compared = repository.deltas(trees.base, trees.head);
  // A change that was looked at before needs neither; for a new one they load while git lists the trees.
  const loading = [import("./gather-evidence.ts"), import("../resolve/folder-links.ts")] as const;
  const [base, head, deltas, { gatherEvidence }] = await Promise.all([repository.snapshotOf(trees.base), repository.snapshotOf(trees.head), compared, ...loading, compared.then((found) => book.prepare(found))]);
  const chosen = await policyFor(session, judging, base, head);
  const { policy, digest, gaps } = chosen.reading;
  if (attempt > 0) await book.ensure([...base.entries.values(), ...head.entries.values()]);
  const evidence = await gatherEvidence(session, { base, head, deltas, policy, policyGaps: gaps });
  return {
    base: base.name,
    head: head.name,
    policy,
    policyFrom: chosen.from,
    policyDigest: digest,
    policyDiffers: chosen.differs,
    policyPath: chosen.reading.state === "found" ? chosen.reading.path : null,
    steeringKeysChanged: await steeringKeysChanged(deltas, blobs),
    evidence,
    empty: evidence.change.files.length === 0,
  };
}

async function policyFor({ repository, blobs }: Session, judging: Judging, base: Snapshot, head: Snapshot): Promise<ChosenPolicy> {
  if (typeof judging === "string") return choosePolicy(judging, { base, head, index: () => repository.snapshotOfIndex() }, blobs);
  const at = judging.at === null ? repository.emptySnapshot() : judging.at === base.commit ? base : await rootSnapshotOf(repository, judging.at);
  return choosePolicy("base", { base: at, head }, blobs);
}

/** Second door: the graph of one snapshot. */
export async function gatherGraph(host: Host, request: GraphRequest): Promise<GatheredGraph> {
  return withSession(host, request, async (session) => {
    const { repository } = session;
    const commit = request.rev !== null ? await repository.commitOf(request.rev) : repository.bare ? await headOf(session) : null;
    const snapshot = commit === null ? await repository.snapshotOfIndex() : await repository.snapshotOfCommit(commit);
    const { policy, gaps } = request.underPolicy === false ? { policy: defaultPolicy, gaps: [] } : await readPolicy(snapshot, session.blobs);
    // Callers ask the graph for facts when nothing can be read any more: what a damaged cache lost is read now.
    await session.book.ensure(snapshot.entries.values());
    const linked = await linkSnapshot(session, snapshot, matcher(policy.tests));
    await session.book.save();
    return {
      graph: linked.graph,
      name: snapshot.name,
      standingIn: repository.topLevel === null ? "" : relative(repository.topLevel, request.repo ?? host.cwd).split(sep).join("/"),
      gaps: gapsOf({ linked: [linked], policy, policyGaps: gaps, deltas: [], paths: [], reached: new Set(), changed: new Set(), homes: new Set(), isFelt: false }),
      policy,
      entries: entriesOf(session, linked),
    };
  });
}

/** The folder of the working tree, absolute. */
export async function worktreeRoot(host: Host, repo: string | undefined): Promise<string> {
  return withSession(host, { repo }, async ({ repository }) => {
    if (repository.topLevel === null) {
      throw new Failure("repository", `'${repository.gitDir}' is a bare repository and has no working tree.`, { hint: "Run this in a clone with a working tree." });
    }
    return repository.topLevel;
  });
}

/**
 * Opens a session, closes it whatever happens. A kept record that turns out damaged on the way starts the work over, once,
 * with everything read anew: the answer is then that of a cold run.
 */
export async function withSession<T>(host: Host, options: SessionOptions, work: (session: Session, attempt: number) => Promise<T>): Promise<T> {
  const session = await openSession(host, options);
  try {
    return await work(session, 0).catch((error: unknown) => {
      if (error instanceof FactsLost) return work(session, 1);
      throw error;
    });
  } finally {
    await session.close();
  }
}

/** The two trees a request names. Failure `revision` where one of them is not here. */
export async function treesOf(session: Session, request: DiffRequest): Promise<Trees> {
  const { repository } = session;
  const headCommit = request.head.kind === "commit" ? await repository.commitOf(request.head.rev) : null;
  const asked = request.base === null ? await defaultBase(session, headCommit) : await repository.commitOf(request.base);
  const base = request.threeDots && asked !== null ? await mergeBase(session, asked, headCommit ?? (await headOf(session)), request) : asked;
  return {
    base: base === null ? repository.emptyTree() : repository.treeOfCommit(base),
    head: headCommit !== null ? repository.treeOfCommit(headCommit) : request.head.kind === "worktree" ? await repository.treeOfWorktree() : await repository.treeOfIndex(),
  };
}

/** HEAD for the index and the working tree; the first parent for a commit, the empty tree for a root commit. */
async function defaultBase(session: Session, head: CommitOid | null): Promise<CommitOid | null> {
  return head === null ? headOf(session) : session.repository.parentOf(head);
}

async function headOf({ repository }: Session): Promise<CommitOid> {
  if (repository.head !== null) return repository.head;
  throw new Failure("revision", "There are no commits yet on the branch that is checked out, so there is nothing to compare with.", { hint: "Make a first commit, or name a revision to compare with." });
}

async function mergeBase({ repository }: Session, a: CommitOid, b: CommitOid, request: DiffRequest): Promise<CommitOid> {
  const base = await repository.mergeBase(a, b);
  if (base !== null) return base;
  const why = repository.shallow ? "this clone is shallow and holds too little history" : "their histories are unrelated";
  throw new Failure("revision", `'${request.base}' and the head have no common ancestor here: ${why}.`, {
    hint: repository.shallow ? "Fetch the full history (git fetch --unshallow), then run again." : `Compare the two directly with '${request.base}..${request.head.kind === "commit" ? request.head.rev : "HEAD"}'.`,
  });
}
