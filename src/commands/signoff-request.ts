import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { chosenRemote, pushRefs } from "../git/remote.ts";
import { bundleOf, storeReview, type Review } from "../git/requests.ts";
import type { Repository } from "../git/repository.ts";
import { aligned } from "../report/columns.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { verdictPhrase } from "../report/verdict-phrase.ts";
import { count } from "../report/words.ts";
import { timestampOf } from "../signoff/instant.ts";
import { requestType, type ReviewRequest } from "../signoff/review-request.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import { answered, type Answer } from "./answer.ts";
import { covered, type Covered } from "./covered.ts";
import { gitPerson } from "./git-person.ts";
import type { RequestSignoffCommand } from "./request.ts";
import { inRepository, realSources, type SignoffSources } from "./signoff-sources.ts";
import { findTarget } from "./signoff-target.ts";
import { whomToAsk, type Candidate, type WhomToAsk } from "./whom-to-ask.ts";
import { whereOf, type World } from "./world.ts";
import { writeOutput } from "./write-output.ts";

/** The way on for an author whose push was stopped: the change goes where seniors can look at it, and never lands by that. */
export async function requestSignoff(world: World, request: RequestSignoffCommand, sources: SignoffSources = realSources): Promise<Answer> {
  return inRepository(world, async (repository) => {
    const { change, notes } = await findTarget(world.host, repository, { ...request, in: null });
    const judgement = await sources.judge(world.host, { ...change, remote: request.remote, records: "always", ...whereOf(world) });
    world.progress.done();
    if (judgement.verdict.decision === "pass") return nothingNeeded(request, judgement.report.verdict);
    if (judgement.verdict.decision !== "needs-sign-off") throw unhelpable(judgement.verdict);
    const judged = covered(judgement);
    const review = await asked(repository, judged, request);
    const sent = await send(world, repository, review, request);
    logRequest(world, repository, judged, review);
    const whom = await whomToAsk(repository, judged);
    return told(request, judged, { review, sent, whom }, [...notes, ...judgement.notes]);
  });
}

function nothingNeeded({ format }: RequestSignoffCommand, verdict: Covered["report"]["verdict"]): Answer {
  const because = verdictPhrase(verdict);
  return answered(format === "json" ? jsonOf({ schemaVersion: 1, requested: null, verdict }) : `Nobody has to be asked: the change ${because}.\n`);
}

function unhelpable({ decision, rule }: Covered["verdict"]): Failure {
  if (decision === "undecided") return new Failure("usage", `Nobody can be asked yet: no verdict could be reached (${rule}).`, { hint: "riskscore diff shows what could not be read." });
  return new Failure("usage", `No sign-off would help: ${rule}.`, { hint: "riskscore signoff --verify shows why." });
}

async function asked(repository: Repository, { cover, landing, head }: Covered, { reason }: RequestSignoffCommand): Promise<Review> {
  const request: ReviewRequest = {
    type: requestType,
    repo: cover.repoId,
    target: cover.landingRef,
    digest: cover.digest,
    base: landing.base,
    head,
    requestedBy: await gitPerson(repository),
    reason: (reason ?? "").slice(0, 2000),
    requestedAt: timestampOf(cover.now),
  };
  return storeReview(repository, request);
}

interface Sent {
  readonly remote: string | null;
  readonly file: string | null;
}

async function send({ host }: World, repository: Repository, review: Review, { out, remote: named }: RequestSignoffCommand): Promise<Sent> {
  if (out !== null) {
    await writeOutput(host, out, await bundleOf(repository, review));
    return { remote: null, file: out };
  }
  const remote = await chosenRemote(repository, named);
  if (remote === null) throw new Failure("usage", "This repository has no remote to send the request by.", { hint: "Write it to a file and hand that over: riskscore signoff request --out FILE" });
  await pushRefs(host, repository, remote, [review.ref], true);
  return { remote, file: null };
}

function logRequest({ host }: World, repository: Repository, { report, provenance }: Covered, { digest, request }: Review): void {
  const { target, base, head } = request;
  const data = { landingRef: target, base: base ?? "empty", head, impact: report.score.impact, band: report.score.band, ai: provenance.state };
  openAuditLog(auditFolder(repository.commonDir), host).append([{ event: "request", subject: digest, data }]);
}

interface Done {
  readonly review: Review;
  readonly sent: Sent;
  readonly whom: WhomToAsk;
}

function told({ format }: RequestSignoffCommand, judged: Covered, { review, sent, whom }: Done, notes: readonly string[]): Answer {
  const { digest, ref, request } = review;
  const needs = judged.verdict.requirements.filter(({ status }) => status === "unsatisfied").map(({ role, needed, given }) => ({ role, persons: needed - given.length }));
  const command = sent.file === null ? `riskscore signoff ${digest.slice(7, 19)}` : `riskscore signoff --in ${shellWord(sent.file)}`;
  if (format === "json") return answered(jsonOf({ schemaVersion: 1, requested: { digest, ref, landingRef: request.target, base: request.base, head: request.head }, pushedTo: sent.remote, writtenTo: sent.file, needs, ...whom, command }), { notes });
  const where = sent.file === null ? `It is on ${plain(sent.remote!)}, where it cannot land.` : `It is in ${plain(sent.file)}: hand that over.`;
  const lines = [
    `Asked for ${needs.map(({ role, persons }) => count(persons, role)).join(" and ")} to answer for ${digest.slice(7, 19)} (${count(judged.cover.paths.length, "file")}, impact ${judged.report.score.band}) on its way to ${plain(request.target)}.`,
    where,
    "",
    ...candidateLines(whom.candidates),
    ...adviceLines(whom),
    "",
    "They run, in a terminal of their own:",
    `  ${command}`,
  ];
  return answered(`${lines.join("\n")}\n`, { notes });
}

function candidateLines(candidates: readonly Candidate[]): readonly string[] {
  if (candidates.length === 0) return ["Nobody on the roster can answer for all of it: a policy-admin has to widen a scope or add somebody, or the change has to be split."];
  return ["Who can answer:", ...aligned(candidates.map(({ person, roles, owns, commits }) => [plain(person), roles.join(", "), why(owns, commits)]), "  ")];
}

function why(owns: number, commits: number): string {
  return [...(owns > 0 ? [`CODEOWNERS: ${count(owns, "file")}`] : []), ...(commits > 0 ? [`${count(commits, "commit")} to these files in the last year`] : [])].join("; ");
}

function adviceLines({ codeOwners, knowers }: WhomToAsk): readonly string[] {
  const owners = codeOwners.map(({ owner, files }) => `${plain(owner)} (${count(files, "file")})`);
  const known = knowers.map(({ name, email, commits }) => `${plain(name)} <${plain(email)}> (${count(commits, "commit")})`);
  return [...(owners.length > 0 ? ["", `CODEOWNERS names ${owners.join(", ")}.`] : []), ...(known.length > 0 ? [`These files are known by ${known.join(", ")}.`] : [])];
}

/** As a shell reads it: one word. */
function shellWord(text: string): string {
  const shown = plainText(text);
  return /^[\w./+:@-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
