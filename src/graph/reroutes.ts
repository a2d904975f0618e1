import { moduleSymbol } from "../facts/module-facts.ts";
import { indexOf } from "./facts-index.ts";
import type { Graph } from "./graph.ts";
import type { Point } from "./symbol-reach.ts";

/**
 * Points of unchanged modules whose requests lead elsewhere in head than in base although both targets are in both: a
 * manifest or a tsconfig moved them. What follows a deleted or added file is not among them: the files themselves are seeds.
 */
export function reroutedPoints(base: Graph, head: Graph, isUnchanged: (module: number) => boolean): Point[] {
  const points: Point[] = [];
  for (const module of head.present) {
    if (!base.present.has(module) || !isUnchanged(module)) continue;
    const before = targetsOf(base, module);
    const after = targetsOf(head, module);
    for (const request of new Set([...before.keys(), ...after.keys()])) {
      const [old, now] = [before.get(request) ?? new Set<number>(), after.get(request) ?? new Set<number>()];
      const lost = [...old].some((target) => !now.has(target) && head.present.has(target));
      const gained = [...now].some((target) => !old.has(target) && base.present.has(target));
      if (lost || gained) points.push(...usersOf(head, module, request));
    }
  }
  return points;
}

function targetsOf(graph: Graph, module: number): ReadonlyMap<number, ReadonlySet<number>> {
  const targets = new Map<number, Set<number>>();
  for (const link of graph.uses(module)) {
    const known = targets.get(link.request);
    if (known === undefined) targets.set(link.request, new Set([link.module]));
    else known.add(link.module);
  }
  return targets;
}

/** The symbols and exports of a module that stand on one of its requests. */
export function usersOf(graph: Graph, module: number, request: number): Point[] {
  const facts = graph.facts(module);
  const index = indexOf(facts);
  const symbols = index.usesOf(request).map(([symbol]): Point => ({ module, space: "symbol", name: facts.symbols[symbol]!.name }));
  const exports = index.reexportsOf(request).map((fact): Point => ({ module, space: "export", name: "star" in fact ? "*" : fact.name }));
  return symbols.length + exports.length > 0 ? [...symbols, ...exports] : [{ module, space: "symbol", name: moduleSymbol }];
}
