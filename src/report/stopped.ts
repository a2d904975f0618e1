import { clipped } from "./clip.ts";
import { firstOf, wrap } from "./columns.ts";
import { plain } from "./escape.ts";
import { distancePhrase } from "./human/critical-lines.ts";
import type { Page } from "./human/page.ts";
import { pathLines } from "./human/path-lines.ts";
import { recordLines, requirementLines } from "./human/signoff-lines.ts";
import { raisedPhrase } from "./human/verdict-line.ts";
import { inkFor, type Paper } from "./paper.ts";
import { evidenceGroups, placePhrase, statePhrase } from "./provenance-phrase.ts";
import type { Report } from "./report.ts";
import { reasonsOf } from "./signoff-phrase.ts";
import { verdictPhrase } from "./verdict-phrase.ts";
import { count } from "./words.ts";

const mostGaps = 3;

/**
 * What a hook says of a change that does not simply pass: whether it was stopped, why, the path to the critical module, and the
 * command that leads on. An override that let it pass is shown as loudly as a stop.
 */
export function stoppedText(report: Report, paper: Paper, next: { readonly command: string }): string {
  const page: Page = { paper, ink: inkFor(paper), all: false };
  const sections = [headLines, reachLines, criticalLines, authorLines, askedLines, gapLines];
  return `${[...sections.flatMap((section) => section(report, page)), ...nextLines(report, page, next.command)].join("\n")}\n`;
}

function headLines({ verdict }: Report, { ink, paper }: Page): readonly string[] {
  const ref = verdict.landingRef === null ? "the change" : `the change to ${clipped(plain(verdict.landingRef))}`;
  return wrap(`riskscore: ${headPhrase(verdict)}: ${ref} ${isPhrase(verdict, ink.dot)}`, paper.width, "", "  ").map((line) => ink.bold(line));
}

function headPhrase({ decision, overridden, mode }: Report["verdict"]): string {
  if (overridden) return "OVERRIDDEN";
  if (decision === "pass") return "passed";
  return mode === "enforce" ? "STOPPED" : "would be stopped";
}

function isPhrase(verdict: Report["verdict"], dot: string): string {
  if (verdict.overridden) return "passes without the sign-off it needs";
  const phrase = verdictPhrase(verdict, dot);
  return verdict.decision === "blocked" || verdict.decision === "undecided" ? `is ${phrase}` : phrase;
}

function reachLines(report: Report, { paper }: Page): readonly string[] {
  const { score, radius } = report;
  const raised = raisedPhrase(report);
  const felt = radius.modules === 0 ? "no other module can feel it" : `${count(radius.modules, "module")} in ${count(radius.packages, "package")} can feel it`;
  return wrap(`${score.band.toUpperCase()}, impact ${score.impact}; ${felt}${raised === null ? "" : `; ${raised}`}`, paper.width, "  ", "    ");
}

/** The nearest critical module, with the path that explains it. */
function criticalLines({ critical }: Report, page: Page): readonly string[] {
  const [nearest] = critical;
  if (nearest === undefined) return [];
  const others = new Set(critical.map(({ name }) => name)).size - 1;
  const more = others > 0 ? `, and ${count(others, "more critical path")}` : "";
  const title = `  critical path ${page.ink.bold(clipped(plain(nearest.name)))}: ${clipped(plain(nearest.module))} (${distancePhrase(nearest)})${more}`;
  return [title, ...pathLines(nearest.path, page, "    ")];
}

function authorLines({ provenance }: Report, { paper }: Page): readonly string[] {
  const [strongest] = evidenceGroups(provenance.attributions);
  const where = strongest === undefined ? "" : ` (${placePhrase(strongest)}: ${clipped(plain(strongest.first.where.marker))})`;
  return wrap(`${statePhrase(provenance)}${where}`, paper.width, "  ", "    ");
}

/** Who has to answer, with the safeguards that ask for it, and the records that did not help. */
function askedLines({ verdict, signoffs }: Report, page: Page): readonly string[] {
  const asked = verdict.requirements.filter(({ status }) => status !== "not-applicable" && status !== "error");
  return [...asked.flatMap((one) => requirementLines(one, page)), ...recordLines(signoffs, page)];
}

/** Where nothing could be decided: what was not to be read. */
function gapLines({ verdict, gaps }: Report, { paper, ink }: Page): readonly string[] {
  if (verdict.decision !== "undecided") return [];
  const missing = verdict.requirements.filter(({ status }) => status === "error").map(({ because }) => plain(because));
  const { shown, left } = firstOf(gaps.filter(({ local }) => local), mostGaps);
  return [
    ...missing.flatMap((one) => wrap(clipped(one, 400), paper.width, "  ", "    ")),
    ...shown.flatMap(({ at, because }) => wrap(`${clipped(plain(at))}: ${clipped(plain(because))}`, paper.width, "  ", "    ")),
    ...(left > 0 ? [`  ${ink.ellipsis} and ${left} more gaps`] : []),
  ];
}

/** The row's reason, what to do, and the command on a line of its own, so that it can be copied. */
function nextLines({ verdict }: Report, { paper, ink }: Page, command: string): readonly string[] {
  const { why, todo } = reasonsOf(verdict);
  const asks = verdict.decision === "needs-sign-off";
  return ["", ...(why === null ? [] : wrap(why, paper.width)), ...(todo === null ? [] : wrap(todo, paper.width)), ...(asks ? ["", `  ${ink.bold(plain(command))}`] : [])];
}
