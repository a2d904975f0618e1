import { clipped } from "../clip.ts";
import { firstOf } from "../columns.ts";
import { markdownCode, markdownText } from "../escape.ts";
import { distancePhrase, nonePhrase } from "../human/critical-lines.ts";
import { edgePhrase } from "../human/path-lines.ts";
import { folded, table } from "../markdown-blocks.ts";
import type { Report, ReportCritical } from "../report.ts";
import { digits, symbolPhrase } from "../words.ts";

const mostSteps = 20;

/** The critical modules, nearest first, and how the first few are reached. */
export function criticalParts(report: Report, rows: number): readonly string[] {
  const { critical } = report;
  if (critical.length === 0) return [`**Critical modules:** ${nonePhrase(report)}.`];
  const { shown, left } = firstOf(critical, rows);
  const cells = shown.map((hit) => [markdownText(clipped(hit.name)), hit.owner === null ? "" : markdownCode(clipped(hit.owner)), markdownCode(clipped(hit.module)), markdownText(distancePhrase(hit))]);
  const paths = shown.filter(({ path }) => path.length > 0).slice(0, 5).map(pathItem);
  return [
    table(["critical path", "owner", "module", "distance"], cells) + (left > 0 ? `\n\n${digits(left)} more are in the JSON report.` : ""),
    ...(paths.length === 0 ? [] : [folded(paths.length === 1 ? "How it is reached" : `How the nearest ${paths.length} are reached`, paths.join("\n"))]),
  ];
}

function pathItem({ name, path }: ReportCritical): string {
  const { shown, left } = firstOf(path, mostSteps);
  const steps = shown.map((step) => `  1. ${edgePhrase(step)} → ${markdownCode(clipped(symbolPhrase(step.to)))}`);
  return [`- ${markdownText(clipped(name))}: ${markdownCode(clipped(symbolPhrase(path[0]?.from ?? "")))}`, ...steps, ...(left > 0 ? [`  1. ${digits(left)} more steps`] : [])].join("\n");
}
