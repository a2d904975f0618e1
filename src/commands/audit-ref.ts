import type { AuditEntry } from "../audit/entry.ts";
import type { CheckedLog } from "../audit/check-log.ts";
import { policyPlaces } from "../config/policy-places.ts";
import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { bringHistory, firstParentCommits, stepsBetween, stepsTouching, tipThere } from "../git/remote-history.ts";
import { peeled, refsNamed } from "../git/refs.ts";
import { readRemotes } from "../git/remotes.ts";
import { openRepository, type Repository } from "../git/repository.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import type { AuditLog } from "../store/audit-log.ts";
import { answered, type Answer } from "./answer.ts";
import { auditRefHuman, auditRefJson, type AuditedRef } from "./audit-ref-text.ts";
import { auditSteps, type LoggedUpdate, type Step } from "./audit-steps.ts";
import { bringRecords } from "./bring-records.ts";
import { withOwnCache } from "./gate-cache.ts";
import { branchRef, isRefName } from "./gate-told.ts";
import { withSession } from "./gather.ts";
import { caught } from "./judge-refs.ts";
import { policyAt } from "./policy-at.ts";
import type { AuditCommand } from "./request.ts";
import type { Session } from "./gather-session.ts";
import { whereOf, type World } from "./world.ts";

/** More steps than this at once would take hours. */
const mostSteps = 5000;

/**
 * Judges every first-parent step of a ref anew, each as the update it was: under the policy it found there, with the records that answer for it.
 * A gate that was switched off for an hour shows. What holds is noted as a checkpoint, where the next run begins.
 */
export async function auditRef(world: World, request: AuditCommand, log: AuditLog, checked: CheckedLog): Promise<Answer> {
  const { host, progress } = world;
  const ref = isRefName(request.ref!) ? request.ref! : branchRef(request.ref, "--ref");
  const { tip, notes } = await current(world, ref);
  const entries = checked.broken === null ? log.read() : [];
  const found = await withOwnCache(host, (cacheDir) =>
    withSession(host, { ...whereOf(world), cacheDir }, async (session): Promise<AuditedRef> => {
      const start = await startOf(session, { ref, tip, since: request.since, entries });
      const steps = await stepsOf(session.repository, start.commit, tip);
      const audited = await auditSteps(host, session, { ref, steps, updates: landedUpdates(entries, ref), progress });
      return { ref, tip, start, audited, log: checked };
    }),
  );
  progress.done();
  const holds = found.audited.broken.length === 0 && checked.broken === null;
  const checkpointed = holds && found.start.commit !== tip;
  if (checkpointed) log.append([{ event: "checkpoint", subject: ref, data: { head: tip, since: found.start.commit, steps: found.audited.steps } }]);
  const stopped = checked.broken !== null || found.audited.broken.some(({ judged }) => judged.verdict.decision !== "undecided");
  const ending = holds ? "answered" : stopped ? "stopped" : "unanswered";
  const whole = { ...found, checkpointed };
  return answered(request.format === "json" ? auditRefJson(whole) : auditRefHuman(whole, world.paper), { ending, notes });
}

interface Current {
  readonly tip: CommitOid;
  readonly notes: readonly string[];
}

/** The ref as the remote has it now, with its history and every record; a repository without a remote speaks for itself. */
async function current({ host, repo }: World, ref: string): Promise<Current> {
  const open = (): Promise<Repository> => openRepository(host, repo === undefined ? {} : { cwd: repo });
  let repository = await open();
  try {
    const remote = repository.bare ? null : (await readRemotes(repository)).usual(null);
    const tip = remote === null ? ((await refsNamed(repository, [ref])).get(ref)?.oid ?? null) : await tipThere(host, repository, remote.address, ref);
    if (tip === null) throw new Failure("revision", `There is no ${plainText(ref)}${remote === null ? " here" : ` at ${plainText(remote.address)}`}.`, { hint: "Name a ref in full: --ref refs/heads/main." });
    const opened = async (): Promise<Repository> => {
      if (!repository.shallow) return repository;
      await repository.close();
      return (repository = await open());
    };
    // Every step is wanted, so a shallow clone is deepened to the beginning.
    await bringHistory(host, remote?.address ?? null, { commits: [tip], ranges: [], whole: true }, opened);
    const notes = remote === null ? [] : await bringRecords({ host }, repository, remote.address);
    const commit = (await peeled(repository, [tip])).get(tip);
    if (typeof commit !== "object") throw new Failure("revision", `${plainText(ref)} holds no commit.`);
    return { tip: commit.commit, notes };
  } finally {
    await repository.close();
  }
}

interface Start {
  readonly commit: CommitOid;
  readonly because: "since" | "checkpoint" | "first policy";
}

interface Asked {
  readonly ref: string;
  readonly tip: CommitOid;
  readonly since: string | null;
  readonly entries: readonly AuditEntry[];
}

/**
 * Where to begin: what somebody said, the newest checkpoint that is still in the ref's history, or the commit that brought the first policy. A
 * logged decision is no checkpoint: it says nothing of what landed before it.
 */
async function startOf(session: Session, { ref, tip, since, entries }: Asked): Promise<Start> {
  const { repository } = session;
  const chain = await firstParentCommits(repository, tip);
  if (since !== null) {
    const commit = await repository.commitOf(since);
    if (chain.has(commit)) return { commit, because: "since" };
    throw new Failure("revision", `"${plainText(since)}" is no step of ${plainText(ref)}.`, { hint: `git log --first-parent ${plainText(ref)} lists them.` });
  }
  const noted = entries.findLast(({ event, subject, data }) => event === "checkpoint" && subject === ref && typeof data["head"] === "string" && chain.has(data["head"]));
  if (noted !== undefined) return { commit: asCommitOid(noted.data["head"] as string), because: "checkpoint" };
  // A policy that cannot be read is one, too.
  for (const commit of await stepsTouching(repository, tip, policyPlaces.map(({ path }) => path))) {
    const reading = await caught(policyAt(session, commit));
    if (reading instanceof Failure ? reading.kind === "policy" : reading.state === "found") return { commit, because: "first policy" };
  }
  throw new Failure("policy", `No policy ever stood on ${plainText(ref)}, so nothing could be asked of its steps.`, { hint: "riskscore init writes one." });
}

async function stepsOf(repository: Repository, from: CommitOid, tip: CommitOid): Promise<readonly Step[]> {
  if (from === tip) return [];
  const steps = await stepsBetween(repository, from, tip, mostSteps);
  if (steps !== null) return steps;
  throw new Failure("usage", `More than ${mostSteps} steps were made since ${from}.`, { hint: "Judge them in parts: --since REV begins later." });
}

/** What a server's log says really landed, and when: a client's log tells of what was tried. */
function landedUpdates(entries: readonly AuditEntry[], ref: string): readonly LoggedUpdate[] {
  return entries.flatMap(({ event, subject, ts, data }) => {
    const { old, head } = data;
    return event === "landed" && subject === ref && typeof old === "string" && typeof head === "string" ? [{ base: old, head, at: Date.parse(ts) }] : [];
  });
}
