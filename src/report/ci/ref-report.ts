import { clipped } from "../clip.ts";
import { plain } from "../escape.ts";
import type { Report } from "../report.ts";

/** What a gate found out about one ref. */
export interface RefReport {
  /** Full name of the ref that brings the change. */
  readonly ref: string;
  /** Full name of the ref it is meant for; null where none is known. */
  readonly landingRef: string | null;
  readonly report: Report;
  /** One sentence why nothing was compared. Then the report holds a verdict, and its counts say nothing. */
  readonly notCompared?: string;
}

/** Whether it is kept from landing: `observe` and `warn` stop nothing, but a policy that cannot be read has no mode to claim. */
export function stops({ verdict }: Report): boolean {
  return verdict.decision !== "pass" && (verdict.mode === "enforce" || verdict.rule === "broken policy");
}

/** `STOPPED`, `would be stopped`, `passed`, `OVERRIDDEN`: the first word on a verdict. */
export function headPhrase(report: Report): string {
  if (report.verdict.overridden) return "OVERRIDDEN";
  if (report.verdict.decision === "pass") return "passed";
  return stops(report) ? "STOPPED" : "would be stopped";
}

/** `refs/heads/fix to refs/heads/main`, escaped and short enough for a title. */
export function refPhrase({ ref, landingRef }: RefReport): string {
  const from = clipped(plain(ref), 80);
  return landingRef === null || landingRef === ref ? from : `${from} to ${clipped(plain(landingRef), 80)}`;
}

/** What stops comes first, so that no cut can hide it; else in the order given. */
export function stoppedFirst(reports: readonly RefReport[]): readonly RefReport[] {
  return reports.toSorted((a, b) => Number(stops(b.report)) - Number(stops(a.report)));
}
