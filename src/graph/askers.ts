import { indexOf } from "./facts-index.ts";
import type { Graph, Link } from "./graph.ts";

/** Something of another module that asks for a name of this one: a symbol that uses it, or an export that passes it on. */
export interface Asker {
  readonly module: number;
  readonly space: "symbol" | "export";
  readonly name: string;
  readonly edge: { readonly kind: Link["kind"]; readonly typeOnly: boolean };
}

/** Everything that asks a module for something, by what is asked for. Built once a module, so that a walk looks names up. */
export interface Askers {
  readonly byName: ReadonlyMap<string, readonly Asker[]>;
  /** For the whole namespace: every export. */
  readonly namespace: readonly Asker[];
  /** For its evaluation. */
  readonly evaluation: readonly Asker[];
  /** Modules that pass everything on (`export *`); `name` is empty. */
  readonly stars: readonly Asker[];
  /** Without any syntax: setup files, JSX runtimes. */
  readonly implied: readonly Asker[];
}

const nobody: Askers = { byName: new Map(), namespace: [], evaluation: [], stars: [], implied: [] };

/** The askers among `links`, the uses of one module in `graph`. */
export function askersAmong(graph: Graph, links: readonly Link[]): Askers {
  if (links.length === 0) return nobody;
  const byName = new Map<string, Asker[]>();
  const askers = { namespace: [] as Asker[], evaluation: [] as Asker[], stars: [] as Asker[], implied: [] as Asker[] };
  const file = (imported: string, asker: Asker): void => {
    if (imported === "*") askers.namespace.push(asker);
    else if (imported === "") askers.evaluation.push(asker);
    else {
      const known = byName.get(imported);
      if (known === undefined) byName.set(imported, [asker]);
      else known.push(asker);
    }
  };
  for (const link of links) {
    const { module, kind } = link;
    const facts = graph.facts(module);
    if (link.request < 0) {
      askers.implied.push({ module, space: "symbol", name: facts.symbols[0]!.name, edge: { kind, typeOnly: link.typeOnly } });
      continue;
    }
    const strict = { kind, typeOnly: link.typeOnly };
    const typed = link.typeOnly ? strict : { kind, typeOnly: true };
    const index = indexOf(facts);
    for (const [symbol, imported, typeOnly] of index.usesOf(link.request)) {
      file(imported, { module, space: "symbol", name: facts.symbols[symbol]!.name, edge: typeOnly ? typed : strict });
    }
    for (const fact of index.reexportsOf(link.request)) {
      const edge = fact.typeOnly ? typed : strict;
      if ("star" in fact) askers.stars.push({ module, space: "export", name: "", edge });
      else file(fact.imported, { module, space: "export", name: fact.name, edge });
    }
  }
  return { byName, ...askers };
}

const kept = new WeakMap<Graph, Map<number, Askers>>();

/**
 * Who asks a module for something in this graph. In a graph that lies over another, an unchanged module has the askers of
 * the one below, so only those that differ are given.
 */
export function askersOf(graph: Graph, module: number): Askers {
  let known = kept.get(graph);
  if (known === undefined) kept.set(graph, (known = new Map()));
  let askers = known.get(module);
  if (askers === undefined) known.set(module, (askers = askersAmong(graph, differsHere(graph, module) ? graph.usedBy(module) : graph.newlyUsedBy(module))));
  return askers;
}

/** Whether the graph says something of its own about a module. */
export function differsHere(graph: Graph, module: number): boolean {
  return graph.differing === null || graph.differing.has(module);
}
