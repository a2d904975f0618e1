import { describe, expect, test } from "vitest";
import { createModuleTable } from "../../src/graph/module-table.ts";
import { symbolReach } from "../../src/graph/symbol-reach.ts";
import { allPoints, namedPoints } from "../../src/graph/why-path.ts";
import { asRepoPath } from "../../src/ids.ts";
import { graphOf, type ModuleSketch } from "../support/graph-of.ts";

/** Modules that feel a change of `seed` (`module#symbol`, or a whole module), with their distances. */
function felt(sketch: Record<string, ModuleSketch>, seed: string, runtimeOnly = false): Record<string, number> {
  const graph = graphOf(sketch);
  const [module, symbol] = seed.split("#");
  const number = graph.indexOf(asRepoPath(module!));
  const { nearest, runtime } = symbolReach([graph], symbol === undefined ? allPoints(graph, number) : namedPoints(number, symbol));
  return Object.fromEntries([...nearest].filter(([one]) => !runtimeOnly || runtime.has(one)).filter(([one]) => one !== number).map(([one, { distance }]) => [graph.ids[one]!, distance]));
}

const lib: ModuleSketch = { A: [], B: [] };

describe("what feels a change of one symbol", () => {
  test.each<[string, Record<string, ModuleSketch>, string, Record<string, number>]>([
    ["a direct user", { "lib.ts": lib, "app.ts": ["lib.ts#A"] }, "lib.ts#A", { "app.ts": 1 }],
    ["not the user of another symbol", { "lib.ts": lib, "app.ts": ["lib.ts#B"] }, "lib.ts#A", {}],
    ["the user of a symbol that uses it inside the module", { "lib.ts": { A: [], B: ["A"] }, "app.ts": ["lib.ts#B"] }, "lib.ts#A", { "app.ts": 1 }],
    ["users through a barrel", { "lib.ts": lib, "index.ts": { "export *": ["lib.ts"] }, "app.ts": ["index.ts#A"] }, "lib.ts#A", { "index.ts": 1, "app.ts": 2 }],
    ["not users of another name of the barrel", { "lib.ts": lib, "index.ts": { "export *": ["lib.ts"] }, "app.ts": ["index.ts#B"] }, "lib.ts#A", { "index.ts": 1 }],
    ["users through a renaming re-export", { "lib.ts": lib, "index.ts": { "export Z": ["lib.ts#A"] }, "app.ts": ["index.ts#Z"] }, "lib.ts#A", { "index.ts": 1, "app.ts": 2 }],
    ["not users of a name that shadows the star", { "lib.ts": lib, "index.ts": { A: [], "export *": ["lib.ts"] }, "app.ts": ["index.ts#A"] }, "lib.ts#A", {}],
    ["users of a namespace that escapes", { "lib.ts": lib, "app.ts": ["lib.ts#*"] }, "lib.ts#A", { "app.ts": 1 }],
    ["users of a re-exported namespace", { "lib.ts": lib, "index.ts": { "export ns": ["lib.ts"] }, "app.ts": ["index.ts#ns"] }, "lib.ts#A", { "index.ts": 1, "app.ts": 2 }],
    ["cyclic stars end", { "lib.ts": lib, "a.ts": { "export *": ["lib.ts", "b.ts"] }, "b.ts": { "export *": ["a.ts"] }, "app.ts": ["b.ts#A"] }, "lib.ts#A", { "a.ts": 1, "b.ts": 2, "app.ts": 3 }],
    ["the default is not passed on by a star", { "lib.ts": { default: [] }, "index.ts": { "export *": ["lib.ts"] }, "app.ts": ["index.ts#default"] }, "lib.ts#default", {}],
    ["evaluation is felt by all that load it", { "lib.ts": lib, "app.ts": ["lib.ts#A"], "main.ts": ["app.ts#"] }, "lib.ts#<module>", { "app.ts": 1, "main.ts": 2 }],
    ["a top-level statement passes a symbol's change to all that load the module", { "lib.ts": { A: [], "<module>": ["A"] }, "app.ts": ["lib.ts#"] }, "lib.ts#A", { "app.ts": 1 }],
    ["a name nobody declares hangs on the module", { "lib.ts": lib, "app.ts": ["lib.ts#gone"] }, "lib.ts#<module>", { "app.ts": 1 }],
  ])("%s", (_title, sketch, seed, expected) => {
    expect(felt(sketch, seed)).toEqual(expected);
  });

  test("the nearest of several ways counts", () => {
    const sketch = { "lib.ts": lib, "mid.ts": { m: ["lib.ts#A"] }, "app.ts": { m: ["mid.ts#m", "lib.ts#A"] } };
    expect(felt(sketch, "lib.ts#A")).toEqual({ "mid.ts": 1, "app.ts": 1 });
  });

  test("type-only edges and type-only symbols end a runtime walk", () => {
    const sketch = { "lib.ts": { A: [], T_B: [] }, "types.ts": ["type:lib.ts#A"], "app.ts": ["lib.ts#A"], "shape.ts": ["lib.ts#T_B"] };
    expect(felt(sketch, "lib.ts#A", true)).toEqual({ "app.ts": 1 });
    expect(felt(sketch, "lib.ts#A")).toEqual({ "app.ts": 1, "types.ts": 1 });
    expect(felt(sketch, "lib.ts#T_B", true)).toEqual({});
    expect(felt(sketch, "lib.ts#T_B")).toEqual({ "shape.ts": 1 });
  });

  test("`module.exports` answers for every name the file does not spell out", () => {
    const cjs = { "lib.cjs": { "export=": [], named: [] }, "app.js": ["lib.cjs#anything"], "other.js": ["lib.cjs#named"] };
    expect(felt(cjs, "lib.cjs#export=")).toEqual({ "app.js": 1 });
  });

  test("ambient declarations are felt by the modules of their tsconfig", () => {
    const graph = graphOf({ "globals.d.ts": { T_G: [] }, "app.ts": [] }, createModuleTable(), (facts, id) => (id === "globals.d.ts" ? { ...facts, ambient: true, exports: [] } : facts));
    const { nearest } = symbolReach([graph], namedPoints(graph.indexOf(asRepoPath("globals.d.ts")), "T_G"));
    expect([...nearest.keys()].map((module) => graph.ids[module])).toEqual(["globals.d.ts", "app.ts"]);
  });

  describe("an ambient declaration beside exports", () => {
    const sketch = { "box.ts": { Box: [], other: [], "declare global": ["type:lib.ts#A"] }, "lib.ts": lib, "app.ts": [], "icon.ts": ["icon.svg#default"] };
    const feltAs = (ambient: string, seed: string): string[] => {
      const graph = graphOf(sketch, createModuleTable(), (facts, id) => {
        if (id !== "box.ts") return facts;
        return { ...facts, ambient: true, symbols: facts.symbols.map((one) => (one.name === "declare global" ? { ...one, name: ambient, typeOnly: true } : one)) };
      });
      const [module, symbol] = seed.split("#");
      const { nearest } = symbolReach([graph], namedPoints(graph.indexOf(asRepoPath(module!)), symbol!));
      return [...nearest.keys()].map((one) => graph.ids[one]!).sort();
    };

    test("is felt by all, its neighbours are not", () => {
      expect(feltAs("declare global", "box.ts#other")).toEqual(["box.ts"]);
      expect(feltAs("declare global", "lib.ts#A")).toEqual(["app.ts", "box.ts", "icon.ts", "lib.ts"]);
    });

    test("of a pattern is felt by those that ask for a name of it", () => {
      expect(feltAs(`declare module "*.svg"`, "lib.ts#A")).toEqual(["box.ts", "icon.ts", "lib.ts"]);
    });
  });

  test("what keeps its type is felt at run time only, through any number of steps", () => {
    const graph = graphOf({ "lib.ts": lib, "app.ts": { run: ["lib.ts#A"] }, "shape.ts": ["type:app.ts#run"], "types.ts": { T_Of: ["lib.ts#A"] }, "user.ts": ["types.ts#T_Of"] });
    const seed = { module: graph.indexOf(asRepoPath("lib.ts")), space: "symbol", name: "A" } as const;
    const feltBy = (valueOnly: boolean): string[] => [...symbolReach([graph], [{ ...seed, valueOnly }]).nearest.keys()].map((one) => graph.ids[one]!).sort();
    expect(feltBy(true)).toEqual(["app.ts", "lib.ts", "types.ts"]);
    expect(feltBy(false)).toEqual(["app.ts", "lib.ts", "shape.ts", "types.ts", "user.ts"]);
    const both = symbolReach([graph], [{ ...seed, valueOnly: true }, { ...seed, valueOnly: false }]);
    expect([...both.nearest.keys()].map((one) => graph.ids[one]!).sort()).toEqual(feltBy(false));
  });

  test("a class carries what it does to those who only name its type", () => {
    const graph = graphOf({ "lib.ts": lib, "box.ts": { Box: ["lib.ts#A"] }, "user.ts": ["type:box.ts#Box"], "shape.ts": ["type:lib.ts#A"] }, createModuleTable(), (facts, id) => {
      return id === "box.ts" ? { ...facts, symbols: facts.symbols.map((one) => (one.name === "Box" ? { ...one, instances: true as const } : one)) } : facts;
    });
    const { nearest } = symbolReach([graph], [{ module: graph.indexOf(asRepoPath("lib.ts")), space: "symbol", name: "A", valueOnly: true }]);
    expect([...nearest.keys()].map((one) => graph.ids[one]!).sort()).toEqual(["box.ts", "lib.ts", "user.ts"]);
  });

  test("what augments a module of ours is felt by the users of what it augments", () => {
    const sketch = {
      "shape.ts": { T_Global: [], T_Other: [] },
      "core.ts": { "export *": ["shape.ts"] },
      "dom.ts": { T_Mine: [], "declare module": ["T_Mine", "type:core.ts#T_Global"] },
      "user.ts": ["type:shape.ts#T_Global"], "other.ts": ["type:core.ts#T_Other"], "far.ts": [],
    };
    const graph = graphOf(sketch, createModuleTable(), (facts, id) => {
      if (id !== "dom.ts") return facts;
      const requests = facts.requests.map((one) => ({ ...one, kind: "type" as const }));
      return { ...facts, ambient: true, requests, symbols: facts.symbols.map((one) => (one.name === "declare module" ? { ...one, name: `augment module "core.ts"`, typeOnly: true } : one)) };
    });
    const { nearest } = symbolReach([graph], namedPoints(graph.indexOf(asRepoPath("dom.ts")), "T_Mine"));
    expect([...nearest.keys()].map((one) => graph.ids[one]!).sort()).toEqual(["core.ts", "dom.ts", "shape.ts", "user.ts"]);
  });

  test("what was deleted still has its old dependents: the walk runs over base and head together", () => {
    const table = createModuleTable();
    const base = graphOf({ "old.ts": lib, "app.ts": { run: ["old.ts#A"] }, "main.ts": ["app.ts#run"] }, table);
    const head = graphOf({ "app.ts": { run: [] }, "main.ts": ["app.ts#run"] }, table);
    const { nearest } = symbolReach([base, head], namedPoints(table.find(asRepoPath("old.ts")), "A"));
    expect([...nearest].map(([module, { distance }]) => [table.ids[module], distance])).toEqual([["old.ts", 0], ["app.ts", 1], ["main.ts", 2]]);
  });
});
