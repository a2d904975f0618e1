import { Failure } from "../failure.ts";
import { plain } from "../report/escape.ts";
import { stoppedText } from "../report/stopped.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import { answered, endingOfDecision, type Answer, type Ending } from "./answer.ts";
import { withSession } from "./gather.ts";
import { judgePush, type JudgedPush } from "./judge-push.ts";
import type { JudgedRef } from "./judge-refs.ts";
import { entryOf } from "./push-entry.ts";
import { toldPush } from "./pushed-lines.ts";
import { refLine, refsJson } from "./ref-text.ts";
import type { PrePushCommand } from "./request.ts";
import { requestCommand } from "./request-command.ts";
import { whereOf, type World } from "./world.ts";

/** Judges every ref that is about to be pushed; the worst decides. Says why where it stops, logs what it decided. */
export async function prePush(world: World, request: PrePushCommand): Promise<Answer> {
  const { host } = world;
  const told = await toldPush(host, request);
  const push = await withSession(host, whereOf(world), (session, attempt) => judgePush(host, session, told, attempt));
  const notes = [...push.notes, ...logged(world, push)];
  const ending = endingOf(push.refs);
  const text = request.format === "json" ? refsJson(push.refs) : textOf(world, push);
  return answered(text, { notes: [...(told.lines === null ? unnamed(push.refs) : []), ...notes], ending });
}

/** Who pushes nothing new does not expect to be stopped. */
function unnamed(refs: readonly JudgedRef[]): readonly string[] {
  const loud = refs.filter(isAloud);
  return loud.map(({ line }) => `Git named no ref, as it does when there is nothing to push: HEAD was judged, as it would reach ${line.remoteRef}.`);
}

/** Whether this ref is kept from leaving: `observe` and `warn` never do that. */
function endingOfRef({ verdict, mode, onUndecided }: JudgedRef): Ending {
  if (verdict.rule === "broken policy") return "unanswered";
  if (mode !== "enforce") return "answered";
  return verdict.decision === "undecided" && onUndecided === "warn" ? "answered" : endingOfDecision(verdict.decision);
}

function endingOf(refs: readonly JudgedRef[]): Ending {
  const endings = new Set(refs.map(endingOfRef));
  return (["stopped", "unanswered"] as const).find((ending) => endings.has(ending)) ?? "answered";
}

/** The log of a client is advisory: one that cannot be written is said, and stops nobody. */
function logged({ host }: World, { refs, commonDir }: JudgedPush): readonly string[] {
  try {
    openAuditLog(auditFolder(commonDir), host).append(refs.map((ref) => entryOf(ref, { by: "pre-push", stopped: endingOfRef(ref) !== "answered" })));
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [`This decision is not in the audit log: ${error.message}`];
  }
}

/** What is said of each ref. What several have in common is said once: their stops, but for the names, are the same words. */
function textOf(world: World, push: JudgedPush): string {
  const said = new Map<string, string>();
  return push.refs.map((ref) => {
    const why = ref.judgement === null || !isAloud(ref) ? null : stoppedText(ref.judgement.report, world.paper, { command: "" });
    const before = why === null ? undefined : said.get(why);
    if (why === null) return once(lineOf(ref), said);
    if (before !== undefined) return `${lineOf(ref)}  For the reasons given for ${plain(before)}.\n`;
    said.set(why, ref.line.remoteRef);
    return inFull(world, push, ref);
  }).join("");
}

/** The line itself, and the sentences below it unless they have been said of another ref. */
function once(text: string, said: Map<string, string>): string {
  const end = text.indexOf("\n") + 1;
  const reasons = text.slice(end);
  if (said.has(reasons)) return text.slice(0, end);
  said.set(reasons, "");
  return text;
}

function isStopped(ref: JudgedRef): boolean {
  return endingOfRef(ref) !== "answered";
}

function isAloud(ref: JudgedRef): boolean {
  return ref.verdict.overridden || isStopped(ref) || (ref.verdict.decision !== "pass" && ref.mode !== "observe");
}

/** A stop in full, with the way on. */
function inFull(world: World, push: JudgedPush, ref: JudgedRef): string {
  const whole = stoppedText(ref.judgement!.report, world.paper, { command: requestCommand(push, ref) });
  // The text speaks of the landing ref only: which pushed ref it is about has to be said where there are several, and that an undecided one may go.
  const isPlain = push.refs.length === 1 && (isStopped(ref) || ref.verdict.decision !== "undecided");
  return isPlain ? whole : `${lineOf(ref)}${whole}`;
}

/** One line, which also says why a ref goes that would be stopped. */
function lineOf(ref: JudgedRef): string {
  const { verdict, mode } = ref;
  const isKept = verdict.decision === "pass" || isStopped(ref);
  return refLine(ref, isKept ? null : `${mode === "enforce" ? "client.onUndecided is warn" : `mode ${mode}`}: not stopped`);
}
