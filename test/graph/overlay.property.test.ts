import fc from "fast-check";
import { expect, test } from "vitest";
import { createGraph, createGraphOver } from "../../src/graph/create-graph.ts";
import { createModuleTable } from "../../src/graph/module-table.ts";
import { symbolReach } from "../../src/graph/symbol-reach.ts";
import { allPoints } from "../../src/graph/why-path.ts";
import { partsOf, type GraphSketch, type ModuleSketch } from "../support/graph-of.ts";

const size = 6;
const name = (i: number): string => `m${i}.ts`;
/** A module of two symbols that use symbols of other modules, and perhaps pass another module on. */
const modules: fc.Arbitrary<ModuleSketch> = fc
  .tuple(fc.array(fc.tuple(fc.boolean(), fc.nat(size - 1), fc.boolean(), fc.boolean()), { maxLength: 4 }), fc.option(fc.nat(size - 1), { nil: null }))
  .map(([uses, star]) => {
    const sketch: Record<string, string[]> = { a: [], b: [] };
    for (const [symbol, target, of, typeOnly] of uses) sketch[symbol ? "a" : "b"]!.push(`${typeOnly ? "type:" : ""}${name(target)}#${of ? "a" : "b"}`);
    return star === null ? sketch : { ...sketch, "export *": [name(star)] };
  });
const sketches: fc.Arbitrary<GraphSketch> = fc.array(fc.option(modules, { nil: null, freq: 5 }), { minLength: size, maxLength: size }).map((all) => Object.fromEntries(all.flatMap((one, i) => (one === null ? [] : [[name(i), one]]))));
/** The head: some modules of the base written anew, come or gone. */
const changes = fc.array(fc.tuple(fc.nat(size - 1), fc.option(modules, { nil: null })), { maxLength: 3 });

test("a head laid over its base walks as a head that stands alone", () => {
  fc.assert(fc.property(sketches, changes, fc.nat(size - 1), (base, edits, seed) => {
    const head: Record<string, ModuleSketch> = { ...base };
    for (const [i, module] of edits) {
      if (module === null) delete head[name(i)];
      else head[name(i)] = module;
    }
    const table = createModuleTable();
    for (let i = 0; i < size; i++) table.numberOf(name(i) as Parameters<typeof table.numberOf>[0]);
    const [before, after] = [partsOf(base, table), partsOf(head, table)];
    const below = createGraph(before);
    const edited = new Set(edits.map(([i]) => table.find(name(i) as Parameters<typeof table.find>[0])));
    const alone = createGraph(after);
    const over = createGraphOver(below, before.rows, after, (module) => edited.has(module));
    const felt = (graph: typeof alone) => {
      const seeds = [below, graph].flatMap((one) => (one.present.has(seed) ? allPoints(one, seed) : []));
      return [...symbolReach([below, graph], seeds).nearest].map(([module, { distance, runtime }]) => [module, distance, runtime !== null]).sort();
    };
    for (const module of alone.present) expect(over.present.has(module)).toBe(true);
    expect(felt(over)).toEqual(felt(alone));
    for (const module of alone.present) expect(new Set(over.usedBy(module).map((link) => link.module))).toEqual(new Set(alone.usedBy(module).map((link) => link.module)));
  }), { numRuns: 300 });
});
