import { compareText, type ModuleId } from "../ids.ts";
import type { Graph } from "./graph.ts";
import type { Dependent, Radius } from "./radius.ts";
import type { Reach } from "./symbol-reach.ts";

/**
 * Counts the dependents of a change. `changed` are the changed modules themselves: they are no dependents. `possible` are
 * modules that load something nobody can name and might load this: they count at distance 1, but nothing is concluded from them.
 */
export function radiusOf(graphs: readonly Graph[], reach: Reach, changed: ReadonlySet<number>, possible: readonly number[] = []): Radius {
  const reached = new Map([...reach.nearest].map(([module, { distance }]) => [module, { distance, runtime: reach.runtime.has(module) }]));
  for (const module of possible) if (!reached.has(module)) reached.set(module, { distance: 1, runtime: true });
  const dependents = [...reached]
    .filter(([module]) => !changed.has(module))
    .map(([module, { distance, runtime }]) => dependentOf(graphs, module, distance, runtime))
    .sort((a, b) => a.distance - b.distance || compareText(a.module, b.module));
  const byDistance: number[] = [];
  for (const { distance } of dependents) byDistance[distance - 1] = (byDistance[distance - 1] ?? 0) + 1;
  const runtime = dependents.filter(({ via }) => via === "runtime").length;
  return {
    modules: dependents.length,
    runtime,
    typeOnly: dependents.length - runtime,
    symbols: symbolsIn(reach, changed),
    packages: new Set(dependents.flatMap(({ package: name }) => (name === null ? [] : [name]))).size,
    testFiles: dependents.filter(({ test }) => test).length,
    byDistance: Array.from(byDistance, (count) => count ?? 0),
    dependents,
  };
}

function dependentOf(graphs: readonly Graph[], module: number, distance: number, runtime: boolean): Dependent {
  // The head's view of a module wins; a deleted one is known to the base alone.
  const graph = graphs.findLast((one) => one.present.has(module))!;
  return {
    module: graph.ids[module]! as ModuleId,
    package: graph.packageOf(module),
    distance,
    via: runtime ? "runtime" : "type",
    test: graph.isTest(module),
  };
}

/** Distinct names reached per dependent module; an export and the declaration behind it count once when they share a name. */
function symbolsIn(reach: Reach, changed: ReadonlySet<number>): number {
  const names = new Map<number, Set<string>>();
  for (const { module, name } of reach.points) {
    if (changed.has(module)) continue;
    const known = names.get(module);
    if (known === undefined) names.set(module, new Set([name]));
    else known.add(name);
  }
  let count = 0;
  for (const known of names.values()) count += known.size;
  return count;
}
