import { splitSymbolId } from "../../ids.ts";
import { clipped } from "../clip.ts";
import { plain } from "../escape.ts";
import { distancePhrase } from "../human/critical-lines.ts";
import type { Report, ReportCritical } from "../report.ts";
import { reasonsOf, recordPhrase, standingPhrase } from "../signoff-phrase.ts";
import { verdictPhrase } from "../verdict-phrase.ts";
import { headPhrase, refPhrase, type RefReport, stops } from "./ref-report.ts";
import { bySeverity, type Level, mostText, type Remark, ruleId } from "./remark.ts";

/** Everything a gate has to say, most severe first. A change that simply passes is not remarked on, but what was found is. */
export function remarksOf(reports: readonly RefReport[]): readonly Remark[] {
  return bySeverity(reports.flatMap((one) => [ruling, asked, critical, signals, gaps, refused, unreadable].flatMap((part) => part(one))));
}

/** What explains a stop is a warning, what explains nothing that is asked for is a note. */
function explaining(report: Report): Level {
  return stops(report) ? "warning" : "note";
}

function remark(of: RefReport, rule: string, level: Level, path: string | null, text: string, steps: Remark["steps"] = []): Remark {
  return { rule, level, path, text: clipped(plain(text), mostText), steps, of };
}

function ruling(of: RefReport): readonly Remark[] {
  const { verdict } = of.report;
  if (verdict.decision === "pass" && !verdict.overridden) return [];
  const { why, todo } = reasonsOf(verdict);
  const said = [`${headPhrase(of.report)}: ${refPhrase(of)}: ${verdictPhrase(verdict)}.`, ...(why === null ? [] : [why]), ...(todo === null ? [] : [todo]), ...(of.notCompared === undefined ? [] : [of.notCompared])];
  return [remark(of, ruleId("gate", verdict.rule), stops(of.report) ? "error" : "warning", null, said.join(" "))];
}

/** Who still has to answer: at each safeguard where safeguards ask, else once. */
function asked(of: RefReport): readonly Remark[] {
  const level = stops(of.report) ? "error" : "warning";
  return of.report.verdict.requirements
    .filter(({ status }) => status !== "satisfied" && status !== "not-applicable")
    .flatMap((one) => {
      const said = `${standingPhrase(one)}; ${one.because}`;
      const worth = one.status === "overridden" ? "warning" : level;
      return one.paths.length === 0 ? [remark(of, ruleId("sign-off", one.role), worth, null, said)] : one.paths.map((path) => remark(of, "self-protected", worth, path, `${clipped(plain(path))} is a safeguard. ${said}`));
    });
}

function critical(of: RefReport): readonly Remark[] {
  return of.report.critical.map((hit) => {
    const said = `Critical path ${clipped(plain(hit.name))}: ${clipped(plain(hit.module))} ${hit.distance === 0 ? "is changed itself" : `feels this, ${distancePhrase(hit)}`}.`;
    return remark(of, "critical-path", explaining(of.report), feltFrom(hit), said, hit.path);
  });
}

/** The changed module a critical one feels: forges show remarks on changed files only. */
function feltFrom({ path, module }: ReportCritical): string {
  const last = path.at(-1);
  return last === undefined ? module : splitSymbolId(last.to).module;
}

/** Bars go by impact, so likelihood explains no stop. */
function signals(of: RefReport): readonly Remark[] {
  return of.report.score.contributions.map(({ signal, axis, points, at, because }) =>
    remark(of, ruleId("signal", signal), axis === "impact" ? explaining(of.report) : "note", at, `${because} (${points} points of ${axis})`),
  );
}

function gaps(of: RefReport): readonly Remark[] {
  const local = stops(of.report) && of.report.verdict.decision === "undecided" ? "error" : "warning";
  return of.report.gaps.map((gap) => remark(of, ruleId("gap", gap.kind), gap.local ? local : "note", gap.at, gap.local ? `${gap.because}; this could hide a dependent of the change` : gap.because));
}

function refused(of: RefReport): readonly Remark[] {
  return of.report.signoffs.filter(({ counts }) => !counts).map((record) => remark(of, "sign-off/does-not-count", explaining(of.report), null, `Record ${plain(record.id.slice(0, 10))}: ${recordPhrase(record)}`));
}

function unreadable(of: RefReport): readonly Remark[] {
  return of.report.provenance.unreadable.map((sentence) => remark(of, "provenance/unreadable", "warning", null, `Evidence of who wrote it could not be read: ${sentence}`));
}
