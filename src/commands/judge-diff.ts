import { needsSignoff } from "../gate/needs.ts";
import { branchCheckedOut, headOfRemote } from "../git/refs.ts";
import { readRemotes } from "../git/remotes.ts";
import type { Host } from "../host.ts";
import { asCommitOid } from "../ids.ts";
import { traceFile } from "../provenance/record-evidence.ts";
import { gatherProvenance } from "./gather-provenance.ts";
import type { DiffRequest, GatheredDiff } from "./gather-request.ts";
import type { Session } from "./gather-session.ts";
import { gatherTrees, treesOf, withSession, type Trees } from "./gather.ts";
import { policyAt } from "./landing.ts";
import { unasked, weighed, type Answered, type Weighed } from "./weighed.ts";

/** A diff with all that a verdict on it rests on. */
export interface JudgedDiff {
  readonly one: Weighed;
  readonly answered: Answered;
}

/** Evidence, and who wrote it. Never on the network; records are looked at for commits only, because nobody can sign what is no commit. */
export async function judgeDiff(host: Host, request: DiffRequest): Promise<JudgedDiff> {
  return withSession(host, request, async (session, attempt) => {
    const trees = await treesOf(session, request);
    const gathering = gatherTrees(session, trees, request.policyFrom, attempt);
    const wrote = writers(host, session, trees, request, gathering);
    wrote.catch(() => {}); // Awaited below; an earlier failure must not leave it unheard.
    const gathered = await gathering;
    const one = weighed(gathered, await wrote, "defaults");
    return { one, answered: needsSignoff(one.gateCase) ? await answersHere(host, session, trees, one) : unasked };
  });
}

async function writers(host: Host, session: Session, { base, head }: Trees, request: DiffRequest, gathering: Promise<GatheredDiff>): ReturnType<typeof gatherProvenance> {
  const { repository } = session;
  const named = request.head.kind === "commit" ? request.head.rev : "HEAD";
  const branch = named === "HEAD" ? await branchCheckedOut(repository) : null;
  const common = { base: base.commit, branch, host };
  if (head.commit !== null) {
    // Commits are read while the evidence is gathered.
    const policy = request.policyFrom === "base" && base.commit !== null ? (await policyAt(session, base.commit)).policy : (await gathering).policy;
    return gatherProvenance(repository, { ...common, head: head.commit, policy });
  }
  const { policy, evidence } = await gathering;
  const isTraced = evidence.change.files.some(({ path }) => path === traceFile);
  return gatherProvenance(repository, { ...common, head: head.name === "worktree" ? "worktree" : "index", policy, ...(isTraced ? { tree: head } : {}) });
}

/** The records in this clone that cover it, where it is known without asking which ref it is meant for. */
async function answersHere(host: Host, session: Session, trees: Trees, { gathered, score, provenance }: Weighed): Promise<Answered> {
  if (trees.head.commit === null) return unasked;
  const { policy, policyDigest } = gathered;
  const remotes = await readRemotes(session.repository);
  const remote = remotes.usual(await branchCheckedOut(session.repository));
  const head = remote === null ? null : await headOfRemote(session.repository, remote);
  const ref = policy.landing.base ?? head?.ref ?? null;
  if (ref === null) return unasked;
  const { coverOf, recordsHere } = await import("./gather-records.ts");
  const tip = head !== null && head.ref === ref ? asCommitOid(head.tip) : null;
  const cover = await coverOf(host, session, { trees, landing: { ref, tip }, policy, policyDigest, impact: score.impact, identities: provenance.identities });
  return { cover, landingRef: ref, records: await recordsHere(session, cover, policy, []) };
}
