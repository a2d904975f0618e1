import { gateNotInstalled } from "../build-report.ts";
import { firstOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Ink } from "../paper.ts";
import type { Report } from "../report.ts";
import { count, digits, revisionPhrase, symbolPhrase } from "../words.ts";
import type { Page } from "./page.ts";

/** Symbols named before the rest is counted. */
const mostSymbols = 2;

const decisions = {
  pass: "passes",
  "needs-sign-off": "needs a sign-off",
  blocked: "blocked",
  undecided: "undecided",
} satisfies Record<Report["verdict"]["decision"], string>;

/** Score, band and verdict; below it what was compared. */
export function verdictLines(report: Report, page: Page): readonly string[] {
  const { ink } = page;
  const { score } = report;
  const parts = [
    ink.band(score.band, ink.bold(score.band.toUpperCase())),
    `${ink.bold(String(score.value))} of 100`,
    `impact ${score.impact}, likelihood ${score.likelihood}`,
    verdictPhrase(report.verdict),
  ];
  return [parts.join(` ${ink.dot} `), ...raisedLines(report, page), ink.dim(changePhrase(report, ink)), ...touchedLines(report, page)];
}

function raisedLines(report: Report, { paper }: Page): readonly string[] {
  const phrase = raisedPhrase(report);
  return phrase === null ? [] : wrap(phrase, paper.width);
}

/** Why the band is higher than the score looks; null where impact alone explains it. */
export function raisedPhrase({ score, critical }: Report): string | null {
  if (score.bandByImpact === score.band) return null;
  const changed = critical.filter((hit) => hit.distance === 0);
  const names = [...new Set((changed.length > 0 ? changed : critical).map((hit) => hit.name))];
  const which = names.length === 1 ? `the critical path '${plain(names[0] ?? "")}' is` : `${count(names.length, "critical path")} are`;
  const how = changed.length > 0 ? "changed" : "reached";
  return `${score.band} because ${which} ${how}; ${score.bandByImpact} by impact alone`;
}

/** The symbols the change touches, so that a reader can see what the radius starts from; those of tests last. */
function touchedLines(report: Report, { ink, paper, all }: Page): readonly string[] {
  const touching = (wanted: "source" | "test"): readonly string[] => report.change.files.filter((file) => file.class === wanted).flatMap((file) => file.symbols);
  const symbols = [...new Set([...touching("source"), ...touching("test")].map(symbolPhrase))];
  if (symbols.length === 0) return [];
  const { shown, left } = firstOf(symbols, all ? symbols.length : mostSymbols);
  const more = left > 0 ? ` ${ink.ellipsis} and ${digits(left)} more symbols (--all)` : "";
  return wrap(`${shown.map(plain).join(", ")}${more}`, paper.width, "touches ", "        ").map((line) => ink.dim(line));
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
