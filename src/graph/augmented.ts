import { indexOf } from "./facts-index.ts";
import type { Graph } from "./graph.ts";
import type { Point } from "./symbol-reach.ts";

/**
 * The points that `declare module "x"` adds to, where `request` leads to modules of this repository: the declarations
 * behind the names, wherever re-exports lead; the export itself where there is none yet. None for a module from outside.
 */
export function augmentedBy(graph: Graph, { module, name }: Point, request: number): readonly Point[] {
  const targets = targetsOf(graph, module, request);
  const facts = graph.facts(module);
  const uses = facts.symbols[indexOf(facts).symbolOf(name)]?.uses ?? [];
  const names = new Set(uses.flatMap(([asked, imported]) => (asked === request ? [imported] : [])));
  return targets.flatMap((target) => [...names].flatMap((one): readonly Point[] => {
    if (one === "*") return [{ module: target, space: "all", name: "" }];
    const declared = declarationsOf(graph, target, one, new Set());
    return declared.length > 0 ? declared : [{ module: target, space: "export", name: one }];
  }));
}

function declarationsOf(graph: Graph, module: number, name: string, seen: Set<string>): readonly Point[] {
  const key = `${module} ${name}`;
  if (seen.has(key)) return [];
  seen.add(key);
  const facts = graph.facts(module);
  return facts.exports.flatMap((fact): readonly Point[] => {
    const follow = (request: number, asked: string): readonly Point[] => targetsOf(graph, module, request).flatMap((target) => declarationsOf(graph, target, asked, seen));
    if ("star" in fact) return name === "default" ? [] : follow(fact.star, name);
    if (fact.name !== name) return [];
    return "symbol" in fact ? [{ module, space: "symbol", name: facts.symbols[fact.symbol]!.name }] : follow(fact.request, fact.imported);
  });
}

function targetsOf(graph: Graph, module: number, request: number): readonly number[] {
  return graph.uses(module).flatMap((link) => (link.request === request ? [link.module] : []));
}
