import type { Host } from "../host.ts";
import { Failure } from "../failure.ts";
import { matcher } from "../policy/globs.ts";
import { choosePolicy } from "../config/choose-policy.ts";
import { readPolicy } from "../config/read-policy.ts";
import type { CommitOid } from "../ids.ts";
import type { Snapshot } from "../snapshot.ts";
import { buildId } from "../version.ts";
import { FactsLost } from "./gather-facts.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { gapsOf } from "./gather-gaps.ts";
import { digestOf, entriesOf, linkSnapshot, openSession, type Session } from "./gather-session.ts";
import type { DiffRequest, GatheredDiff, GatheredGraph, GraphRequest } from "./gather-request.ts";

/** Where adapters meet, first door: everything known of one change, as plain data. */
export async function gatherDiff(host: Host, request: DiffRequest): Promise<GatheredDiff> {
  return withSession(host, request, async (session, attempt) => {
    const { base, head } = await snapshotsOf(session, request);
    const key = digestOf([buildId, base.name, base.treeId, head.name, head.treeId, request.policyFrom]);
    const kept = attempt === 0 ? session.cache.get("evidence", key) : null;
    if (kept !== null) return JSON.parse(kept.toString()) as GatheredDiff;
    const gathered = await gather(session, base, head, request, attempt);
    await session.book.save();
    session.cache.put("evidence", key, Buffer.from(JSON.stringify(gathered)));
    return gathered;
  });
}

async function gather(session: Session, base: Snapshot, head: Snapshot, request: DiffRequest, attempt: number): Promise<GatheredDiff> {
  const index = () => session.repository.snapshotOfIndex();
  const [deltas, chosen] = await Promise.all([session.repository.deltas(base, head), choosePolicy(request.policyFrom, { base, head, index }, session.blobs)]);
  const { policy, digest } = chosen.reading;
  if (attempt > 0) await session.book.ensure([...base.entries.values(), ...head.entries.values()]);
  const evidence = await gatherEvidence(session, { base, head, deltas, policy, policyGaps: chosen.reading.gaps });
  return {
    base: base.name,
    head: head.name,
    policy,
    policyFrom: chosen.from,
    policyDigest: digest,
    policyDiffers: chosen.differs,
    policyPath: chosen.reading.state === "found" ? chosen.reading.path : null,
    evidence,
    empty: evidence.change.files.length === 0,
  };
}

/** Second door: the graph of one snapshot. */
export async function gatherGraph(host: Host, request: GraphRequest): Promise<GatheredGraph> {
  return withSession(host, request, async (session, attempt) => {
    const { repository } = session;
    const commit = request.rev !== null ? await repository.commitOf(request.rev) : repository.bare ? await headOf(session) : null;
    const snapshot = commit === null ? await repository.snapshotOfIndex() : await repository.snapshotOfCommit(commit);
    const { policy, gaps } = await readPolicy(snapshot, session.blobs);
    if (attempt > 0) await session.book.ensure(snapshot.entries.values());
    const linked = await linkSnapshot(session, snapshot, matcher(policy.tests));
    await session.book.save();
    return {
      graph: linked.graph,
      name: snapshot.name,
      gaps: gapsOf({ linked: [linked], policy, policyGaps: gaps, deltas: [], reached: new Set(), changed: new Set(), homes: new Set() }),
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
async function withSession<T>(host: Host, options: { repo?: string | undefined; progress?: DiffRequest["progress"] }, work: (session: Session, attempt: number) => Promise<T>): Promise<T> {
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

async function snapshotsOf(session: Session, request: DiffRequest): Promise<{ base: Snapshot; head: Snapshot }> {
  const { repository } = session;
  const headCommit = request.head.kind === "commit" ? await repository.commitOf(request.head.rev) : null;
  const asked = request.base === null ? await defaultBase(session, headCommit) : await repository.commitOf(request.base);
  const base = request.threeDots && asked !== null ? await mergeBase(session, asked, headCommit ?? (await headOf(session)), request) : asked;
  const [baseSnapshot, head] = await Promise.all([
    base === null ? repository.emptySnapshot() : repository.snapshotOfCommit(base),
    headCommit !== null ? repository.snapshotOfCommit(headCommit) : request.head.kind === "worktree" ? repository.snapshotOfWorktree() : repository.snapshotOfIndex(),
  ]);
  return { base: baseSnapshot, head };
}

/** HEAD for the index and the working tree; the first parent for a commit, the empty tree for a root commit. */
async function defaultBase(session: Session, head: CommitOid | null): Promise<CommitOid | null> {
  return head === null ? headOf(session) : session.repository.parentOf(head);
}

async function headOf({ repository }: Session): Promise<CommitOid> {
  if (repository.head !== null) return repository.head;
  throw new Failure("revision", `This repository has no commits yet, so there is nothing to compare with.`, { hint: "Make a first commit, then run riskscore again." });
}

async function mergeBase({ repository }: Session, a: CommitOid, b: CommitOid, request: DiffRequest): Promise<CommitOid> {
  const base = await repository.mergeBase(a, b);
  if (base !== null) return base;
  const why = repository.shallow ? "this clone is shallow and holds too little history" : "their histories are unrelated";
  throw new Failure("revision", `'${request.base}' and the head have no common ancestor here: ${why}.`, {
    hint: repository.shallow ? "Fetch the full history (git fetch --unshallow), then run again." : `Compare the two directly with '${request.base}..${request.head.kind === "commit" ? request.head.rev : "HEAD"}'.`,
  });
}
