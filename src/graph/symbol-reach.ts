import { moduleSymbol, type EdgeKind, type ModuleFacts } from "../facts/module-facts.ts";
import { askersOf, differsHere, type Asker, type Askers } from "./askers.ts";
import { indexOf, type FactsIndex } from "./facts-index.ts";
import type { Graph } from "./graph.ts";

/**
 * A point of the symbol graph: a declaration of a module (`symbol`), a name others import from it (`export`), or every
 * name it exports at once (`all`; `name` is then empty).
 */
export interface Point {
  readonly module: number;
  readonly space: "symbol" | "export" | "all";
  readonly name: string;
}

/** A point that can feel the seeds: how far away, and the next point on the way to them. */
export interface Reached extends Point {
  readonly distance: number;
  /** Null for seeds. */
  readonly towards: Reached | null;
  /** The edge to `towards`; null when both lie in one module. */
  readonly edge: { readonly kind: EdgeKind; readonly typeOnly: boolean } | null;
}

export interface Reach {
  /** The nearest point of each module that was reached, seeds included. */
  readonly nearest: ReadonlyMap<number, Reached>;
  /** Every point reached, nearest first, seeds included. */
  readonly points: readonly Reached[];
  find(point: Point): Reached | undefined;
}

export interface ReachOptions {
  /** Leave out edges that exist for the type checker only. */
  readonly runtimeOnly: boolean;
  /** Stop once this answers true; the point it saw is then the last of `points`. */
  readonly until?: (reached: Reached) => boolean;
  /** Points that a changed file moves without being imported (a manifest that reroutes them): one step from `cause`. */
  readonly rerouted?: { readonly cause: Point; readonly points: readonly Point[] };
}

/**
 * Everything that can feel a change in `seeds`, over the union of `graphs` (base and head: what was deleted still has its
 * old dependents). One breadth-first walk from all seeds at once: steps within a module cost nothing, a step to another
 * module costs one. Every point is visited once.
 */
export function symbolReach(graphs: readonly Graph[], seeds: readonly Point[], options: ReachOptions): Reach {
  const seen = new Map<number, Map<string, Reached>>();
  const nearest = new Map<number, Reached>();
  const points: Reached[] = [];
  let here: Reached[] = [];
  let next: Reached[] = [];
  let stopped = false;

  const visit = (module: number, space: Point["space"], name: string, from: Reached | null, edge: Reached["edge"]): void => {
    if (stopped || (edge !== null && edge.typeOnly && options.runtimeOnly)) return;
    const key = keyOf(space, name);
    let known = seen.get(module);
    if (known === undefined) seen.set(module, (known = new Map()));
    const before = known.get(key);
    const distance = (from?.distance ?? 0) + (edge === null ? 0 : 1);
    if (before !== undefined && before.distance <= distance) return;
    const reached: Reached = { module, space, name, distance, towards: from, edge };
    known.set(key, reached);
    (edge === null ? here : next).push(reached);
  };

  for (const seed of seeds) visit(seed.module, seed.space, seed.name, null, null);
  if (options.rerouted !== undefined) {
    const { cause, points: moved } = options.rerouted;
    visit(cause.module, cause.space, cause.name, null, null);
    for (const point of moved) visit(point.module, point.space, point.name, here.at(-1)!, { kind: "asset", typeOnly: false });
  }
  while (here.length > 0 && !stopped) {
    while (here.length > 0 && !stopped) {
      const reached = here.pop()!;
      if (seen.get(reached.module)!.get(keyOf(reached.space, reached.name)) !== reached) continue; // A nearer way was found.
      points.push(reached);
      if (!nearest.has(reached.module)) nearest.set(reached.module, reached);
      if (options.until?.(reached) === true) stopped = true;
      for (const graph of graphs) if (graph.present.has(reached.module)) spread(graph, reached, options, visit);
    }
    here = next;
    next = [];
  }
  return { nearest, points, find: (point) => seen.get(point.module)?.get(keyOf(point.space, point.name)) };
}

function keyOf(space: Point["space"], name: string): string {
  return space === "symbol" ? name : space === "export" ? `>${name}` : ">";
}

type Visit = (module: number, space: Point["space"], name: string, from: Reached, edge: Reached["edge"]) => void;

/** Visits all that uses one point directly, in one graph. */
function spread(graph: Graph, at: Reached, options: ReachOptions, visit: Visit): void {
  const facts = graph.facts(at.module);
  const askers = askersOf(graph, at.module);
  if (at.space === "symbol") spreadSymbol(graph, facts, askers, at, options, visit);
  else if (!options.runtimeOnly || !indexOf(facts).isTypeOnlyExport(at.name)) spreadExport(facts, askers, at, visit, graph);
}

function tell(askers: Iterable<Asker>, at: Reached, visit: Visit): void {
  for (const { module, space, name, edge } of askers) visit(module, space, name, at, edge);
}

function spreadSymbol(graph: Graph, facts: ModuleFacts, askers: Askers, at: Reached, options: ReachOptions, visit: Visit): void {
  const index = indexOf(facts);
  const symbol = index.symbolOf(at.name);
  if (symbol < 0) return;
  // What exists only for the type checker is felt through types alone.
  if (options.runtimeOnly && facts.symbols[symbol]!.typeOnly) return;
  if (differsHere(graph, at.module)) {
    for (const referrer of index.referrersOf(symbol)) visit(at.module, "symbol", facts.symbols[referrer]!.name, at, null);
    for (const name of index.exportNamesOf(symbol)) visit(at.module, "export", name, at, null);
    if (facts.ambient) for (const other of graph.sameScope(at.module)) if (other !== at.module) visit(other, "symbol", moduleSymbol, at, ambientEdge);
  }
  if (at.name === moduleSymbol) spreadEvaluation(facts, askers, at, visit);
  tell(askers.implied, at, visit);
}

const ambientEdge = { kind: "type", typeOnly: true } as const;

/** Who loads the module feels its evaluation; who asks an opaque module for any name asks for it whole. */
function spreadEvaluation(facts: ModuleFacts, askers: Askers, at: Reached, visit: Visit): void {
  tell(askers.evaluation, at, visit);
  const index = indexOf(facts);
  for (const [name, asking] of askers.byName) if (facts.opaque || isUndeclared(index, name)) tell(asking, at, visit);
  if (!facts.opaque) return;
  tell(askers.namespace, at, visit);
  for (const { module, edge } of askers.stars) visit(module, "all", "", at, edge);
}

/** A name the module neither exports nor passes on: syntax cannot say where it comes from, so it hangs on the whole module. */
function isUndeclared(index: FactsIndex, imported: string): boolean {
  return !index.exportsByName(imported) && !index.exportsByName("export=") && !index.hasStars;
}

function spreadExport(facts: ModuleFacts, askers: Askers, at: Reached, visit: Visit, graph: Graph): void {
  tell(askers.namespace, at, visit);
  if (at.space === "all") for (const asking of askers.byName.values()) tell(asking, at, visit);
  else if (at.name === "export=" || at.name === "*") {
    // `module.exports = …` and `export *` answer for every name the file does not spell out.
    const index = indexOf(facts);
    for (const [name, asking] of askers.byName) if (name === at.name || !index.exportsByName(name)) tell(asking, at, visit);
  } else tell(askers.byName.get(at.name) ?? [], at, visit);
  spreadStars(askers, at, visit, graph);
  tell(askers.implied, at, visit);
}

/** `export * from` passes every name on but `default` and those the file itself exports. */
function spreadStars(askers: Askers, at: Reached, visit: Visit, graph: Graph): void {
  const some = at.space === "all" || at.name === "*" || at.name === "export=";
  if (!some && at.name === "default") return;
  for (const { module, edge } of askers.stars) {
    if (some) visit(module, "export", "*", at, edge);
    else if (!indexOf(graph.facts(module)).exportsByName(at.name)) visit(module, "export", at.name, at, edge);
  }
}
