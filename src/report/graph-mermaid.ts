import type { Drawing, DrawnEdge, DrawnNode, Limits } from "./drawing.ts";
import { mermaidLabel } from "./escape.ts";

/** Forges refuse mermaid drawings of more than 500 edges; more than 80 nodes cannot be read. */
export const mermaidLimits: Limits = { nodes: 80, edges: 500 };

/** A mermaid flowchart; dotted arrows are type-only, numbers on arrows count the edges they stand for. */
export function mermaidOf(drawing: Drawing): string {
  const names = new Map(drawing.nodes.map((node, i) => [node.name, `n${i}`]));
  const lines = [
    ...(drawing.note === null ? [] : [`%% ${drawing.note}`]),
    "flowchart LR",
    ...drawing.nodes.map((node) => `  ${names.get(node.name)}["${mermaidLabel(labelOf(node, drawing.by))}"]`),
    ...drawing.edges.map((edge) => `  ${names.get(edge.from)} ${arrowOf(edge)} ${names.get(edge.to)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function arrowOf({ edges, typeOnly }: DrawnEdge): string {
  const arrow = typeOnly ? "-.->" : "-->";
  return edges > 1 ? `${arrow}|${edges}|` : arrow;
}

/** The node's name; folders and packages say how many modules they hold. */
export function labelOf(node: DrawnNode, by: Drawing["by"]): string {
  return by === "module" ? node.name : `${node.name} (${node.modules})`;
}
