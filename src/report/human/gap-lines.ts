import type { Gap } from "../../gap.ts";
import { firstOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Report } from "../report.ts";
import { count, digits, tally } from "../words.ts";
import { andMore, type Page } from "./page.ts";

/** Local gaps shown before the rest is counted. */
const most = 3;

/** What could not be read: one by one where it could hide a dependent of this change, counted elsewhere. */
export function gapLines(report: Report, page: Page): readonly string[] {
  const heading = page.ink.heading("Gaps");
  const local = report.gaps.filter((gap) => gap.local);
  const distant = report.gaps.filter((gap) => !gap.local);
  if (report.gaps.length === 0) return [heading, "  none"];
  return [heading, ...localLines(local, page), ...distantLines(distant, page)];
}

function localLines(gaps: readonly Gap[], page: Page): readonly string[] {
  if (gaps.length === 0) return [];
  const { shown, left } = firstOf(gaps, page.all ? gaps.length : most);
  return [
    `  ${digits(gaps.length)} could hide a dependent of this change:`,
    ...shown.flatMap((gap) => oneGap(gap, page)),
    ...(left > 0 ? [`    ${andMore(page, left)}`] : []),
  ];
}

function distantLines(gaps: readonly Gap[], page: Page): readonly string[] {
  if (gaps.length === 0) return [];
  if (page.all) return [`  ${count(gaps.length, "gap")} elsewhere:`, ...gaps.flatMap((gap) => oneGap(gap, page))];
  const kinds = tally(gaps.map((gap) => gap.kind)).map(([kind, amount]) => `${digits(amount)} ${kind}`);
  return wrap(`${digits(gaps.length)} elsewhere, out of this change's way: ${kinds.join(", ")} (--all)`, page.paper.width, "  ");
}

function oneGap(gap: Gap, page: Page): readonly string[] {
  return wrap(`${plain(gap.at)}: ${plain(gap.because)} (${gap.kind})`, page.paper.width, "    ", "      ");
}
