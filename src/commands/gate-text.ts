import { ruleNamed } from "../gate/rules.ts";
import type { Decision } from "../gate/verdict.ts";
import type { Remote } from "../git/remotes.ts";
import { plain, safeJson } from "../report/escape.ts";
import type { Paper } from "../report/paper.ts";
import { stoppedText } from "../report/stopped.ts";
import { endingOfDecision, type Ending } from "./answer.ts";
import type { Gated } from "./gate-judge.ts";
import type { ToldGate } from "./gate-told.ts";
import type { JudgedRef } from "./judge-push.ts";
import { requestCommand } from "./request-command.ts";

/** Whether this keeps the change from landing. A mode that stops nothing has to come from a policy that could be read. */
export function endingOfGated({ verdict, mode, judgement }: JudgedRef): Ending {
  const isLenient = mode !== "enforce" && judgement !== null && verdict.rule !== "policy missing";
  return isLenient ? "answered" : endingOfDecision(verdict.decision);
}

export function endingOfAll(refs: readonly JudgedRef[]): Ending {
  const endings = new Set(refs.map(endingOfGated));
  return (["stopped", "unanswered"] as const).find((ending) => endings.has(ending)) ?? "answered";
}

/** Best first. */
const severity = ["pass", "needs-sign-off", "undecided", "blocked"] as const satisfies readonly Decision[];

export function jsonOfGate(told: ToldGate, { refs, steps }: Gated): string {
  const decision = severity.findLast((one) => refs.some(({ verdict }) => verdict.decision === one)) ?? "pass";
  return `${safeJson(JSON.stringify({ schemaVersion: 1, decision, actor: told.actor, refs: refs.map(rowOf), steps: steps.map(rowOf) }, null, 2))}\n`;
}

function rowOf(one: JudgedRef): object {
  const { line, landing, verdict, judgement, failure } = one;
  return {
    ref: line.remoteRef,
    landingRef: landing?.ref ?? null,
    base: landing?.base ?? null,
    head: line.localOid,
    decision: verdict.decision,
    rule: verdict.rule,
    stopped: endingOfGated(one) !== "answered",
    because: failure?.message ?? null,
    hint: failure?.hint ?? null,
    report: judgement?.report ?? null,
  };
}

export interface Page {
  readonly paper: Paper;
  readonly remote: Remote | null;
}

/** A stop in full, with the way on; what passes takes one line. */
export function humanGate({ actor }: ToldGate, { refs, steps }: Gated, page: Page): string {
  const by = actor === null ? "" : `riskscore: set off by ${plain(actor)}, as the forge calls them\n`;
  const passed = refs.length > 1 ? `riskscore: all ${refs.length} steps pass by themselves\n` : "";
  return [by, ...refs.map((one) => textOf(one, page)), passed, ...stepLines(steps)].join("");
}

function textOf(one: JudgedRef, { paper, remote }: Page): string {
  const { verdict, judgement, mode } = one;
  const stopped = endingOfGated(one) !== "answered";
  const isAloud = verdict.overridden || stopped || (verdict.decision !== "pass" && mode !== "observe");
  const line = lineOf(one, stopped);
  if (judgement === null || !isAloud) return line;
  return `${line}${stoppedText(judgement.report, paper, { command: requestCommand({ remote, checkedOut: null }, one) })}`;
}

function lineOf({ line, landing, verdict, mode, judgement, failure }: JudgedRef, stopped: boolean): string {
  const where = landing === null || landing.ref === line.remoteRef ? plain(line.remoteRef) : `${plain(line.remoteRef)} (meant for ${plain(landing.ref)})`;
  const risk = judgement === null ? "" : `, impact ${judgement.report.score.impact} (${judgement.report.score.band})`;
  const said = verdict.overridden ? "OVERRIDDEN" : verdict.rollout === "limited" && verdict.decision === "pass" ? "pass, limited rollout" : verdict.decision;
  const kept = verdict.decision === "pass" || stopped ? "" : `; mode ${mode}: not stopped`;
  const { why, todo } = ruleNamed(verdict.rule) ?? { why: verdict.rule, todo: null };
  const isExplained = judgement === null || verdict.rule === "policy missing" || verdict.rule === "first policy";
  const reasons = isExplained ? [failure === null ? why : plain(failure.message), failure === null ? todo : failure.hint === undefined ? null : plain(failure.hint)] : [];
  return [`riskscore: ${where}: ${said} (${verdict.rule})${risk}${kept}`, ...reasons.flatMap((text) => (text === null ? [] : [`  ${text}`])), ""].join("\n");
}

function stepLines(steps: readonly JudgedRef[]): readonly string[] {
  if (steps.length === 0) return [];
  const rows = steps.map(({ line, verdict }, i) => `  step ${i + 1}, ${line.localOid ?? ""}: ${verdict.decision} (${verdict.rule})\n`);
  return ["riskscore: nor is every step answered for by itself:\n", ...rows];
}
