import { authorLines } from "./human/author-lines.ts";
import { criticalLines } from "./human/critical-lines.ts";
import { gapLines } from "./human/gap-lines.ts";
import { packageLines } from "./human/package-lines.ts";
import type { Page } from "./human/page.ts";
import { policyLines } from "./human/policy-lines.ts";
import { radiusLines } from "./human/radius-lines.ts";
import { signoffLines } from "./human/signoff-lines.ts";
import { verdictLines } from "./human/verdict-line.ts";
import { whyLines } from "./human/why-lines.ts";
import { inkFor, type Paper } from "./paper.ts";
import type { Report } from "./report.ts";

/** The order a reader asks in: how bad, why, who feels it, does it matter, where, who wrote it, who answers, what is not known, by whose rules. */
const sections = [verdictLines, whyLines, radiusLines, criticalLines, packageLines, authorLines, signoffLines, gapLines, policyLines];

/** The report on one screen; with `all` every dependent, gap and path in full. */
export function humanReport(report: Report, paper: Paper, all = false): string {
  const page: Page = { paper, ink: inkFor(paper), all };
  return `${sections.map((section) => section(report, page).join("\n")).join("\n\n")}\n`;
}
