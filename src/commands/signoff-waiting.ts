import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { allRecords } from "../git/records.ts";
import { chosenRemote, fetchAllRecords, fetchLanding, fetchReviews } from "../git/remote.ts";
import { reviewsHere, type Review } from "../git/requests.ts";
import type { Repository } from "../git/repository.ts";
import type { Person } from "../policy/policy.ts";
import { aligned } from "../report/columns.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { count } from "../report/words.ts";
import { answered, type Answer } from "./answer.ts";
import { covered, type Covered } from "./covered.ts";
import { gitPerson } from "./git-person.ts";
import type { SignCommand } from "./request.ts";
import { ownFingerprint } from "./signing-key.ts";
import { inRepository, realSources, type SignoffSources } from "./signoff-sources.ts";
import { refuseOtherChange } from "./signoff-target.ts";
import { openDebt } from "../signoff/open-debt.ts";
import { verifySignature } from "../signature/verify.ts";
import { recordsToday } from "./records-today.ts";
import { ableTo, holderOf, sha256 } from "./trial.ts";
import { whereOf, type World } from "./world.ts";

/** Each is judged, which takes a moment; more than this are counted. */
const mostJudged = 20;

/** One request as it stands now. */
interface Waiting {
  readonly digest: string;
  readonly landingRef: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly reason: string;
  /** `me`: my answer would count. `others`: it needs somebody else's. `nobody`: nothing is needed any more, or nothing helps. */
  readonly waitsFor: "me" | "others" | "nobody";
  readonly value: number | null;
  readonly band: string | null;
  /** Why it waits for nobody, or could not be judged. */
  readonly because: string | null;
}

/** The requests that wait for the person at the keyboard, each judged anew: nothing that an author wrote into a request is believed. */
export async function waitingRequests(world: World, request: SignCommand, sources: SignoffSources = realSources): Promise<Answer> {
  return inRepository(world, async (repository) => {
    const notes = await bring(world, repository, request.remote);
    const { reviews, broken } = await reviewsHere(repository);
    const newest = reviews.toSorted((a, b) => (a.request.requestedAt < b.request.requestedAt ? 1 : -1));
    const me = { ...(await gitPerson(repository)), fingerprint: await ownFingerprint(world.host, repository) };
    const waiting: Waiting[] = [];
    for (const review of newest.slice(0, mostJudged)) waiting.push(await standing(world, review, request.remote, me, sources));
    world.progress.done();
    const debts = await unreviewed(world, repository, request.remote);
    const said = [...notes, ...broken.map(({ ref, because }) => `${ref} is no request: ${because}.`), ...(newest.length > mostJudged ? [`Only the newest ${mostJudged} of ${newest.length} requests were looked at.`] : [])];
    return answered(request.format === "json" ? jsonOf({ schemaVersion: 1, waiting, unreviewedOverrides: debts }) : `${told(waiting, world.host.now())}${toldDebts(debts)}`, { notes: said });
  });
}

interface Unreviewed {
  readonly person: string;
  /** The override's record. */
  readonly id: string;
}

/** Overrides that nobody has reviewed yet: until somebody else does, whoever made one makes no other. */
async function unreviewed({ host, repo }: World, repository: Repository, remote: string | null): Promise<readonly Unreviewed[]> {
  const all = await allRecords(repository);
  if (all.length === 0) return [];
  const { policy } = await recordsToday({ host, repo }, repository, all, remote);
  const open = openDebt(all, { repoId: policy.repo ?? "", digest: "sha256:", now: host.now() }, policy, { verify: verifySignature, sha256 });
  return [...open].map(([person, id]) => ({ person, id }));
}

function toldDebts(debts: readonly Unreviewed[]): string {
  if (debts.length === 0) return "";
  const rows = debts.map(({ person, id }) => `  ${id.slice(0, 12)} by ${plain(person)}: riskscore signoff --settle ${id.slice(0, 12)}`);
  return ["", `${count(debts.length, "override")} ${debts.length === 1 ? "waits" : "wait"} for somebody else's review:`, ...rows, ""].join("\n");
}

async function bring({ host }: World, repository: Repository, asked: string | null): Promise<readonly string[]> {
  const remote = await chosenRemote(repository, asked);
  if (remote === null) return [];
  try {
    await fetchReviews(host, repository, remote, "");
    await fetchAllRecords(host, repository, remote);
    const { reviews } = await reviewsHere(repository);
    const targets = [...new Set(reviews.map(({ request }) => request.target))].slice(0, 5);
    // A request may name a branch that is gone; the others are none the worse for it.
    const missing = await Promise.all(targets.map((ref) => fetchLanding(host, repository, remote, ref).then(() => [], (error: unknown) => [sentenceOf(error)])));
    return missing.flat();
  } catch (error) {
    return [`${sentenceOf(error)} Only requests that are here already are listed.`];
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Failure && error.kind !== "interrupted") return error.message;
  throw error;
}

interface Me {
  readonly email: string;
  readonly fingerprint: string | null;
}

async function standing(world: World, review: Review, remote: string | null, me: Me, { judge }: SignoffSources): Promise<Waiting> {
  const { digest, request } = review;
  const about = { digest, landingRef: request.target, requestedBy: `${request.requestedBy.name} <${request.requestedBy.email}>`, requestedAt: request.requestedAt, reason: request.reason };
  try {
    const judged = covered(await judge(world.host, { base: null, head: request.head, landingRef: request.target, remote, records: "always", ...whereOf(world) }));
    if (judged.gathered.empty) return { ...about, waitsFor: "nobody", value: null, band: null, because: "it has landed" };
    refuseOtherChange({ review }, judged);
    const { value, band } = judged.report.score;
    if (judged.verdict.decision !== "needs-sign-off") return { ...about, waitsFor: "nobody", value, band, because: judged.verdict.decision === "pass" ? "it has all it needs" : judged.verdict.rule };
    return { ...about, waitsFor: mine(judged, me) ? "me" : "others", value, band, because: null };
  } catch (error) {
    return { ...about, waitsFor: "nobody", value: null, band: null, because: sentenceOf(error) };
  }
}

/** By key, else by the address git has: it only sorts a list, and signing asks for the key. */
function mine(judged: Covered, { email, fingerprint }: Me): boolean {
  const byKey = fingerprint === null ? undefined : holderOf(judged, fingerprint)?.person;
  const person: Person | undefined = byKey ?? judged.gathered.policy.roster.people.find(({ emails }) => emails.some((one) => one.toLowerCase() === email));
  if (person === undefined) return false;
  return judged.verdict.requirements.some(({ status, role, given }) => status === "unsatisfied" && !given.includes(person.id) && ableTo(judged, role).includes(person));
}

function told(waiting: readonly Waiting[], now: number): string {
  const [mineOnly, others, done] = (["me", "others", "nobody"] as const).map((whom) => waiting.filter(({ waitsFor }) => waitsFor === whom));
  const rows = (some: readonly Waiting[]): readonly string[] => aligned(some.map((one) => [one.digest.slice(7, 19), one.band === null ? "-" : `${one.band} ${one.value}`, age(one.requestedAt, now), plain(one.requestedBy), plain(one.reason === "" ? one.landingRef : `${one.landingRef}: ${one.reason}`).slice(0, 100)]), "  ");
  const head = mineOnly!.length === 0 ? ["No request waits for you."] : [`${count(mineOnly!.length, "request")} ${mineOnly!.length === 1 ? "waits" : "wait"} for you:`, ...rows(mineOnly!), "", `To look at one and answer: riskscore signoff ${mineOnly![0]!.digest.slice(7, 19)}`];
  const rest = others!.length === 0 ? [] : ["", "Waiting for others:", ...rows(others!)];
  const gone = done!.length === 0 ? [] : ["", ...done!.map(({ digest, because }) => `${digest.slice(7, 19)} waits for nobody: ${plainText(because ?? "").replace(/\.$/, "")}.`)];
  return `${[...head, ...rest, ...gone].join("\n")}\n`;
}

function age(requestedAt: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(requestedAt)) / 60_000));
  if (minutes < 60) return count(minutes, "minute");
  return minutes < 48 * 60 ? count(Math.floor(minutes / 60), "hour") : count(Math.floor(minutes / 1440), "day");
}
