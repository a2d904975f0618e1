import { aligned, firstOf, wrap } from "./columns.ts";
import { plain } from "./escape.ts";
import type { GraphReport } from "./graph-report.ts";
import { inkFor, type Ink, type Paper } from "./paper.ts";
import { count, digits, revisionPhrase, tally } from "./words.ts";

interface GraphPage {
  readonly paper: Paper;
  readonly ink: Ink;
  readonly packages: boolean;
}

const mostCycles = 5;
const mostPackages = 20;

/** The graph on one screen: counts, the widest radii, cycles, unresolved imports by reason. */
export function humanGraph(report: GraphReport, paper: Paper, packages = false): string {
  const page = { paper, ink: inkFor(paper), packages };
  const sections = [countLines, ...(packages ? [packageLines] : [radiusLines]), cycleLines, unresolvedLines];
  return `${sections.map((section) => section(report, page).join("\n")).join("\n\n")}\n`;
}

function countLines(report: GraphReport, { ink, paper }: GraphPage): readonly string[] {
  const { modules, edges, packages, externals, gaps } = report;
  const tests = modules.filter((module) => module.test).length;
  const typeOnly = edges.filter((edge) => edge.typeOnly).length;
  const counts = [
    `${count(edges.length, "edge")} (${digits(typeOnly)} type-only)`,
    count(packages.length, "package"),
    count(tests, "test file"),
    count(externals.length, "external package"),
    count(gaps.length, "gap"),
  ];
  return [
    `${ink.bold(count(modules.length, "module"))} in ${plain(revisionPhrase(report.rev))}`,
    ...wrap(counts.join(", "), paper.width, "  "),
  ];
}

function radiusLines(report: GraphReport, { ink }: GraphPage): readonly string[] {
  if (report.top.length === 0) return [ink.heading("Widest radius"), "  no module has a dependent"];
  const widest = Math.max(1, ...report.top.map((one) => one.dependents));
  const rows = aligned(report.top.map((one) => [digits(one.dependents), plain(one.module)]), "", [0]);
  return [ink.heading("Widest radius (dependents, direct and indirect)"), ...rows.map((row, i) => `  ${barCell(ink, (report.top[i]?.dependents ?? 0) / widest)}  ${row}`)];
}

/** A bar in a cell of its own: padded by what the eye sees, not by its colour codes. */
function barCell(ink: Ink, share: number): string {
  const columns = 12;
  const bar = ink.bar(share, columns);
  const seen = Math.ceil(Math.max(share > 0 ? 1 / 8 : 0, Math.round(share * columns * 8) / 8));
  return bar + " ".repeat(Math.max(0, columns - seen));
}

function packageLines(report: GraphReport, { ink }: GraphPage): readonly string[] {
  const owners = new Map(report.modules.map((module) => [module.id, module.package ?? "(no package)"]));
  const sizes = tally(report.modules.map((module) => module.package ?? "(no package)"));
  const pairs = new Map<string, { uses: Set<string>; usedBy: Set<string> }>(sizes.map(([name]) => [name, { uses: new Set(), usedBy: new Set() }]));
  for (const edge of report.edges) {
    const [from, to] = [owners.get(edge.from), owners.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    pairs.get(from)?.uses.add(to);
    pairs.get(to)?.usedBy.add(from);
  }
  const ranked = sizes.toSorted((a, b) => (pairs.get(b[0])?.usedBy.size ?? 0) - (pairs.get(a[0])?.usedBy.size ?? 0));
  const { shown, left } = firstOf(ranked, mostPackages);
  const rows = shown.map(([name, modules]) => [digits(modules), digits(pairs.get(name)?.usedBy.size ?? 0), digits(pairs.get(name)?.uses.size ?? 0), plain(name)]);
  const table = aligned([["modules", "used by", "uses", "package"], ...rows], "  ", [0, 1, 2]);
  return [ink.heading("Packages"), ...table, ...(left > 0 ? [ink.dim(`  ${ink.ellipsis} and ${left} more (--format json has all)`)] : [])];
}

function cycleLines(report: GraphReport, { ink, paper }: GraphPage): readonly string[] {
  const runtime = report.cycles.filter((cycle) => cycle.runtime).length;
  if (report.cycles.length === 0) return [ink.heading("Cycles"), "  none"];
  const { shown, left } = firstOf(report.cycles, mostCycles);
  return [
    ink.heading("Cycles"),
    `  ${count(runtime, "cycle")} at run time, ${digits(report.cycles.length - runtime)} through types only`,
    ...shown.flatMap((cycle) => {
      const members = firstOf(cycle.modules, 3);
      const more = members.left > 0 ? ` ${ink.ellipsis} and ${members.left} more` : "";
      return wrap(`${count(cycle.modules.length, "module")}: ${members.shown.map(plain).join(", ")}${more}`, paper.width, "    ", "      ");
    }),
    ...(left > 0 ? [ink.dim(`    ${ink.ellipsis} and ${left} more (--format json has all)`)] : []),
  ];
}

function unresolvedLines(report: GraphReport, { ink }: GraphPage): readonly string[] {
  const heading = ink.heading("Unresolved imports");
  if (report.unresolved.length === 0) return [heading, "  none"];
  const rows = tally(report.unresolved.map((one) => one.reason)).map(([reason, amount]) => {
    const example = report.unresolved.find((one) => one.reason === reason);
    return [digits(amount), reason, example === undefined ? "" : `${plain(example.from)}:${example.line} asks for '${plain(example.specifier)}'`];
  });
  return [heading, ...aligned(rows, "  ", [0])];
}
