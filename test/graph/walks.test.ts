import { describe, expect, test } from "vitest";
import { cyclesOf } from "../../src/graph/cycles.ts";
import { moduleRadii, radiusSampleOf } from "../../src/graph/module-reach.ts";
import { radiusOf } from "../../src/graph/radius-of.ts";
import { symbolReach } from "../../src/graph/symbol-reach.ts";
import { namedPoints, whyPath } from "../../src/graph/why-path.ts";
import { asRepoPath } from "../../src/ids.ts";
import { graphOf } from "../support/graph-of.ts";

const shop = {
  "money/round.ts": { round: [] },
  "money/index.ts": { "export *": ["money/round.ts"] },
  "cart/total.ts": { total: ["sum"], sum: ["money/index.ts#round"] },
  "shop/pay.ts": { pay: ["cart/total.ts#total"] },
  "shop/pay.test.ts": ["shop/pay.ts#pay"],
  "docs/shape.ts": ["type:money/round.ts#round"],
};

describe("radius", () => {
  const graph = graphOf(shop);
  const changed = graph.indexOf(asRepoPath("money/round.ts"));
  const radius = radiusOf([graph], symbolReach([graph], namedPoints(changed, "round")), new Set([changed]));
  test("counts modules, ways, packages, tests and distances", () => {
    expect(radius).toMatchObject({ modules: 5, runtime: 4, typeOnly: 1, packages: 4, testFiles: 1, byDistance: [2, 1, 1, 1] });
  });
  test("lists dependents nearest first, then by path", () => {
    expect(radius.dependents.map(({ module, via }) => `${module} ${via}`)).toEqual([
      "docs/shape.ts type", "money/index.ts runtime", "cart/total.ts runtime", "shop/pay.ts runtime", "shop/pay.test.ts runtime",
    ]);
  });
  test("a module that may load anything counts at distance 1 and concludes nothing", () => {
    const shape = graph.indexOf(asRepoPath("docs/shape.ts"));
    expect(radiusOf([graph], symbolReach([graph], []), new Set(), [shape]).dependents).toEqual([
      { module: "docs/shape.ts", package: "docs", distance: 1, via: "runtime", test: false },
    ]);
  });
});

describe("why", () => {
  const graph = graphOf(shop);
  const place = (text: string) => {
    const [module, symbol] = text.split("#");
    return { module: graph.indexOf(asRepoPath(module!)), symbol: symbol ?? null };
  };
  test("names symbols and edge kinds of the shortest path, steps inside a module folded", () => {
    expect(whyPath(graph, place("shop/pay.ts"), place("money/round.ts#round"))).toEqual([
      { from: "shop/pay.ts#pay", to: "cart/total.ts#total", kind: "import", typeOnly: false },
      { from: "cart/total.ts#total", to: "money/index.ts#round", kind: "import", typeOnly: false },
      { from: "money/index.ts#round", to: "money/round.ts#round", kind: "re-export", typeOnly: false },
    ]);
  });
  test("says so when there is none", () => expect(whyPath(graph, place("money/round.ts"), place("shop/pay.ts"))).toBeNull());
});

describe("cycles", () => {
  test("runtime cycles come first; a cycle closed by types alone is told apart", () => {
    const graph = graphOf({ "a.ts": ["b.ts#main"], "b.ts": ["a.ts#main"], "c.ts": ["d.ts#main"], "d.ts": ["type:c.ts#main"], "e.ts": ["a.ts#main"] });
    expect(cyclesOf(graph)).toEqual([{ modules: ["a.ts", "b.ts"], runtime: true }, { modules: ["c.ts", "d.ts"], runtime: false }]);
  });
  test("a chain of 20,000 modules does not overflow the stack", () => {
    const chain = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`m${i}.ts`, [`m${i + 1}.ts#main`]]));
    expect(cyclesOf(graphOf(chain))).toEqual([]);
  });
});

describe("module radii", () => {
  test("the module most others can feel comes first", () => {
    expect(moduleRadii(graphOf(shop), 1)).toEqual([{ module: "money/round.ts", dependents: 5 }]);
  });
  test("the sample is the same whatever the order modules are listed in", () => {
    const names = Array.from({ length: 600 }, (_, i) => `m${i}.ts`);
    const sketch = (list: string[]) => graphOf(Object.fromEntries(list.map((name) => [name, [`${names[(Number(name.slice(1, -3)) * 7) % 600]}#main`]])));
    const forward = radiusSampleOf(sketch(names));
    expect(radiusSampleOf(sketch(names.toReversed())).histograms).toEqual(forward.histograms);
    expect(forward.histograms).toHaveLength(256);
  });
});
