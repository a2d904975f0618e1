import fc from "fast-check";
import { expect, test } from "vitest";
import { symbolReach, type Point } from "../../src/graph/symbol-reach.ts";
import { namedPoints } from "../../src/graph/why-path.ts";
import { asRepoPath } from "../../src/ids.ts";
import { graphOf, type ModuleSketch } from "../support/graph-of.ts";

const size = 7;
const symbols = ["a", "b", "c"];
const moduleName = (i: number): string => `m${i}.ts`;

/** Random modules of three symbols each; every symbol uses some symbols of some modules, its own included. */
const worlds = fc
  .array(fc.tuple(fc.nat(size - 1), fc.nat(2), fc.nat(size - 1), fc.nat(2), fc.boolean()), { maxLength: 24 })
  .map((uses) => uses.filter(([from, a, to, b]) => from !== to || a !== b));
type Uses = readonly (readonly [number, number, number, number, boolean])[];

function sketchOf(uses: Uses): Record<string, ModuleSketch> {
  const sketch: Record<string, Record<string, string[]>> = {};
  for (let i = 0; i < size; i++) sketch[moduleName(i)] = { a: [], b: [], c: [] };
  for (const [from, a, to, b, typeOnly] of uses) {
    const use = from === to ? symbols[b]! : `${typeOnly ? "type:" : ""}${moduleName(to)}#${symbols[b]}`;
    sketch[moduleName(from)]![symbols[a]!]!.push(use);
  }
  return sketch;
}

/** The textbook answer: add users until nothing is added any more. */
function naive(uses: Uses, seeds: readonly string[], runtimeOnly: boolean): Set<string> {
  const felt = new Set(seeds);
  for (let before = -1; before !== felt.size; ) {
    before = felt.size;
    for (const [from, a, to, b, typeOnly] of uses) {
      if (runtimeOnly && typeOnly && from !== to) continue;
      if (felt.has(`${to}.${b}`)) felt.add(`${from}.${a}`);
    }
  }
  return felt;
}

function reached(uses: Uses, seeds: readonly string[], runtimeOnly: boolean): { felt: Set<string>; distances: Map<string, number> } {
  const graph = graphOf(sketchOf(uses));
  const points = seeds.flatMap((seed): Point[] => {
    const [module, symbol] = seed.split(".").map(Number) as [number, number];
    return namedPoints(graph.indexOf(asRepoPath(moduleName(module))), symbols[symbol]!);
  });
  const reach = symbolReach([graph], points);
  const keyOf = (point: Point): string => `${graph.ids[point.module]!.slice(1, 2)}.${symbols.indexOf(point.name)}`;
  const own = reach.points.filter(({ space, runtime }) => space === "symbol" && (!runtimeOnly || runtime !== null));
  return { felt: new Set(own.map(keyOf)), distances: new Map(own.map((point) => [keyOf(point), point.distance])) };
}

const seedsOf = fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(2)).map(([m, s]) => `${m}.${s}`), { minLength: 1, maxLength: 4 });

test("reach equals the naive fixpoint on random graphs", () => {
  fc.assert(fc.property(worlds, seedsOf, fc.boolean(), (uses, seeds, runtimeOnly) => {
    expect([...reached(uses, seeds, runtimeOnly).felt].sort()).toEqual([...naive(uses, seeds, runtimeOnly)].sort());
  }), { numRuns: 400 });
});

test("reach is monotone in its seeds: one more seed never loses a dependent nor moves it away", () => {
  fc.assert(fc.property(worlds, seedsOf, seedsOf, (uses, some, more) => {
    const few = reached(uses, some, false).distances;
    const many = reached(uses, [...new Set([...some, ...more])], false).distances;
    for (const [point, distance] of few) expect(many.get(point)).toBeLessThanOrEqual(distance);
  }), { numRuns: 200 });
});

test("runtime reach is part of reach", () => {
  fc.assert(fc.property(worlds, seedsOf, (uses, seeds) => {
    const all = reached(uses, seeds, false).felt;
    for (const point of reached(uses, seeds, true).felt) expect(all.has(point)).toBe(true);
  }), { numRuns: 200 });
});
