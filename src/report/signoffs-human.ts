import type { Page } from "./human/page.ts";
import { signoffLines } from "./human/signoff-lines.ts";
import { inkFor, type Paper } from "./paper.ts";
import type { Report } from "./report.ts";
import { verdictPhrase } from "./verdict-phrase.ts";

/** The part of a report that says who has to answer, who has, and what that makes of the change. Everything in full. */
export function humanSignoffs(report: Report, paper: Paper): string {
  const page: Page = { paper, ink: inkFor(paper), all: true };
  const { verdict } = report;
  const passes = verdict.decision === "blocked" || verdict.decision === "undecided" ? `is ${verdictPhrase(verdict, page.ink.dot)}` : verdictPhrase(verdict, page.ink.dot);
  return `${[page.ink.bold(`The change ${passes}`), "", ...signoffLines(report, page)].join("\n")}\n`;
}
