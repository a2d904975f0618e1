import { aligned, widthsOf } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Report } from "../report.ts";
import { count, digits } from "../words.ts";
import type { Page } from "./page.ts";

/** Distances drawn one by one; those further away share the last bar. */
const mostBars = 5;

/** Who can feel the change, counted; how far away they stand; with `--all` each by name. */
export function radiusLines(report: Report, page: Page): readonly string[] {
  const { radius } = report;
  const heading = page.ink.heading("Radius");
  if (radius.modules === 0) return [heading, `  ${nobodyFeelsIt(report)}`];
  return [heading, ...countLines(radius), ...histogram(radius.byDistance, page), ...(page.all ? dependentLines(radius, page) : [])];
}

function countLines(radius: Report["radius"]): readonly string[] {
  const split = radius.typeOnly === 0 ? "all of them at run time" : `${digits(radius.runtime)} at run time, ${digits(radius.typeOnly)} through types only`;
  return [
    `  ${count(radius.modules, "module")} can feel it: ${split}`,
    `  ${count(radius.symbols, "symbol")}, ${count(radius.packages, "package")}, ${count(radius.testFiles, "test file")}`,
  ];
}

/** Why the radius is nothing, as far as the report can tell. */
function nobodyFeelsIt(report: Report): string {
  const source = report.change.files.filter((file) => file.class === "source" || file.class === "test");
  if (source.length === 0) return "no source file is in this change; no module uses what is";
  if (source.every((file) => file.symbols.length === 0)) return "nobody: only comments or formatting of source files differ";
  return "nobody: no other module uses what changed";
}

function histogram(byDistance: readonly number[], page: Page): readonly string[] {
  const bars = barsOf(byDistance, page.all ? byDistance.length : mostBars);
  const longest = Math.max(...bars.map((bar) => bar.modules));
  const columns = Math.max(10, Math.min(30, page.paper.width - 30));
  const [label = 0, modules = 0] = widthsOf(bars.map((bar) => [bar.label, digits(bar.modules)]));
  return bars.map((bar, i) => {
    const start = `  ${i === 0 ? "distance" : "        "} ${bar.label.padStart(label)}  ${digits(bar.modules).padStart(modules)}`;
    return bar.modules === 0 ? start : `${start}  ${page.ink.bar(bar.modules / longest, columns)}`;
  });
}

function barsOf(byDistance: readonly number[], most: number): readonly { label: string; modules: number }[] {
  const near = byDistance.slice(0, most).map((modules, i) => ({ label: String(i + 1), modules }));
  const far = byDistance.slice(most).reduce((sum, modules) => sum + modules, 0);
  return byDistance.length > most ? [...near, { label: `${most + 1}+`, modules: far }] : near;
}

function dependentLines(radius: Report["radius"], page: Page): readonly string[] {
  const rows = radius.dependents.map((one) => [String(one.distance), one.via === "type" ? "type" : "runtime", one.test ? "test" : "", plain(one.module)]);
  return ["", page.ink.heading("Dependents"), ...aligned(rows, "  ", [0])];
}
