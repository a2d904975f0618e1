import { changePhrase, raisedPhrase } from "./human/verdict-line.ts";
import { distancePhrase, nonePhrase } from "./human/critical-lines.ts";
import { edgePhrase } from "./human/path-lines.ts";
import { reachedPackages } from "./human/package-lines.ts";
import { policyPhrase } from "./human/policy-lines.ts";
import { firstOf } from "./columns.ts";
import { markdownCode, markdownText } from "./escape.ts";
import { markdownAuthors, markdownSignoffs } from "./markdown-guard.ts";
import { folded, table } from "./markdown-blocks.ts";
import type { Report, ReportCritical } from "./report.ts";
import { verdictPhrase } from "./verdict-phrase.ts";
import { count, digits, symbolPhrase } from "./words.ts";

/** Rows of one list: a comment on a pull request may have 65,536 characters. */
const mostRows = 50;
const mostPaths = 10;

/** The marker by which a later run finds its own comment again. */
export const commentMarker = "<!-- riskscore -->";

/** The report as a comment on a pull request: verdict and reasons in sight, lists folded away. */
export function markdownReport(report: Report): string {
  const sections = [verdict, why, radius, critical, packages, markdownAuthors, markdownSignoffs, dependents, gaps];
  const policy = `<sub>${markdownText(policyPhrase(report))}</sub>`;
  return `${[commentMarker, ...sections.flatMap((section) => section(report)), policy].join("\n\n")}\n`;
}

function verdict(report: Report): string[] {
  const { score } = report;
  const raised = raisedPhrase(report);
  return [
    `### riskscore: ${score.band.toUpperCase()}, ${score.value} of 100`,
    `**${markdownText(verdictPhrase(report.verdict))}**, impact ${score.impact}, likelihood ${score.likelihood}\n${raised === null ? "" : `${markdownText(raised)}\n`}${markdownText(changePhrase(report, { dash: "−" }))}`,
  ];
}

function why({ score }: Report): string[] {
  if (score.contributions.length === 0) return ["No signal found anything to count."];
  const rows = score.contributions.map((one) => [String(one.points), one.axis, markdownCode(one.signal), markdownText(one.because)]);
  return [table(["points", "axis", "signal", "because"], rows)];
}

function radius({ radius: felt }: Report): string[] {
  if (felt.modules === 0) return ["**Radius:** no other module can feel it."];
  const split = `${digits(felt.runtime)} at run time, ${digits(felt.typeOnly)} through types only`;
  const distances = felt.byDistance.map((modules, i) => `${digits(modules)} at distance ${i + 1}`);
  const far = firstOf(distances, 6);
  return [
    `**Radius:** ${count(felt.modules, "module")} (${split}), ${count(felt.symbols, "symbol")}, ${count(felt.packages, "package")}, ${count(felt.testFiles, "test file")}.\n` +
      `${far.shown.join(", ")}${far.left > 0 ? `, the rest further away` : ""}.`,
  ];
}

function critical(report: Report): string[] {
  const hits = report.critical;
  if (hits.length === 0) return [`**Critical modules:** ${nonePhrase(report)}.`];
  const { shown, left } = firstOf(hits, mostPaths);
  const rows = shown.map((hit) => [markdownText(hit.name), hit.owner === null ? "" : markdownCode(hit.owner), markdownCode(hit.module), markdownText(distancePhrase(hit))]);
  const paths = shown.filter((hit) => hit.path.length > 0).map(pathItem);
  return [
    table(["critical path", "owner", "module", "distance"], rows) + (left > 0 ? `\n\n${left} more are in the JSON report.` : ""),
    ...(paths.length === 0 ? [] : [folded("How they are reached", paths.join("\n"))]),
  ];
}

function pathItem({ name, path }: ReportCritical): string {
  const start = path[0];
  const steps = path.map((step) => `  1. ${edgePhrase(step)} → ${markdownCode(symbolPhrase(step.to))}`);
  return [`- ${markdownText(name)}: ${markdownCode(symbolPhrase(start?.from ?? ""))}`, ...steps].join("\n");
}

function packages(report: Report): string[] {
  const touched = firstOf(report.change.packages, mostRows);
  const reached = firstOf(reachedPackages(report), mostRows);
  const names = (list: readonly string[], left: number): string => (list.length === 0 ? "none" : list.join(", ")) + (left > 0 ? ` and ${left} more` : "");
  return [
    `**Packages touched:** ${names(touched.shown.map(markdownCode), touched.left)}\n` +
      `**Packages reached:** ${names(reached.shown.map(([name, modules]) => `${markdownCode(name)} (${digits(modules)})`), reached.left)}`,
  ];
}

function dependents({ radius: felt }: Report): string[] {
  if (felt.dependents.length === 0) return [];
  const { shown, left } = firstOf(felt.dependents, mostRows);
  const rows = shown.map((one) => [String(one.distance), one.via, one.test ? "test" : "", markdownCode(one.module)]);
  const more = left > 0 ? `\n\n${digits(left)} more are in the JSON report.` : "";
  return [folded(count(felt.dependents.length, "dependent"), `${table(["distance", "via", "", "module"], rows)}${more}`)];
}

function gaps(report: Report): string[] {
  if (report.gaps.length === 0) return ["**Gaps:** none."];
  const local = report.gaps.filter((gap) => gap.local).length;
  const { shown, left } = firstOf(report.gaps, mostRows);
  const rows = shown.map((gap) => [gap.local ? "yes" : "no", gap.kind, markdownCode(gap.at), markdownText(gap.because)]);
  const more = left > 0 ? `\n\n${digits(left)} more are in the JSON report.` : "";
  const title = local === 0 ? `${count(report.gaps.length, "gap")}, none in this change's way` : `${count(report.gaps.length, "gap")}, ${digits(local)} of which could hide a dependent of this change`;
  return [folded(title, `${table(["could hide a dependent", "kind", "at", "because"], rows)}${more}`)];
}
