import { clipped } from "../clip.ts";
import type { PathStep } from "../../graph/radius.ts";
import type { RefReport } from "./ref-report.ts";

/** `error` where the verdict stops, `warning` where it would or where something is not known, `note` for what explains. */
export type Level = "error" | "warning" | "note";

/** One thing to say about one place: what SARIF calls a result, GitHub an annotation, GitLab a violation. */
export interface Remark {
  /** Stable over runs and versions: `gate/over-the-bar`, `signal/wide-reach`, `gap/parse-error`. */
  readonly rule: string;
  readonly level: Level;
  /** One escaped line. */
  readonly text: string;
  /** As the repository has it, not escaped; null for what is about the whole change. */
  readonly path: string | null;
  /** How a critical module uses the place; empty otherwise. */
  readonly steps: readonly PathStep[];
  readonly of: RefReport;
}

/** One sentence must not push out all others. */
export const mostText = 1000;

/** Most severe first; else by ref, then in the order things were found. */
export function bySeverity(remarks: readonly Remark[]): readonly Remark[] {
  return (["error", "warning", "note"] as const).flatMap((level) => remarks.filter((one) => one.level === level));
}

/** Each with what tells it from every other, the same in every run: numbers in a sentence change, so the sentence is not part of it. */
export function identified(remarks: readonly Remark[]): readonly { readonly remark: Remark; readonly identity: string }[] {
  const seen = new Map<string, number>();
  return remarks.map((remark) => {
    const { rule, path, of } = remark;
    const about = JSON.stringify([rule, of.landingRef ?? of.ref, path]);
    const nth = (seen.get(about) ?? 0) + 1;
    seen.set(about, nth);
    return { remark, identity: `${about}:${nth}` };
  });
}

/** A rule's id out of text of any kind: letters, digits, `-`, `.`, `_`, at most 100 characters. */
export function ruleId(family: string, name: string): string {
  return `${family}/${clipped(name.replace(/[^A-Za-z0-9._]+/g, "-"), 100, "-") || "-"}`;
}
