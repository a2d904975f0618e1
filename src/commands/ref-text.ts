import { ruleNamed } from "../gate/rules.ts";
import type { Decision } from "../gate/verdict.ts";
import { plain, safeJson } from "../report/escape.ts";
import type { JudgedRef } from "./judge-refs.ts";

/** Best first. */
const severity = ["pass", "needs-sign-off", "undecided", "blocked"] as const satisfies readonly Decision[];

function worst(refs: readonly JudgedRef[]): Decision {
  return severity.findLast((decision) => refs.some(({ verdict }) => verdict.decision === decision)) ?? "pass";
}

/** The judged refs of a push as other programs read them. */
export function refsJson(refs: readonly JudgedRef[], more: Readonly<Record<string, unknown>> = {}): string {
  return `${safeJson(JSON.stringify({ schemaVersion: 1, decision: worst(refs), ...more, refs: refs.map(refRow) }, null, 2))}\n`;
}

export function refRow({ line, landing, verdict, judgement, failure }: JudgedRef): object {
  return {
    ref: line.remoteRef,
    landingRef: landing?.ref ?? null,
    base: landing?.base ?? null,
    head: judgement?.head ?? line.localOid,
    decision: verdict.decision,
    rule: verdict.rule,
    because: failure?.message ?? null,
    hint: failure?.hint ?? null,
    report: judgement?.report ?? null,
  };
}

/** Rows that decide without looking at the change: the report says nothing of why. */
const byPolicyAlone = new Set(["not configured", "policy missing", "first policy"]);

/** One line for what happened to this ref; two more where nothing could be compared. `kept`: why it is not stopped, where it would be. */
export function refLine({ line, landing, verdict, judgement, failure }: JudgedRef, kept: string | null): string {
  const where = landing === null || landing.ref === line.remoteRef ? plain(line.remoteRef) : `${plain(line.remoteRef)} (meant for ${plain(landing.ref)})`;
  const risk = judgement === null ? "" : `, impact ${judgement.report.score.impact} (${judgement.report.score.band})`;
  const passed = verdict.overridden ? "OVERRIDDEN" : verdict.rollout === "limited" && verdict.decision === "pass" ? "pass, limited rollout" : verdict.decision;
  const { why, todo } = ruleNamed(verdict.rule) ?? { why: verdict.rule, todo: null };
  const isExplained = judgement === null || byPolicyAlone.has(verdict.rule);
  const hint = failure?.hint === undefined ? null : plain(failure.hint);
  // The hint says how to mend the file, the row how the mended one can land.
  const ways = verdict.rule === "broken policy" ? [hint, todo] : [hint ?? todo];
  const reasons = isExplained ? [failure === null ? why : plain(failure.message), ...ways].filter((text) => text !== null && text !== undefined) : [];
  return [`riskscore: ${where}: ${passed} (${verdict.rule})${risk}${kept === null ? "" : `; ${kept}`}`, ...reasons.map((text) => `  ${text}`), ""].join("\n");
}
