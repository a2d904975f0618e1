import { Failure } from "../failure.ts";
import { ruleNamed } from "../gate/rules.ts";
import type { Decision } from "../gate/verdict.ts";
import { plain, safeJson } from "../report/escape.ts";
import { stoppedText } from "../report/stopped.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import { answered, endingOfDecision, type Answer, type Ending } from "./answer.ts";
import { withSession } from "./gather.ts";
import { judgePush, type JudgedPush, type JudgedRef } from "./judge-push.ts";
import { entryOf } from "./push-entry.ts";
import { toldPush } from "./pushed-lines.ts";
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
  const text = request.format === "json" ? jsonOf(push) : push.refs.map((ref) => textOf(world, push, ref)).join("");
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

/** Best first. */
const severity = ["pass", "needs-sign-off", "undecided", "blocked"] as const satisfies readonly Decision[];

function worst(refs: readonly JudgedRef[]): Decision {
  return severity.findLast((decision) => refs.some(({ verdict }) => verdict.decision === decision)) ?? "pass";
}

/** The log of a client is advisory: one that cannot be written is said, and stops nobody. */
function logged({ host }: World, { refs, commonDir }: JudgedPush): readonly string[] {
  try {
    openAuditLog(auditFolder(commonDir), host).append(refs.map((ref) => entryOf(ref, endingOfRef(ref) !== "answered")));
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [`This decision is not in the audit log: ${error.message}`];
  }
}

function jsonOf({ refs }: JudgedPush): string {
  const rows = refs.map(({ line, landing, verdict, judgement, failure }) => ({
    ref: line.remoteRef,
    landingRef: landing?.ref ?? null,
    decision: verdict.decision,
    rule: verdict.rule,
    because: failure?.message ?? null,
    hint: failure?.hint ?? null,
    report: judgement?.report ?? null,
  }));
  return `${safeJson(JSON.stringify({ schemaVersion: 1, decision: worst(refs), refs: rows }, null, 2))}\n`;
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

/** One line for what happened to this ref; two more where nothing could be compared. */
function lineOf({ line, landing, verdict, mode, judgement, failure }: JudgedRef, isStopped: boolean): string {
  const where = landing === null || landing.ref === line.remoteRef ? plain(line.remoteRef) : `${plain(line.remoteRef)} (meant for ${plain(landing.ref)})`;
  const risk = judgement === null ? "" : `, impact ${judgement.report.score.impact} (${judgement.report.score.band})`;
  const passed = verdict.overridden ? "OVERRIDDEN" : verdict.rollout === "limited" && verdict.decision === "pass" ? "pass, limited rollout" : verdict.decision;
  const kept = verdict.decision === "pass" || isStopped ? "" : `; ${mode === "enforce" ? "client.onUndecided is warn" : `mode ${mode}`}: not stopped`;
  const { why, todo } = ruleNamed(verdict.rule) ?? { why: verdict.rule, todo: null };
  const isExplained = judgement === null || verdict.rule === "not configured";
  const reasons = isExplained ? [failure === null ? why : plain(failure.message), failure?.hint === undefined ? todo : plain(failure.hint)].filter((text) => text !== null && text !== undefined) : [];
  return [`riskscore: ${where}: ${passed} (${verdict.rule})${risk}${kept}`, ...reasons.map((text) => `  ${text}`), ""].join("\n");
}
