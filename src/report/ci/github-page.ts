import { clipped } from "../clip.ts";
import { firstOf } from "../columns.ts";
import { markdownCode, markdownText } from "../escape.ts";
import { policyPhrase } from "../human/policy-lines.ts";
import { changePhrase, raisedPhrase } from "../human/verdict-line.ts";
import { folded, table } from "../markdown-blocks.ts";
import { markdownAuthors, markdownSignoffs } from "../markdown-guard.ts";
import type { Report } from "../report.ts";
import { verdictPhrase } from "../verdict-phrase.ts";
import { count, digits } from "../words.ts";
import { fitted } from "./fitted.ts";
import { criticalParts } from "./github-critical.ts";
import { headPhrase, refPhrase, type RefReport, stoppedFirst, stops } from "./ref-report.ts";

/** By it a later run finds its own comment again: the first line, and of a comment by its own account. */
export const gateMarker = "<!-- riskscore:gate -->";

/** Bytes, which are never fewer than the characters a forge counts. */
export const githubLimits = { comment: 65_536, summary: 1_000_000 } as const;

/** One comment on a pull request, to be replaced by every later run. */
export function commentOf(reports: readonly RefReport[]): string {
  return page(reports, { first: [gateMarker], bytes: githubLimits.comment, rows: 20, name: "a comment's 65,536 characters" });
}

/** The summary of a workflow's step. */
export function stepSummaryOf(reports: readonly RefReport[]): string {
  return page(reports, { first: [], bytes: githubLimits.summary, rows: 500, name: "a step summary's 1 MiB" });
}

interface Sheet {
  readonly first: readonly string[];
  readonly bytes: number;
  readonly rows: number;
  readonly name: string;
}

/** Room for the sentence that counts what was left out. */
const endBytes = 400;

/** Verdicts of all refs come before any detail, and parts are left out whole: half a table or an open fold would break the rest. */
function page(reports: readonly RefReport[], sheet: Sheet): string {
  const ordered = stoppedFirst(reports);
  const heads = [...sheet.first, title(reports)];
  const used = Buffer.byteLength(heads.join("\n\n"), "utf8") + endBytes;
  const lines = fitted(ordered, overviewLine, { bytes: Math.floor((sheet.bytes - used) / 3) });
  const overview = lines.left.length === 0 ? lines.texts : [...lines.texts, `- ${count(lines.left.length, "more ref")}, ${digits(lines.left.filter(({ report }) => stops(report)).length)} of them stopped, in the JSON report.`];
  const over = overview.join("\n");
  const parts = ordered.flatMap((one) => partsOf(one, sheet.rows, ordered.length > 1));
  const { texts, left } = fitted(parts, (part) => part, { bytes: sheet.bytes - used - Buffer.byteLength(over, "utf8") - 200, between: 2 });
  const end = left.length === 0 ? [] : [`**Left out:** ${count(left.length, "part")} that ${left.length === 1 ? "does" : "do"} not fit into ${sheet.name}: the JSON report has everything.`];
  return `${[...heads, ...(over === "" ? [] : [over]), ...texts, ...end].join("\n\n")}\n`;
}

function title(reports: readonly RefReport[]): string {
  const words = ["STOPPED", "would be stopped", "OVERRIDDEN", "passed"].flatMap((word) => {
    const amount = reports.filter(({ report }) => headPhrase(report) === word).length;
    return amount === 0 ? [] : [reports.length === 1 ? word : `${digits(amount)} ${word}`];
  });
  return `### riskscore: ${words.length === 0 ? "nothing to judge" : words.join(", ")}`;
}

function overviewLine(one: RefReport): string {
  const { verdict, score } = one.report;
  const risk = one.notCompared === undefined ? `, ${score.band.toUpperCase()}, impact ${score.impact}` : "";
  return `- ${headPhrase(one.report)}: ${markdownCode(refPhrase(one))}: **${markdownText(clipped(verdictPhrase(verdict), 200))}**${risk}`;
}

function partsOf(one: RefReport, rows: number, several: boolean): readonly string[] {
  const { report } = one;
  const heading = several ? [`#### ${markdownCode(refPhrase(one))}`] : [];
  if (one.notCompared !== undefined) return [...heading, prose(one.notCompared), ...signoffs(report)];
  const sections = [signoffs, reach, criticalParts, reasons, authors, files, dependents, gaps, policy];
  return [...heading, ...sections.flatMap((section) => section(report, rows))];
}

function signoffs(report: Report): readonly string[] {
  return markdownSignoffs(report);
}

function authors(report: Report): readonly string[] {
  return markdownAuthors(report);
}

function reach(report: Report): readonly string[] {
  const { radius } = report;
  const raised = raisedPhrase(report);
  const felt = radius.modules === 0 ? "no other module can feel it" : `${count(radius.modules, "module")} in ${count(radius.packages, "package")} can feel it, ${count(radius.testFiles, "test file")} among them`;
  const said = [felt, ...(raised === null ? [] : [clipped(raised, 400)]), clipped(changePhrase(report, { dash: "−" }), 400)];
  return [`**Reach:** ${said.map(markdownText).join("; ")}.`];
}

function reasons({ score }: Report, rows: number): readonly string[] {
  return list("what counts", ["points", "axis", "signal", "because"], score.contributions.map((one) => () => [String(one.points), one.axis, code(one.signal), prose(one.because)]), rows);
}

function files({ change }: Report, rows: number): readonly string[] {
  return list(count(change.files.length, "changed file"), ["file", "status", "class"], change.files.map((one) => () => [code(one.path), one.status, one.class]), rows);
}

function dependents({ radius }: Report, rows: number): readonly string[] {
  return list(count(radius.dependents.length, "dependent"), ["distance", "via", "", "module"], radius.dependents.map((one) => () => [String(one.distance), one.via, one.test ? "test" : "", code(one.module)]), rows);
}

function gaps({ gaps: all }: Report, rows: number): readonly string[] {
  const local = all.filter((gap) => gap.local).length;
  const heading = local === 0 ? `${count(all.length, "gap")}, none in this change's way` : `${count(all.length, "gap")}, ${digits(local)} of which could hide a dependent of this change`;
  return list(heading, ["could hide a dependent", "kind", "at", "because"], all.map((gap) => () => [gap.local ? "yes" : "no", gap.kind, code(gap.at), prose(gap.because)]), rows);
}

function policy(report: Report): readonly string[] {
  return [`<sub>${prose(policyPhrase(report))}</sub>`];
}

/** Cells are made for the rows that are shown only. */
function list(heading: string, heads: readonly string[], cells: readonly (() => readonly string[])[], most: number): readonly string[] {
  if (cells.length === 0) return [];
  const { shown, left } = firstOf(cells, most);
  const more = left > 0 ? `\n\n${digits(left)} more are in the JSON report.` : "";
  return [folded(heading, `${table(heads, shown.map((row) => row()))}${more}`)];
}

function code(text: string): string {
  return markdownCode(clipped(text));
}

function prose(text: string): string {
  return markdownText(clipped(text, 400));
}
