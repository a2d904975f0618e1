import type { PathStep } from "../../graph/radius.ts";
import { aligned } from "../columns.ts";
import { plain } from "../escape.ts";
import { symbolPhrase } from "../words.ts";
import { andMore, type Page } from "./page.ts";

/** Steps drawn at each end of a long path. */
const endSteps = 2;

/** The path read downwards: who uses whom, by which kind of edge. */
export function pathLines(path: readonly PathStep[], page: Page, indent: string): readonly string[] {
  const start = path[0];
  if (start === undefined) return [];
  const rows = path.map((step) => [page.ink.arrow, edgePhrase(step), plain(symbolPhrase(step.to))]);
  const steps = aligned(rows, indent);
  const from = `${indent}${plain(symbolPhrase(start.from))}`;
  if (page.all || steps.length <= 2 * endSteps + 1) return [from, ...steps];
  const left = steps.length - 2 * endSteps;
  return [from, ...steps.slice(0, endSteps), `${indent}${andMore(page, left, "steps")}`, ...steps.slice(-endSteps)];
}

/** `import`, `re-export`, `import (types)`. */
export function edgePhrase({ kind, typeOnly }: Pick<PathStep, "kind" | "typeOnly">): string {
  return typeOnly && kind !== "type" ? `${kind} (types)` : kind;
}
