import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { isBundle } from "../git/requests.ts";
import type { Repository } from "../git/repository.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { signoffScreen } from "../report/signoff-screen.ts";
import { signWith } from "../signature/sign.ts";
import { verifySignature } from "../signature/verify.ts";
import { judgeRecords } from "../signoff/judge-records.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import { refusals } from "../signoff/refusals.ts";
import { signatureNamespace, type Statement, type StoredRecord } from "../signoff/statement.ts";
import { statementBytes } from "../signoff/write-statement.ts";
import { answered, type Answer } from "./answer.ts";
import { covered, type Covered } from "./covered.ts";
import { findRecord } from "./find-record.ts";
import { keepRecord, type Kept } from "./keep-record.ts";
import { newStatement } from "./new-statement.ts";
import { refuseAgent, terminalOf } from "./refuse-agent.ts";
import type { SignCommand } from "./request.ts";
import { signingKey, type SigningKey } from "./signing-key.ts";
import { signingOf, type Signing } from "./signing.ts";
import { importRecords } from "./signoff-import.ts";
import { bringRecords } from "./bring-records.ts";
import { inRepository, realSources, type SignoffSources } from "./signoff-sources.ts";
import { fileGiven, findTarget, refuseOtherChange, type Target } from "./signoff-target.ts";
import { sha256 } from "./trial.ts";
import { whereOf, type World } from "./world.ts";

/** A person answers for a change: recomputed, shown, typed, signed, checked as everybody else will check it, and only then kept. */
export async function sign(world: World, request: SignCommand, sources: SignoffSources = realSources): Promise<Answer> {
  return inRepository(world, async (repository) => {
    if (await bringsRecords(world, request)) return importRecords(world, repository, request, sources);
    await refuseAgent(world.host);
    const terminal = terminalOf(world.host);
    refuseHalfOverride(request);
    // An earlier override stands in the way until somebody reviewed it, and that review may be on the remote only.
    const brought = request.decision === "override" ? await bringRecords(world, repository, request.remote) : [];
    const { target, settles } = await meant(world, repository, request);
    const judgement = await sources.judge(world.host, { ...target.change, remote: request.remote, records: "always", ...whereOf(world) });
    world.progress.done();
    await refuseAgent(world.host, judgement.gathered.policy.tools);
    const judged = covered(judgement);
    refuseOtherChange(target, judged);
    if (settles !== null && settles.digest !== judged.cover.digest) throw settledElsewhere(settles.id);
    const key = await signingKey(world.host, repository, request.key);
    const signing = signingOf(judged, key.fingerprint, { decision: request.decision, ticket: request.ticket, settles: settles?.id ?? null, hours: request.hours });
    if (settles?.by === signing.person.id) throw new Failure("usage", `${plainText(settles.by)} made that override, and nobody reviews their own.`, { hint: "Ask another senior to run this command." });
    const statement = await typed(world, terminal, judged, request, signing, key);
    const record = await signed(world, judged, statement, key);
    const kept = await keepRecord(world, repository, statement, record, request);
    return told(request, judged, statement, kept, [...brought, ...target.notes, ...judgement.notes]);
  });
}

/** A file may hold a request (a bundle), which is then signed, or records, which are taken in. */
async function bringsRecords({ host }: World, { in: file, target }: SignCommand): Promise<boolean> {
  return file !== null && target === null && !isBundle(await fileGiven(host, file));
}

function refuseHalfOverride({ decision, ticket, reason, target, in: file }: SignCommand): void {
  if (decision === "override" && ticket === null) throw new Failure("usage", "An override needs a ticket.", { hint: "Give --ticket ID: the incident or change it is for." });
  if (reason !== null) refuseReason(decision, reason);
  if (target === null && file === null && decision !== "posthoc-review") {
    throw new Failure("usage", `--${decision} has to know which change.`, { hint: "Give its digest, a range or a revision; riskscore signoff lists the requests that wait." });
  }
}

const shortestReason = { approve: 1, override: 20, "posthoc-review": 1, reject: 1 } as const;

function refuseReason(decision: SignCommand["decision"], reason: string): void {
  if (reason.trim().length >= shortestReason[decision]) return;
  throw new Failure("usage", decision === "override" ? "The reason for an override has at least 20 characters; nothing was signed." : "Without a reason nothing is signed.", { hint: "Say in a sentence why this may pass, or give --reason." });
}

/** The change that is meant: the target, or with `--settle` the one whose override is reviewed. */
async function meant({ host }: World, repository: Repository, request: SignCommand): Promise<{ target: Target; settles: { id: string; digest: string; by: string } | null }> {
  if (request.settles === null) return { target: await findTarget(host, repository, request), settles: null };
  const record = await findRecord({ host }, repository, request.settles, request.remote);
  const statement = parseStatement(record.payload);
  if ("malformed" in statement || statement.decision !== "override") throw new Failure("usage", `${record.id.slice(0, 12)} is no override, so there is nothing to review after the fact.`, { hint: "riskscore signoff list shows overrides and their reviews." });
  const { change, target } = statement;
  const range = { base: change.base === "empty" ? null : change.base, head: change.head, landingRef: target.ref };
  const found: Target = request.target === null ? { change: range, review: null, extra: [], notes: [] } : await findTarget(host, repository, request);
  return { target: found, settles: { id: record.id, digest: change.digest, by: statement.signer.person } };
}

function settledElsewhere(id: string): Failure {
  return new Failure("usage", `That is not the change that ${id.slice(0, 12)} let pass.`, { hint: `Leave the target out: riskscore signoff --settle ${id.slice(0, 12)} finds it.` });
}

/** One screen, then two things only a person gives: a reason and the word. */
async function typed({ host, paper }: World, { ask }: ReturnType<typeof terminalOf>, judged: Covered, request: SignCommand, { person, part }: Signing, { fingerprint }: SigningKey): Promise<Statement> {
  const draft = newStatement(judged, { ...part, person: person.id, keyFingerprint: fingerprint, reason: "" });
  host.stderr.write(`${signoffScreen(judged.report, draft, paper)}\n`);
  const reason = request.reason ?? (await ask("Why may this pass? (one line) "))?.trim() ?? "";
  refuseReason(request.decision, reason);
  const word = wordFor(request.decision, draft);
  const given = (await ask(`Type '${word}' to sign as ${plain(person.id)}, anything else to leave it: `))?.trim() ?? "";
  if (given !== word) throw new Failure("usage", `'${plainText(given.slice(0, 40))}' is not '${word}', so nothing was signed.`, { hint: "Run it again when you mean it." });
  return { ...draft, reason };
}

function wordFor(decision: SignCommand["decision"], { risk }: Statement): string {
  return decision === "override" || decision === "reject" ? decision : risk.band;
}

/** The record, checked with the very rules that everybody else will apply to it. */
async function signed({ host }: World, judged: Covered, statement: Statement, key: SigningKey): Promise<StoredRecord> {
  const payload = statementBytes(statement);
  const signature = await signWith(host, key, payload, signatureNamespace);
  const record: StoredRecord = { id: sha256(payload), payload, signature, from: "this terminal" };
  const worth = judgeRecords([record], judged.cover, judged.gathered.policy, { verify: verifySignature, sha256 })[0]!;
  if (worth.counts) return record;
  throw new Failure("usage", `What was just signed would not count: ${plainText(worth.because).replace(/\.$/, "")}; nothing was kept.`, worth.reason === null ? {} : { hint: refusals[worth.reason].todo });
}

const done = { approve: "Signed", override: "OVERRIDDEN", "posthoc-review": "Reviewed", reject: "Rejected" } as const;

function told({ format, decision, out }: SignCommand, judged: Covered, statement: Statement, kept: Kept, notes: readonly string[]): Answer {
  const { id, ref, pushedTo } = kept;
  const still = decision === "approve" ? stillNeeded(judged, statement) : [];
  const all = { notes: [...notes, ...kept.notes] };
  if (format === "json") return answered(jsonOf({ schemaVersion: 1, signed: { id, ref, decision, role: statement.signer.role, person: statement.signer.person, digest: statement.change.digest, expiresAt: statement.expiresAt }, pushedTo, writtenTo: out, stillNeeded: still }), all);
  const where = out !== null ? `written to ${plain(out)}` : pushedTo === null ? "kept in this clone" : `pushed to ${plain(pushedTo)}`;
  const line = `${done[decision]} by ${plain(statement.signer.person)} (${statement.signer.role}), good until ${statement.expiresAt}; record ${id.slice(0, 12)}, ${where}.`;
  const next = decision !== "approve" ? afterwards[decision] : still.length === 0 ? (out === null ? "Its author can push now." : `Its author takes it in with riskscore signoff --in ${plain(out)}, and can push then.`) : `It still needs ${still.map(({ role, persons }) => `${persons} more ${role}`).join(" and ")}.`;
  return answered(`${line}\n${next}\n`, all);
}

const afterwards = {
  override: "It lets the change pass once, and leaves review debt: another senior settles it with riskscore signoff --settle.",
  "posthoc-review": "The debt of that override is settled.",
  reject: "While the record stands and has not expired, the change cannot pass.",
} as const;

function stillNeeded({ verdict, gathered }: Covered, { signer }: Statement): readonly { readonly role: string; readonly persons: number }[] {
  const both = signer.role === "policy-admin" && gathered.policy.roster.people.some(({ id, roles }) => id === signer.person && roles.includes("senior"));
  const gives = (role: string): boolean => role === signer.role || (both && role === "senior");
  return verdict.requirements.flatMap(({ role, status, needed, given }) => {
    const persons = needed - new Set(gives(role) ? [...given, signer.person] : given).size;
    return status === "unsatisfied" && persons > 0 ? [{ role, persons }] : [];
  });
}
