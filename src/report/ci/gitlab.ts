import { plain, safeJson } from "../escape.ts";
import { fitted } from "./fitted.ts";
import { leftOutPhrase } from "./left-out.ts";
import { placesIn, policyFile } from "./place.ts";
import type { RefReport } from "./ref-report.ts";
import { identified, type Level, type Remark } from "./remark.ts";
import { remarksOf } from "./remarks.ts";

/** GitLab names no number of violations; these are ours, so that a merge request stays readable and the artifact small. */
export const gitlabLimits = { entries: 5000, bytes: 10_000_000 } as const;

const severities = { error: "blocker", warning: "major", note: "info" } satisfies Record<Level, string>;

/** GitLab's Code Quality report: an array, each fingerprint once. */
export function codeQualityOf(reports: readonly RefReport[], { sha256 }: { readonly sha256: (text: string) => string }): string {
  const remarks = identified(remarksOf(reports));
  const places = new Map(reports.map((one) => [one, placesIn(one.report)]));
  const shown = ({ of, path }: Remark): string => places.get(of)?.shown(path) ?? policyFile;
  const { texts, left } = fitted(remarks, ({ remark, identity }) => entryOf(remark, shown(remark), sha256(identity)), { bytes: gitlabLimits.bytes - 2000, entries: gitlabLimits.entries - 1, between: 2 });
  const cut = left.length === 0 ? [] : [entryOf({ rule: "left-out", level: "warning", text: leftOutPhrase(left.map(({ remark }) => remark)) }, policyFile, sha256("left-out"))];
  return `[${[...texts, ...cut].join(",\n")}]\n`;
}

function entryOf({ rule, level, text }: Pick<Remark, "rule" | "level" | "text">, path: string, fingerprint: string): string {
  const entry = { description: text, check_name: rule, fingerprint, severity: severities[level], location: { path: plain(path), lines: { begin: 1 } } };
  return safeJson(JSON.stringify(entry));
}
