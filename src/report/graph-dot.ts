import type { Drawing, DrawnEdge, Limits } from "./drawing.ts";
import { dotString } from "./escape.ts";
import { labelOf } from "./graph-mermaid.ts";

/** What `dot` lays out in seconds and a screen can show when zoomed. */
export const dotLimits: Limits = { nodes: 300, edges: 3000 };

/** A DOT digraph; dashed edges are type-only, labels on edges count the edges they stand for. */
export function dotOf(drawing: Drawing): string {
  const lines = [
    ...(drawing.note === null ? [] : [`// ${drawing.note}`]),
    "digraph riskscore {",
    "  rankdir=LR;",
    '  node [shape=box, fontname="Helvetica", fontsize=10];',
    ...drawing.nodes.map((node) => `  "${dotString(node.name)}" [label="${dotString(labelOf(node, drawing.by))}"];`),
    ...drawing.edges.map((edge) => `  "${dotString(edge.from)}" -> "${dotString(edge.to)}"${attributesOf(edge)};`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function attributesOf({ edges, typeOnly }: DrawnEdge): string {
  const attributes = [...(edges > 1 ? [`label="${edges}"`] : []), ...(typeOnly ? ["style=dashed"] : [])];
  return attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`;
}
