import type { Requirement } from "../../gate/verdict.ts";
import { clipped } from "../clip.ts";
import { firstOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Report, ReportSignoff } from "../report.ts";
import { reasonsOf, recordPhrase, shortDigest, standingPhrase } from "../signoff-phrase.ts";
import { andMore, type Page } from "./page.ts";

const mostRecords = 4;
const mostPaths = 3;

/** Who has to answer, who has, what does not count and why, and what to do. */
export function signoffLines(report: Report, page: Page): readonly string[] {
  const { verdict, signoffs } = report;
  const { why, todo } = reasonsOf(verdict);
  const reasons = verdict.requirements.length === 0 && why !== null ? [`nobody is asked: ${why}`] : [];
  return [
    page.ink.heading("Sign-off"),
    ...(verdict.requirements.length === 0 && reasons.length === 0 ? ["  nobody is asked"] : []),
    ...reasons.flatMap((one) => wrap(one, page.paper.width, "  ", "  ")),
    ...verdict.requirements.flatMap((one) => requirementLines(one, page)),
    ...recordLines(signoffs, page),
    ...bindingLines(report, page),
    ...(todo === null ? [] : wrap(`${page.ink.arrow} ${todo}`, page.paper.width, "  ", "    ")),
  ];
}

/** Where one requirement stands, with the safeguards that ask for it. */
export function requirementLines(requirement: Requirement, page: Page): readonly string[] {
  const { shown, left } = firstOf(requirement.paths, page.all ? requirement.paths.length : mostPaths);
  return [
    ...wrap(`${standingPhrase(requirement)}; ${plain(requirement.because)}`, page.paper.width, "  ", "    "),
    ...shown.map((path) => `    ${clipped(plain(path))}`),
    ...(left > 0 ? [`    ${andMore(page, left)}`] : []),
  ];
}

/** Those that count first. */
export function recordLines(signoffs: readonly ReportSignoff[], page: Page): readonly string[] {
  const ordered = [...signoffs.filter(({ counts }) => counts), ...signoffs.filter(({ counts }) => !counts)];
  const { shown, left } = firstOf(ordered, page.all ? ordered.length : mostRecords);
  const lines = shown.flatMap((one) => wrap(`${plain(one.id.slice(0, 10))} ${recordPhrase(one)}`, page.paper.width, "  ", "    "));
  return left > 0 ? [...lines, `  ${andMore(page, left, "records")}`] : lines;
}

function bindingLines({ verdict }: Report, page: Page): readonly string[] {
  if (verdict.digest === null) return [];
  const where = verdict.landingRef === null ? "" : ` on its way to ${clipped(plain(verdict.landingRef))}`;
  const what = page.all ? plain(verdict.digest) : `${shortDigest(verdict.digest)}${page.ink.ellipsis}`;
  return wrap(`a sign-off holds for ${what}${where}`, page.paper.width, "  ", "    ").map((line) => page.ink.dim(line));
}
