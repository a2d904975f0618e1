import { firstOf, widthsOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Report } from "../report.ts";
import { andMore, type Page } from "./page.ts";

/** Contributions shown before the rest is counted. */
const most = 7;

/** Columns a fact needs beside its signal to be read; with fewer it goes below. */
const narrowest = 24;

/** Each contribution with its points and the fact behind it, the heavier axis first. */
export function whyLines(report: Report, page: Page): readonly string[] {
  const { ink } = page;
  const heading = ink.heading("Why");
  const { contributions } = report.score;
  if (contributions.length === 0) return [heading, "  no signal found anything to count"];
  const ordered = [...contributions.filter((one) => one.axis === "impact"), ...contributions.filter((one) => one.axis === "likelihood")];
  const { shown, left } = firstOf(ordered, page.all ? ordered.length : most);
  const rows = shown.map((one) => [one.axis, `+${one.points}`, plain(one.signal), factOf(one)] as const);
  const [axis = 0, points = 0, signal = 0] = widthsOf(rows);
  const lines = rows.flatMap(([a, p, s, fact]) => {
    const start = `  ${a.padEnd(axis)}  ${p.padStart(points)}  ${s.padEnd(signal)}  `;
    const head = `  ${ink.dim(a.padEnd(axis))}  ${ink.bold(p.padStart(points))}  ${s.padEnd(signal)}`;
    if (start.length + narrowest > page.paper.width) return [head.trimEnd(), ...wrap(fact, page.paper.width, "    ")];
    const [first = "", ...rest] = wrap(fact, page.paper.width, start, " ".repeat(start.length));
    return [`${head}  ${first.slice(start.length)}`, ...rest];
  });
  return [heading, ...lines, ...(left > 0 ? [`  ${andMore(page, left)}`] : [])];
}

/** The fact, with its place where the sentence does not name it already. */
function factOf({ because, at }: Report["score"]["contributions"][number]): string {
  return plain(at === null || because.includes(at) ? because : `${because} (${at})`);
}
