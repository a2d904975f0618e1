import type { PathStep } from "../graph/radius.ts";
import { stepOf } from "./build-report.ts";
import { count } from "./words.ts";
import { plain } from "./escape.ts";
import { pathLines } from "./human/path-lines.ts";
import { inkFor, type Paper } from "./paper.ts";

/** Version 1 of what `riskscore why --json` prints. Additive-only. */
export interface WhyReport {
  readonly schemaVersion: 1;
  readonly from: string;
  readonly to: string;
  readonly found: boolean;
  /** From the user down to what is used; empty when there is none. */
  readonly path: readonly PathStep[];
  /** Whether `to` uses `from`, when `from` does not use `to`. */
  readonly reversed: boolean;
}

export function whyReportOf(from: string, to: string, path: readonly PathStep[] | null, reversed: boolean): WhyReport {
  return { schemaVersion: 1, from, to, found: path !== null, path: (path ?? []).map(stepOf), reversed };
}

/** The path read downwards, or one sentence that there is none. */
export function humanWhy(report: WhyReport, paper: Paper): string {
  const [from, to] = [plain(report.from), plain(report.to)];
  if (!report.found) {
    const other = report.reversed ? ` It is the other way round: riskscore why ${to} ${from}` : "";
    return `${from} does not use ${to}, directly or through others.${other}\n`;
  }
  const ink = inkFor(paper);
  const typeOnly = report.path.some((step) => step.typeOnly) ? ", through types only" : "";
  const title = `${ink.bold(from)} uses ${ink.bold(to)} in ${count(report.path.length, "step")}${typeOnly}`;
  return `${[title, "", ...pathLines(report.path, { paper, ink, all: true }, "  ")].join("\n")}\n`;
}
