import { clipped } from "./clip.ts";
import { firstOf } from "./columns.ts";
import { markdownCode, markdownText } from "./escape.ts";
import { table } from "./markdown-blocks.ts";
import { evidenceGroups, placePhrase, statePhrase, toolPhrase } from "./provenance-phrase.ts";
import type { Report } from "./report.ts";
import { reasonsOf, recordPhrase, standingPhrase } from "./signoff-phrase.ts";

const mostRows = 10;

/** Who or what wrote it, with the strongest evidence. */
export function markdownAuthors({ provenance }: Report): string[] {
  const { shown, left } = firstOf(evidenceGroups(provenance.attributions), mostRows);
  const rows = shown.map((group) => {
    const { kind, confidence, where } = group.first;
    return [markdownText(toolPhrase(group.first)), kind, confidence, markdownText(placePhrase(group)), markdownCode(clipped(where.marker))];
  });
  const people = firstOf(provenance.authors, mostRows);
  const names = people.shown.map((one) => markdownCode(clipped(one))).join(", ") + (people.left > 0 ? ` and ${people.left} more` : "");
  return [
    `**Who wrote it:** ${markdownText(statePhrase(provenance))}.${names === "" ? "" : ` In the name of ${names}.`}`,
    ...(rows.length === 0 ? [] : [table(["tool", "kind", "confidence", "place", "marker"], rows) + (left > 0 ? `\n\n${left} more are in the JSON report.` : "")]),
  ];
}

/** Who has to answer, who has, and what to do. */
export function markdownSignoffs({ verdict, signoffs }: Report): string[] {
  const { why, todo } = reasonsOf(verdict);
  const asked = verdict.requirements.map((one) => {
    const { shown, left } = firstOf(one.paths, mostRows);
    const paths = shown.length === 0 ? "" : ` (${shown.map((path) => markdownCode(clipped(path))).join(", ")}${left > 0 ? ` and ${left} more` : ""})`;
    return `- ${markdownText(standingPhrase(one))}; ${markdownText(one.because)}${paths}`;
  });
  const { shown, left } = firstOf(signoffs, mostRows);
  const records = shown.map((one) => `- ${markdownCode(one.id.slice(0, 10))}: ${markdownText(recordPhrase(one))}`);
  const lines = [...asked, ...records, ...(left > 0 ? [`- ${left} more records are in the JSON report.`] : []), ...(todo === null ? [] : [`- **What to do:** ${markdownText(todo)}`])];
  return [`**Sign-off:** ${markdownText(why ?? "nobody is asked")}`, ...(lines.length === 0 ? [] : [lines.join("\n")])];
}
