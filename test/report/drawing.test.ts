import { expect, test } from "vitest";
import { cyclesOf } from "../../src/graph/cycles.ts";
import { drawingOf } from "../../src/report/drawing.ts";
import { dotOf } from "../../src/report/graph-dot.ts";
import { mermaidOf } from "../../src/report/graph-mermaid.ts";
import { focusedOn, graphReportOf } from "../../src/report/graph-report.ts";
import { graphOf } from "../support/graph-of.ts";

const graph = graphOf({ "apps/shop/main.ts": ["packages/cart/total.ts#total", "type:packages/money/round.ts#round"], "packages/cart/total.ts": { total: ["packages/money/round.ts#round"] }, "packages/money/round.ts": { round: [] } });
const report = graphReportOf({ riskscore: "0.1.0", rev: "index", graph, cycles: cyclesOf(graph), top: [], gaps: [] });
const plenty = { nodes: 10, edges: 10 };

test("a small graph is drawn module by module", () => {
  expect(mermaidOf(drawingOf(report, "module", plenty))).toMatchInlineSnapshot(`
    "flowchart LR
      n0["apps/shop/main.ts"]
      n1["packages/cart/total.ts"]
      n2["packages/money/round.ts"]
      n0 --> n1
      n0 -.-> n2
      n1 --> n2
    "
  `);
  expect(dotOf(drawingOf(report, "module", plenty))).toMatchInlineSnapshot(`
    "digraph riskscore {
      rankdir=LR;
      node [shape=box, fontname="Helvetica", fontsize=10];
      "apps/shop/main.ts" [label="apps/shop/main.ts"];
      "packages/cart/total.ts" [label="packages/cart/total.ts"];
      "packages/money/round.ts" [label="packages/money/round.ts"];
      "apps/shop/main.ts" -> "packages/cart/total.ts";
      "apps/shop/main.ts" -> "packages/money/round.ts" [style=dashed];
      "packages/cart/total.ts" -> "packages/money/round.ts";
    }
    "
  `);
});

test("above the limit it is rolled up by folder, as deep as fits, and says so", () => {
  const drawing = drawingOf(report, "module", { nodes: 2, edges: 10 });
  expect(drawing.nodes.map((node) => node.name)).toEqual(["apps/shop/", "packages/"]);
  expect(drawing.edges).toEqual([{ from: "apps/shop/", to: "packages/", edges: 2, typeOnly: false }]);
  expect(drawing.note).toBe("3 modules and 3 edges are too many to draw (limit: 2 nodes, 10 edges); rolled up into 2 folders");
  expect(mermaidOf(drawing)).toContain(`%% ${drawing.note}`);
});

test("the largest folder is opened first, and no further than fits", () => {
  const crowded = graphOf({ "apps/a.ts": [], "packages/core/x.ts": [], "packages/core/y.ts": [], "packages/ui/z.ts": ["packages/core/x.ts#x"], "packages/ui/w.ts": [] });
  const all = graphReportOf({ riskscore: "0.1.0", rev: "index", graph: crowded, cycles: [], top: [], gaps: [] });
  expect(drawingOf(all, "module", { nodes: 3, edges: 10 }).nodes).toEqual([{ name: "apps/", modules: 1 }, { name: "packages/core/", modules: 2 }, { name: "packages/ui/", modules: 2 }]);
  expect(drawingOf(all, "module", { nodes: 3, edges: 0 }).nodes).toEqual([{ name: "apps/", modules: 1 }, { name: "packages/", modules: 4 }]);
  expect(drawingOf(all, "module", { nodes: 1, edges: 10 }).nodes).toEqual([{ name: "./", modules: 5 }]);
});

test("packages are drawn when asked for", () => {
  expect(drawingOf(report, "package", plenty).nodes.map((node) => node.name)).toEqual(["apps/shop", "packages/cart", "packages/money"]);
});

test("focus keeps what matches and its direct neighbours", () => {
  const part = focusedOn(report, (module) => module.startsWith("packages/cart/"));
  expect(part.modules.map((module) => module.id)).toEqual(["apps/shop/main.ts", "packages/cart/total.ts", "packages/money/round.ts"]);
  expect(part.edges.map((edge) => `${edge.from} ${edge.to}`)).toEqual(["apps/shop/main.ts packages/cart/total.ts", "packages/cart/total.ts packages/money/round.ts"]);
});
