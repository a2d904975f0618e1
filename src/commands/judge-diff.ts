import { needsSignoff } from "../gate/needs.ts";
import { branchCheckedOut } from "../git/refs.ts";
import type { Host } from "../host.ts";
import type { Provenance } from "../provenance/attribution.ts";
import type { DiffRequest, GatheredDiff } from "./gather-request.ts";
import type { Session } from "./gather-session.ts";
import { gatherTrees, treesOf, withSession, type Trees } from "./gather.ts";
import { policyAt } from "./policy-at.ts";
import { unasked, weighed, type Answered, type Weighed } from "./weighed.ts";

/** A diff with all that a verdict on it rests on. */
export interface JudgedDiff {
  readonly one: Weighed;
  readonly answered: Answered;
}

/** Evidence, and who wrote it. Never on the network; records are looked at for commits only, because nobody can sign what is no commit. */
export async function judgeDiff(host: Host, request: DiffRequest): Promise<JudgedDiff> {
  // It loads while git finds the repository.
  const reading = import("./gather-provenance.ts");
  reading.catch(() => {});
  return withSession(host, request, async (session, attempt) => {
    const trees = await treesOf(session, request);
    const gathering = gatherTrees(session, trees, request.policyFrom, attempt);
    const wrote = writersOf(host, session, trees, request, gathering);
    wrote.catch(() => {}); // Awaited below; an earlier failure must not leave it unheard.
    const gathered = await gathering;
    const one = weighed(gathered, await wrote, "defaults");
    return { one, answered: trees.head.commit !== null && needsSignoff(one.gateCase) ? await (await import("./answers-here.ts")).answersHere(host, session, trees, one) : unasked };
  });
}

async function writersOf(host: Host, session: Session, { base, head }: Trees, request: DiffRequest, gathering: Promise<GatheredDiff>): Promise<Provenance> {
  const { repository } = session;
  const [{ gatherProvenance }, { traceFile }] = await Promise.all([import("./gather-provenance.ts"), import("../provenance/record-evidence.ts")]);
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
