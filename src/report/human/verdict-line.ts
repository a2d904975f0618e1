import { gateNotInstalled } from "../build-report.ts";
import { plain } from "../escape.ts";
import type { Ink } from "../paper.ts";
import type { Report } from "../report.ts";
import { count, digits, revisionPhrase } from "../words.ts";
import type { Page } from "./page.ts";

const decisions = {
  pass: "passes",
  "needs-sign-off": "needs a sign-off",
  blocked: "blocked",
  undecided: "undecided",
} satisfies Record<Report["verdict"]["decision"], string>;

/** Score, band and verdict; below it what was compared. */
export function verdictLines(report: Report, { ink }: Page): readonly string[] {
  const { score } = report;
  const parts = [
    ink.band(score.band, ink.bold(score.band.toUpperCase())),
    `${ink.bold(String(score.value))} of 100`,
    `impact ${score.impact}, likelihood ${score.likelihood}`,
    verdictPhrase(report.verdict),
  ];
  return [parts.join(` ${ink.dot} `), ink.dim(changePhrase(report, ink))];
}

/** `not judged yet (gate not installed)`; the rule that decided always stands beside the decision. */
export function verdictPhrase(verdict: Report["verdict"]): string {
  const decision = verdict.rule === gateNotInstalled ? "not judged yet" : decisions[verdict.decision];
  return `${decision} (${plain(verdict.rule)})`;
}

/** `3 files, +12 −3 lines, from 1a2b3c4d5e to the index`. */
export function changePhrase(report: Report, ink: Pick<Ink, "dash">): string {
  const { files, added, deleted } = report.change;
  return `${count(files.length, "file")}, +${digits(added)} ${ink.dash}${digits(deleted)} lines, from ${plain(revisionPhrase(report.base))} to ${plain(revisionPhrase(report.head))}`;
}
