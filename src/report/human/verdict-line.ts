import { firstOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Ink } from "../paper.ts";
import type { Report } from "../report.ts";
import { verdictPhrase } from "../verdict-phrase.ts";
import { count, digits, revisionPhrase, symbolPhrase } from "../words.ts";
import type { Page } from "./page.ts";

/** Symbols named before the rest is counted. */
const mostSymbols = 2;

/** Score and band; below them the verdict, and what was compared. */
export function verdictLines(report: Report, page: Page): readonly string[] {
  const { ink, paper } = page;
  const ruled = wrap(verdictPhrase(report.verdict, ink.dot), paper.width).map((line) => ink.bold(line));
  return [scoreLine(report, page), ...ruled, ...raisedLines(report, page), ink.dim(changePhrase(report, ink)), ...touchedLines(report, page)];
}

/** `HIGH · 71 of 100 · impact 80, likelihood 44`. */
export function scoreLine({ score }: Report, { ink }: Page): string {
  return [ink.band(score.band, ink.bold(score.band.toUpperCase())), `${ink.bold(String(score.value))} of 100`, `impact ${score.impact}, likelihood ${score.likelihood}`].join(` ${ink.dot} `);
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
export function touchedLines(report: Report, { ink, paper, all }: Page): readonly string[] {
  const touching = (wanted: "source" | "test"): readonly string[] => report.change.files.filter((file) => file.class === wanted).flatMap((file) => file.symbols);
  const symbols = [...new Set([...touching("source"), ...touching("test")].map(symbolPhrase))];
  if (symbols.length === 0) return [];
  const { shown, left } = firstOf(symbols, all ? symbols.length : mostSymbols);
  const more = left > 0 ? ` ${ink.ellipsis} and ${digits(left)} more symbols (--all)` : "";
  return wrap(`${shown.map(plain).join(", ")}${more}`, paper.width, "touches ", "        ").map((line) => ink.dim(line));
}

/** `3 files, +12 −3 lines, from 1a2b3c4d5e to the index`. */
export function changePhrase(report: Report, ink: Pick<Ink, "dash">): string {
  const { files, added, deleted } = report.change;
  return `${count(files.length, "file")}, +${digits(added)} ${ink.dash}${digits(deleted)} lines, from ${plain(revisionPhrase(report.base))} to ${plain(revisionPhrase(report.head))}`;
}
