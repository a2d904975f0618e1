import { needsSignoff } from "../gate/needs.ts";
import { branchCheckedOut } from "../git/refs.ts";
import { defaultPolicy } from "../policy/defaults.ts";
import { readRemotes, type Remote, type RemoteConfig } from "../git/remotes.ts";
import type { Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import type { StoredRecord } from "../signoff/statement.ts";
import { version } from "../version.ts";
import { gatherProvenance } from "./gather-provenance.ts";
import type { Session } from "./gather-session.ts";
import { gatherTrees, withSession, type Trees } from "./gather.ts";
import type { Judgement, JudgeRequest, Landing } from "./judgement.ts";
import { followedTip, groundOf, isProtected, landingOf } from "./landing.ts";
import { policyAt } from "./policy-at.ts";
import { reportOn, unasked, verdictOn, weighed, type Answered, type Unconfigured, type Weighed } from "./weighed.ts";

/** One change, judged end to end. Failures say what could not be had: `policy` where the judging one is broken, `revision` where commits are missing. */
export async function judge(host: Host, request: JudgeRequest): Promise<Judgement> {
  return withSession(host, request, async (session, attempt) => {
    const config = await readRemotes(session.repository);
    const branch = await branchMeant(session.repository, request.head);
    const remote = request.remote === null ? config.usual(branch) : config.remote({ name: request.remote, url: null });
    const head = await session.repository.commitOf(request.head ?? "HEAD");
    const landing = await landingFor(host, session, { request, remote, config, branch, head });
    return judgeChange(host, session, { landing, head, branch, remote, records: request.records, extra: request.extra ?? [], unconfigured: config.enforce ? "defaults" : "absent" }, attempt);
  });
}

/** The branch whose name may say something of the change: the one asked for by its name, or the one checked out. */
async function branchMeant(repository: Repository, head: string | null): Promise<string | null> {
  return head === null || head === "HEAD" ? branchCheckedOut(repository) : null;
}

interface Meant {
  readonly request: JudgeRequest;
  readonly remote: Remote | null;
  readonly config: RemoteConfig;
  readonly branch: string | null;
  readonly head: CommitOid;
}

async function landingFor(host: Host, session: Session, { request, remote, config, branch, head }: Meant): Promise<Landing> {
  const { repository } = session;
  if (request.base !== null && request.landingRef !== null) return givenLanding(session, remote, request.base, request.landingRef);
  const ground = await groundOf(host, session, remote);
  const meant = refMeant({ request, remote, config, branch });
  const ref = request.landingRef ?? (meant !== null && isProtected(meant, ground) ? meant : null);
  const landing = await landingOf(session, remote, ground, { head, ref, old: ref === null ? null : await followedTip(session, remote, ref) });
  // A landing ref may be behind the change by what others landed: a record binds to where the change left it.
  const fork = landing.direct && landing.tip !== null ? await repository.mergeBase(landing.tip, head) : landing.base;
  return { ...landing, base: request.base === null ? fork : await repository.commitOf(request.base), direct: false };
}

/** The remote's ref that the words speak of: the one whose last known tip is the base, else the one that the branch at hand follows or is called like. */
function refMeant({ request, remote, config, branch }: Omit<Meant, "head">): string | null {
  if (request.base !== null) return request.base.startsWith("refs/remotes/") ? (remote?.followed(request.base) ?? null) : null;
  const upstream = branch === null ? null : config.upstream(branch);
  return upstream !== null && upstream.remote === remote?.name ? upstream.ref : branch;
}

/** Both ends are said: only the tip, and with it the policy, has to be looked up. */
async function givenLanding(session: Session, remote: Remote | null, from: string, ref: string): Promise<Landing> {
  const base = await session.repository.commitOf(from);
  const found = await followedTip(session, remote, ref);
  const tip = found === null ? null : await session.repository.commitOf(found);
  return { ref, tip, base, policyAt: tip ?? base, direct: false };
}

/** One change whose landing is known. */
export interface Change {
  readonly landing: Landing;
  readonly head: CommitOid;
  /** Full name of the branch it is made on: corroborates, and decides nothing alone. */
  readonly branch: string | null;
  /** Where records are fetched from when those here do not do; null to stay off the network. */
  readonly remote: Remote | null;
  readonly records: JudgeRequest["records"];
  readonly extra: readonly StoredRecord[];
  readonly unconfigured: Unconfigured;
  /** What only this place knows, laid over the case before anybody's answer is looked for; it may take away, and never gives. */
  readonly laidOver?: (one: Weighed) => Promise<Weighed>;
  /** Ids of records that are known to be used up, beside those that log and history tell of. */
  readonly usedUp?: ReadonlySet<string>;
}

/** Evidence, score, who wrote it, and only where somebody has to answer for it: its digest and the records. */
export async function judgeChange(host: Host, session: Session, change: Change, attempt = 0): Promise<Judgement> {
  const { repository } = session;
  const { landing, head, branch } = change;
  const trees: Trees = { base: landing.base === null ? repository.emptyTree() : repository.treeOfCommit(landing.base), head: repository.treeOfCommit(head) };
  // Read once a commit: landing looked at it, too. Known here, the commits are read while the evidence is gathered.
  const { policy } = landing.policyAt === null ? { policy: defaultPolicy } : await policyAt(session, landing.policyAt);
  const [gathered, provenance] = await Promise.all([
    gatherTrees(session, trees, { at: landing.policyAt }, attempt),
    gatherProvenance(repository, { base: landing.base, head, branch, policy, host }),
  ]);
  const plainly = weighed(gathered, provenance, change.unconfigured);
  const one = change.laidOver === undefined ? plainly : await change.laidOver(plainly);
  const { answered, notes } = await answersTo(host, session, change, trees, one);
  const verdict = verdictOn(one, answered);
  return { report: reportOn(one, verdict, answered, version), verdict, gathered: one.gathered, provenance: one.provenance, landing, head, cover: answered.cover, records: answered.records, notes };
}

/**
 * The records that answer for a change: those that are here, and only where they do not do, those of the remote. Where it comes down to an
 * override, all of them: its signer may owe a review of an earlier one that this clone never saw, and somebody may have given one since.
 */
async function answersTo(host: Host, session: Session, { landing, remote, records, extra, usedUp }: Change, trees: Trees, one: Weighed): Promise<{ answered: Answered; notes: readonly string[] }> {
  if (records !== "always" && !needsSignoff(one.gateCase)) return { answered: { ...unasked, landingRef: landing.ref }, notes: [] };
  const { coverOf, recordsHere, fetchMissing } = await import("./gather-records.ts");
  const { policy, policyDigest } = one.gathered;
  const look = async (): Promise<Answered> => {
    const found = await coverOf(host, session, { trees, landing, policy, policyDigest, impact: one.score.impact, identities: one.provenance.identities, extra });
    const cover = usedUp === undefined ? found : { ...found, usedUp: new Set([...found.usedUp, ...usedUp]) };
    return { cover, landingRef: landing.ref, records: await recordsHere(session, cover, policy, { extra, tip: landing.tip }) };
  };
  let answered = await look();
  if (remote === null) return { answered, notes: [] };
  for (const whole of [false, true]) {
    const { decision, overridden } = verdictOn(one, answered);
    const isOpen = decision === "needs-sign-off" && (!whole || answered.records.some(({ reason }) => reason === "open-debt"));
    if (!isOpen && !(whole && overridden)) continue;
    const fetched = await fetchMissing(host, session, remote, whole ? null : answered.cover);
    if (typeof fetched === "string") return { answered, notes: [fetched] };
    if (fetched > 0) answered = await look();
  }
  return { answered, notes: [] };
}
