import { compareText } from "../ids.ts";
import type { GraphReport } from "./graph-report.ts";
import { foldersWithin } from "./roll-up.ts";
import { count } from "./words.ts";

/** What dot and mermaid draw: few enough nodes to be read. */
export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** What one node stands for. */
  readonly by: "module" | "package" | "folder";
  /** Says that and why the graph was rolled up; null when every node is what was asked for. */
  readonly note: string | null;
}

export interface DrawnNode {
  readonly name: string;
  /** Modules in it. */
  readonly modules: number;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  /** Edges of the graph it stands for. */
  readonly edges: number;
  readonly typeOnly: boolean;
}

export interface Limits {
  readonly nodes: number;
  readonly edges: number;
}

/** Modules (or packages), or where these are too many the folders they lie in, opened as far as the limits allow. */
export function drawingOf(report: GraphReport, by: "module" | "package", limits: Limits): Drawing {
  const owners = new Map(report.modules.map((module) => [module.id, module.package]));
  const asked = grouped(report, by === "module" ? (id) => id : (id) => owners.get(id) ?? "(no package)");
  if (fits(asked, limits)) return { ...asked, by, note: null };
  const folders = foldersWithin(report, limits);
  const rolled = grouped(report, (id) => folders.get(id) ?? id);
  const note = `${count(asked.nodes.length, by)} and ${count(asked.edges.length, "edge")} are too many to draw (limit: ${count(limits.nodes, "node")}, ${count(limits.edges, "edge")}); rolled up into ${count(rolled.nodes.length, "folder")}`;
  return { ...rolled, by: "folder", note };
}

function fits(drawing: Pick<Drawing, "nodes" | "edges">, limits: Limits): boolean {
  return drawing.nodes.length <= limits.nodes && drawing.edges.length <= limits.edges;
}

function grouped(report: GraphReport, nameOf: (id: string) => string): Pick<Drawing, "nodes" | "edges"> {
  const sizes = new Map<string, number>();
  for (const { id } of report.modules) sizes.set(nameOf(id), (sizes.get(nameOf(id)) ?? 0) + 1);
  const edges = new Map<string, DrawnEdge>();
  for (const edge of report.edges) {
    const [from, to] = [nameOf(edge.from), nameOf(edge.to)];
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    const before = edges.get(key);
    edges.set(key, { from, to, edges: (before?.edges ?? 0) + 1, typeOnly: edge.typeOnly && (before?.typeOnly ?? true) });
  }
  return {
    nodes: [...sizes].map(([name, modules]) => ({ name, modules })).toSorted((a, b) => compareText(a.name, b.name)),
    edges: [...edges.values()].toSorted((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to)),
  };
}
