import type { Touched } from "../change/touched-symbols.ts";
import { isLoad } from "../change/touched-symbols.ts";
import { moduleSymbol } from "../facts/module-facts.ts";
import type { Graph } from "./graph.ts";
import type { Seed } from "./symbol-reach.ts";
import { namedPoints } from "./why-path.ts";

/** Where the walk of a change starts: the points of one module that are touched, in base or head. */
export function seedsOf(base: Graph, head: Graph, module: number, touched: Touched): readonly Seed[] {
  const seeds: Seed[] = touched.names.flatMap((name): Seed[] => {
    if (name === "*") return [{ module, space: "export", name }];
    const valueOnly = touched.valueOnly.includes(name);
    return namedPoints(module, name).map((point) => ({ ...point, valueOnly }));
  });
  if (touched.whole && touched.names.length > 0) seeds.push({ module, space: "all", name: "" });
  if (loadsDoSomething(base, module, touched.loads.base) || loadsDoSomething(head, module, touched.loads.head)) {
    seeds.push({ module, space: "symbol", name: moduleSymbol, valueOnly: true });
  }
  return seeds;
}

/** Whether loading one of these specifiers has effects, as far as syntax can tell; packages outside the repo are taken to have none. */
function loadsDoSomething(graph: Graph, module: number, specifiers: readonly string[]): boolean {
  if (specifiers.length === 0 || !graph.present.has(module)) return false;
  const wanted = new Set(specifiers);
  const { requests } = graph.facts(module);
  return graph.uses(module).some((link) => wanted.has(requests[link.request]?.specifier ?? "") && hasEffects(graph, link.module));
}

/** Whether evaluating a module, with all it loads, does more than declare. */
function hasEffects(graph: Graph, start: number): boolean {
  const seen = new Set([start]);
  for (const module of seen) {
    const facts = graph.facts(module);
    if (facts.effects) return true;
    for (const link of graph.uses(module)) {
      const request = facts.requests[link.request];
      if (request !== undefined && isLoad(request)) seen.add(link.module);
    }
  }
  return false;
}
