import type { Requirement } from "../../gate/verdict.ts";
import { clipped } from "../clip.ts";
import { plain } from "../escape.ts";
import { reasonsOf, standingPhrase } from "../signoff-phrase.ts";
import { verdictPhrase } from "../verdict-phrase.ts";
import { count } from "../words.ts";
import { fitted } from "./fitted.ts";
import { headPhrase, refPhrase, type RefReport, stoppedFirst, stops } from "./ref-report.ts";
import { mostText } from "./remark.ts";
import { element } from "./xml.ts";

/** GitLab takes 30 MB a file. */
export const junitLimits = { bytes: 29_000_000, requirements: 100 } as const;

type Outcome = "passed" | "failure" | "error" | "skipped";

interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
}

/** One suite a ref: a case for the row of the gate's table, and one for each requirement. What is only said under this mode is skipped, not failed. */
export function junitOf(reports: readonly RefReport[]): string {
  const named = numbered(stoppedFirst(reports).map((of) => ({ name: refPhrase(of), of })));
  const { texts, left } = fitted(named, ({ name, of }) => suite(name, casesOf(of)), { bytes: junitLimits.bytes });
  const suites = left.length === 0 ? texts : [...texts, suite("left out", [leftOut(left.map(({ of }) => of))])];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "riskscore" }, suites)}\n`;
}

function suite(name: string, cases: readonly Case[]): string {
  const amount = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  const counted = { name, tests: cases.length, failures: amount("failure"), errors: amount("error"), skipped: amount("skipped") };
  return element("testsuite", counted, cases.map((one) => caseElement(one, name)));
}

function caseElement({ name, outcome, message }: Case, suiteName: string): string {
  const said = clipped(plain(message), mostText);
  const inside = outcome === "passed" ? (said === "" ? [] : [element("system-out", {}, said)]) : [outcome === "skipped" ? element("skipped", { message: said }, said) : element(outcome, { message: said, type: name }, said)];
  return element("testcase", { classname: `riskscore ${suiteName}`, name, time: "0" }, inside);
}

function casesOf(of: RefReport): readonly Case[] {
  const { requirements } = of.report.verdict;
  const shown = requirements.slice(0, junitLimits.requirements).map((one) => requirementCase(of, one));
  const left = requirements.length - shown.length;
  const rest: readonly Case[] = left > 0 ? [{ name: "more requirements", outcome: stops(of.report) ? "failure" : "skipped", message: `${count(left, "more requirement")} left out: the JSON report has them.` }] : [];
  return numbered([rowCase(of), ...shown, ...rest]);
}

/** GitLab reads only the first of several cases of one name. The number depends on the order among namesakes alone. */
function numbered<One extends { readonly name: string }>(all: readonly One[]): readonly One[] {
  const seen = new Map<string, number>();
  return all.map((one) => {
    const nth = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, nth);
    return nth === 1 ? one : { ...one, name: `${one.name} (${nth})` };
  });
}

/** Named alike whatever the row, so that a forge can tell a new failure from an old one. */
function rowCase({ report, notCompared }: RefReport): Case {
  const { verdict } = report;
  const { why, todo } = reasonsOf(verdict);
  const ruled = verdictPhrase(verdict);
  const message = [verdict.decision === "pass" ? `${ruled}.` : `${headPhrase(report)}: ${ruled}.`, ...(why === null ? [] : [why]), ...(todo === null ? [] : [todo]), ...(notCompared === undefined ? [] : [notCompared])].join(" ");
  if (verdict.decision === "pass") return { name: "gate", outcome: "passed", message };
  if (!stops(report)) return { name: "gate", outcome: "skipped", message };
  return { name: "gate", outcome: verdict.decision === "undecided" ? "error" : "failure", message };
}

function requirementCase({ report }: RefReport, one: Requirement): Case {
  const message = `${standingPhrase(one)}; ${one.because}${one.paths.length === 0 ? "" : ` (${one.paths.slice(0, 10).map((path) => clipped(plain(path))).join(", ")}${one.paths.length > 10 ? ` and ${one.paths.length - 10} more` : ""})`}`;
  return { name: `${one.role} sign-off`, outcome: outcomeOf(one.status, stops(report)), message };
}

function outcomeOf(status: Requirement["status"], stopped: boolean): Outcome {
  if (status === "satisfied") return "passed";
  if (status === "overridden" || status === "not-applicable" || !stopped) return "skipped";
  return status === "error" ? "error" : "failure";
}

function leftOut(left: readonly RefReport[]): Case {
  const stopped = left.filter(({ report }) => stops(report)).length;
  return { name: "left out", outcome: stopped > 0 ? "failure" : "skipped", message: `${count(left.length, "more ref")} left out, ${stopped} of them stopped: the JSON report has them.` };
}
