import { Failure } from "../failure.ts";
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
  const text = request.format === "json" ? refsJson(push.refs) : push.refs.map((ref) => textOf(world, push, ref)).join("");
  return answered(text, { notes, ending });
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

/** A stop in full, with the way on; what passes takes one line. */
function textOf(world: World, push: JudgedPush, ref: JudgedRef): string {
  const { verdict, judgement, mode } = ref;
  const isStopped = endingOfRef(ref) !== "answered";
  const isAloud = verdict.overridden || isStopped || (verdict.decision !== "pass" && mode !== "observe");
  if (judgement === null || !isAloud) return lineOf(ref, isStopped);
  const whole = stoppedText(judgement.report, world.paper, { command: requestCommand(push, ref) });
  // The text speaks of the landing ref only: which pushed ref it is about has to be said where there are several, and that an undecided one may go.
  const isPlain = push.refs.length === 1 && (isStopped || verdict.decision !== "undecided");
  return isPlain ? whole : `${lineOf(ref, isStopped)}${whole}`;
}

/** One line, which also says why a ref goes that would be stopped. */
function lineOf(ref: JudgedRef, isStopped: boolean): string {
  const { verdict, mode } = ref;
  const isKept = verdict.decision === "pass" || isStopped;
  return refLine(ref, isKept ? null : `${mode === "enforce" ? "client.onUndecided is warn" : `mode ${mode}`}: not stopped`);
}
