import type { EdgeKind } from "../facts/module-facts.ts";
import type { Gap } from "../gap.ts";
import type { Cycle, Graph, UnresolvedImport } from "../graph/graph.ts";
import { compareText } from "../ids.ts";
import { compareGaps, gapOf } from "./build-report.ts";

/** Version 1 of what `riskscore graph --format json` prints. Additive-only. */
export interface GraphReport {
  readonly schemaVersion: 1;
  readonly riskscore: string;
  /** A commit oid, or `index`. */
  readonly rev: string;
  readonly modules: readonly GraphModule[];
  readonly edges: readonly GraphEdge[];
  readonly unresolved: readonly UnresolvedImport[];
  /** Names of imported packages outside the repository. */
  readonly externals: readonly string[];
  /** Names of the packages that hold a module. */
  readonly packages: readonly string[];
  readonly cycles: readonly Cycle[];
  /** The modules with the most dependents, most first. */
  readonly top: readonly ModuleRadius[];
  readonly gaps: readonly Gap[];
}

export interface GraphModule {
  readonly id: string;
  readonly package: string | null;
  readonly test: boolean;
  /** How many imports of this repository it makes, each specifier and syntax once; unresolved ones among them. */
  readonly imports: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly typeOnly: boolean;
}

export interface ModuleRadius {
  readonly module: string;
  readonly dependents: number;
}

export interface GraphParts {
  readonly riskscore: string;
  readonly rev: string;
  readonly graph: Graph;
  readonly cycles: readonly Cycle[];
  readonly top: readonly ModuleRadius[];
  readonly gaps: readonly Gap[];
}

/** One snapshot's graph as plain data, sorted. Pure. */
export function graphReportOf({ riskscore, rev, graph, cycles, top, gaps }: GraphParts): GraphReport {
  const lost = new Map<string, number>();
  for (const { from } of graph.unresolved) lost.set(from, (lost.get(from) ?? 0) + 1);
  const modules = [...graph.present]
    .map((module) => {
      const id = graph.ids[module] ?? "";
      return { id, package: graph.packageOf(module), test: graph.isTest(module), imports: importsOf(graph, module) + (lost.get(id) ?? 0) };
    })
    .toSorted((a, b) => compareText(a.id, b.id));
  return {
    schemaVersion: 1,
    riskscore,
    rev,
    modules,
    edges: edgesOf(graph),
    unresolved: graph.unresolved.map(({ from, specifier, reason, because, line }) => ({ from, specifier, reason, because, line })),
    externals: [...graph.externals],
    packages: namesOf(modules),
    cycles: cycles.map(({ modules: members, runtime }) => ({ modules: [...members], runtime })),
    top: top.map(({ module, dependents }) => ({ module, dependents })),
    gaps: gaps.map(gapOf).toSorted(compareGaps),
  };
}

/** Requests that lead to a module of this repository; a glob that matches many is one. */
function importsOf(graph: Graph, module: number): number {
  const requests = new Set(graph.uses(module).map(({ request }) => request));
  requests.delete(-1);
  return requests.size;
}

/** Each (from, to, kind, typeOnly) once: two imports of one module by the same syntax are one edge. */
function edgesOf(graph: Graph): readonly GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const module of graph.present) {
    for (const { module: target, kind, typeOnly } of graph.uses(module)) {
      const key = `${module} ${target} ${kind} ${typeOnly}`;
      if (!edges.has(key)) edges.set(key, { from: graph.ids[module] ?? "", to: graph.ids[target] ?? "", kind, typeOnly });
    }
  }
  return [...edges.values()].toSorted(compareEdges);
}

export function compareEdges(a: GraphEdge, b: GraphEdge): number {
  return compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.kind, b.kind) || Number(a.typeOnly) - Number(b.typeOnly);
}

function namesOf(modules: readonly GraphModule[]): readonly string[] {
  return [...new Set(modules.flatMap((module) => module.package ?? []))].toSorted(compareText);
}

/** The part of a graph that `matches` selects: those modules, their direct neighbours, and what is said of them. */
export function focusedOn(report: GraphReport, matches: (module: string) => boolean): GraphReport {
  const chosen = new Set(report.modules.map((module) => module.id).filter(matches));
  const edges = report.edges.filter((edge) => chosen.has(edge.from) || chosen.has(edge.to));
  const kept = new Set([...chosen, ...edges.flatMap((edge) => [edge.from, edge.to])]);
  const modules = report.modules.filter((module) => kept.has(module.id));
  return {
    ...report,
    modules,
    edges,
    unresolved: report.unresolved.filter((one) => chosen.has(one.from)),
    packages: namesOf(modules),
    cycles: report.cycles.filter((cycle) => cycle.modules.some((module) => chosen.has(module))),
    top: report.top.filter((one) => chosen.has(one.module)),
    gaps: report.gaps.filter((gap) => chosen.has(gap.at)),
  };
}
