import type { Change } from "../change/change.ts";
import { pathsOf } from "../change/change.ts";
import type { ChangeHistory, FileHistory } from "../history/change-history.ts";
import { compareText } from "../ids.ts";
import { changedSources } from "./substance.ts";

/** Of the changed source files, and the old names of renamed ones, the one with the most `count`; null when none has any. */
export function busiestFile(change: Change, history: ChangeHistory, count: "commits" | "authors"): FileHistory | null {
  const sources = new Set(changedSources(change.files).flatMap(pathsOf));
  const [first] = history.files.filter((file) => sources.has(file.path) && file[count] > 0).toSorted((a, b) => b[count] - a[count] || compareText(a.path, b.path));
  return first ?? null;
}

/** `in the 90 days before`, as far as they could be read. */
export function windowPhrase({ days }: ChangeHistory): string {
  return days === 1 ? "in the day before" : `in the ${days} days before`;
}
