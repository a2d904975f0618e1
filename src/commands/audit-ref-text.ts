import type { CheckedLog } from "../audit/check-log.ts";
import { ruleNamed } from "../gate/rules.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { wrap } from "../report/columns.ts";
import type { Paper } from "../report/paper.ts";
import { count } from "../report/words.ts";
import type { AuditedSteps, BrokenStep } from "./audit-steps.ts";
import { refRow } from "./ref-text.ts";

export interface AuditedRef {
  readonly ref: string;
  readonly tip: string;
  readonly start: { readonly commit: string; readonly because: "since" | "checkpoint" | "first policy" };
  readonly audited: AuditedSteps;
  readonly log: CheckedLog;
}

export type AuditRefAnswer = AuditedRef & { readonly checkpointed: boolean };

export function auditRefJson({ ref, tip, start, audited, log, checkpointed }: AuditRefAnswer): string {
  const { steps, broken, together, notEnforced } = audited;
  const rows = broken.map((one) => ({ from: one.from, to: one.to, at: new Date(one.at).toISOString(), timeFrom: one.timeFrom, ...refRow(one.judged) }));
  return jsonOf({ schemaVersion: 1, holds: broken.length === 0 && log.broken === null, ref, tip, since: start.commit, sinceBecause: start.because, steps, together, notEnforced, broken: rows, checkpoint: checkpointed, log: { holds: log.broken === null, broken: log.broken, size: log.size } });
}

const starts = { since: "as you asked", checkpoint: "the newest checkpoint", "first policy": "which brought the first policy" } as const;

export function auditRefHuman({ ref, tip, start, audited, log, checkpointed }: AuditRefAnswer, { width }: Pick<Paper, "width">): string {
  const { steps, broken, together, notEnforced } = audited;
  const range = `from ${start.commit.slice(0, 12)} (${starts[start.because]}) to ${tip.slice(0, 12)}`;
  const all = steps === 1 ? "The one step" : `All ${steps} steps`;
  const verdict = steps === 0 ? `${plain(ref)} has not moved since ${start.commit.slice(0, 12)} (${starts[start.because]}).` : broken.length === 0 ? `${all} of ${plain(ref)} ${range} ${steps === 1 ? "holds" : "hold"}.` : `${plain(ref)}: ${broken.length} of ${count(steps, "step")} ${range} ${broken.length === 1 ? "does" : "do"} not hold.`;
  const more = [
    ...(log.broken === null ? [] : [`The log is broken at entry ${log.broken.seq}: ${plain(log.broken.because)} No checkpoint or time in it was used.`]),
    ...(together > 0 ? [`${count(together, "step")} landed as part of a larger update that was answered for as one.`] : []),
    ...(notEnforced > 0 ? [`${count(notEnforced, "step")} would have been stopped under mode enforce; the policy of the time did not ask for that.`] : []),
    ...(checkpointed ? ["Noted as a checkpoint: the next run begins here."] : []),
  ];
  return `${[...wrap(verdict, width), ...broken.flatMap((one) => rowLines(one, width)), ...more.flatMap((text) => wrap(text, width))].join("\n")}\n`;
}

function rowLines({ from, to, judged, at, timeFrom }: BrokenStep, width: number): readonly string[] {
  const { verdict, judgement, failure } = judged;
  const risk = judgement === null ? "" : `, impact ${judgement.report.score.impact} (${judgement.report.score.band})`;
  const when = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")}Z by the ${timeFrom === "log" ? "server's log" : "commit's own date"}`;
  const why = failure?.message ?? ruleNamed(verdict.rule)?.why ?? verdict.rule;
  return [`  ${from.slice(0, 12)}..${to.slice(0, 12)}  ${verdict.decision} (${verdict.rule})${risk}; ${when}`, ...wrap(plain(why), width, "    ", "    ")];
}
