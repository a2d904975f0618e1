import { firstOf, wrap } from "../columns.ts";
import { plain } from "../escape.ts";
import type { Report } from "../report.ts";
import { digits, tally } from "../words.ts";
import type { Page } from "./page.ts";

const most = 8;

/** Packages the change is in, and those its dependents are in, with how many of each. */
export function packageLines(report: Report, page: Page): readonly string[] {
  const touched = report.change.packages;
  const reached = reachedPackages(report);
  return [
    page.ink.heading("Packages"),
    ...listLines("touched", touched.map(plain), page),
    ...listLines("reached", reached.map(([name, modules]) => `${plain(name)} (${digits(modules)})`), page),
  ];
}

/** Each package reached and how many of its modules are dependents, most first. */
export function reachedPackages(report: Report): readonly (readonly [name: string, modules: number])[] {
  const counted = tally(report.radius.dependents.map((one) => one.package ?? "(no package)"));
  const named = new Set(counted.map(([name]) => name));
  return [...counted, ...report.radius.packagesReached.filter((name) => !named.has(name)).map((name) => [name, 0] as const)];
}

function listLines(label: string, names: readonly string[], page: Page): readonly string[] {
  const start = `  ${label}  `;
  if (names.length === 0) return [`${start}none`];
  const { shown, left } = firstOf(names, page.all ? names.length : most);
  const more = left > 0 ? `, ${page.ink.ellipsis} and ${left} more (--all)` : "";
  return wrap(shown.join(", ") + more, page.paper.width, start, " ".repeat(start.length));
}
