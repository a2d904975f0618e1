import type { Remote } from "../git/remotes.ts";
import { plain } from "../report/escape.ts";
import type { Paper } from "../report/paper.ts";
import { stoppedText } from "../report/stopped.ts";
import { endingOfDecision, type Ending } from "./answer.ts";
import type { Gated } from "./gate-judge.ts";
import type { ToldGate } from "./gate-told.ts";
import type { JudgedRef } from "./judge-refs.ts";
import { refLine, refRow, refsJson } from "./ref-text.ts";
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

/** All that decide. */
export function refsOf(gated: readonly Gated[]): readonly JudgedRef[] {
  return gated.flatMap(({ refs }) => refs);
}

export function jsonOfGate({ actor }: ToldGate, gated: readonly Gated[]): string {
  const refs = refsOf(gated);
  return refsJson(refs, { actor, stopped: endingOfAll(refs) !== "answered", steps: gated.flatMap(({ steps }) => steps.map(refRow)) });
}

export interface Page {
  readonly paper: Paper;
  readonly remote: Remote | null;
}

/** A stop in full, with the way on; what passes takes one line. */
export function humanGate({ actor }: ToldGate, gated: readonly Gated[], page: Page): string {
  const by = actor === null ? "" : `riskscore: set off by ${plain(actor)}, as the forge calls them\n`;
  return [by, ...gated.map((one) => changeText(one, page))].join("");
}

function changeText({ refs, steps }: Gated, page: Page): string {
  const passed = refs.length > 1 ? `riskscore: all ${refs.length} steps pass by themselves\n` : "";
  return [...refs.map((one) => textOf(one, page)), passed, ...stepLines(steps)].join("");
}

function textOf(one: JudgedRef, { paper, remote }: Page): string {
  const { verdict, judgement, mode } = one;
  const stopped = endingOfGated(one) !== "answered";
  const isAloud = verdict.overridden || stopped || (verdict.decision !== "pass" && mode !== "observe");
  const line = refLine(one, verdict.decision === "pass" || stopped ? null : `mode ${mode}: not stopped`);
  if (judgement === null || !isAloud) return line;
  return `${line}${stoppedText(judgement.report, paper, { command: requestCommand({ remote, checkedOut: null }, one) })}`;
}

function stepLines(steps: readonly JudgedRef[]): readonly string[] {
  if (steps.length === 0) return [];
  const rows = steps.map(({ line, verdict }, i) => `  step ${i + 1}, ${line.localOid ?? ""}: ${verdict.decision} (${verdict.rule})\n`);
  return ["riskscore: nor is every step answered for by itself:\n", ...rows];
}
