import { moduleSymbol, type EdgeKind, type ModuleFacts } from "../facts/module-facts.ts";
import { indexOf, type FactsIndex } from "./facts-index.ts";
import type { Graph, Link } from "./graph.ts";

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
  if (at.space === "symbol") spreadSymbol(graph, facts, at, options, visit);
  else if (!options.runtimeOnly || !indexOf(facts).isTypeOnlyExport(at.name)) spreadExport(graph, facts, at, visit);
}

function spreadSymbol(graph: Graph, facts: ModuleFacts, at: Reached, options: ReachOptions, visit: Visit): void {
  const index = indexOf(facts);
  const symbol = index.symbolOf(at.name);
  if (symbol < 0) return;
  // What exists only for the type checker is felt through types alone.
  if (options.runtimeOnly && facts.symbols[symbol]!.typeOnly) return;
  for (const referrer of index.referrersOf(symbol)) visit(at.module, "symbol", facts.symbols[referrer]!.name, at, null);
  for (const name of index.exportNamesOf(symbol)) visit(at.module, "export", name, at, null);
  if (at.name === moduleSymbol) spreadEvaluation(graph, facts, at, visit);
  if (facts.ambient) {
    for (const other of graph.sameScope(at.module)) if (other !== at.module) visit(other, "symbol", moduleSymbol, at, { kind: "type", typeOnly: true });
  }
  spreadImplied(graph, at, visit);
}

/** Who loads the module feels its evaluation; who asks an opaque module for any name asks for it whole. */
function spreadEvaluation(graph: Graph, facts: ModuleFacts, at: Reached, visit: Visit): void {
  const index = indexOf(facts);
  for (const link of graph.usedBy(at.module)) {
    if (link.request < 0) continue;
    const user = graph.facts(link.module);
    for (const [symbol, imported, typeOnly] of indexOf(user).usesOf(link.request)) {
      if (imported === "" || facts.opaque || isUndeclared(index, imported)) visit(link.module, "symbol", user.symbols[symbol]!.name, at, edgeOf(link, typeOnly));
    }
    if (!facts.opaque) continue;
    for (const fact of indexOf(user).reexportsOf(link.request)) {
      if ("star" in fact) visit(link.module, "all", "", at, edgeOf(link, fact.typeOnly));
      else visit(link.module, "export", fact.name, at, edgeOf(link, fact.typeOnly));
    }
  }
}

/** A name the module neither exports nor passes on: syntax cannot say where it comes from, so it hangs on the whole module. */
function isUndeclared(index: FactsIndex, imported: string): boolean {
  return imported !== "*" && !index.exportsByName(imported) && !index.exportsByName("export=") && !index.hasStars;
}

function spreadExport(graph: Graph, facts: ModuleFacts, at: Reached, visit: Visit): void {
  const index = indexOf(facts);
  const asks = (imported: string): boolean => {
    if (imported === "") return false;
    if (imported === "*" || at.space === "all") return true;
    // `module.exports = …` and `export *` answer for every name the file does not spell out.
    return imported === at.name || ((at.name === "export=" || at.name === "*") && !index.exportsByName(imported));
  };
  for (const link of graph.usedBy(at.module)) {
    if (link.request < 0) continue;
    const user = graph.facts(link.module);
    const userIndex = indexOf(user);
    for (const [symbol, imported, typeOnly] of userIndex.usesOf(link.request)) {
      if (asks(imported)) visit(link.module, "symbol", user.symbols[symbol]!.name, at, edgeOf(link, typeOnly));
    }
    for (const fact of userIndex.reexportsOf(link.request)) {
      if ("star" in fact) spreadStar(userIndex, link, at, fact.typeOnly, visit);
      else if (asks(fact.imported)) visit(link.module, "export", fact.name, at, edgeOf(link, fact.typeOnly));
    }
  }
  spreadImplied(graph, at, visit);
}

/** `export * from` passes every name on but `default` and those the file itself exports. */
function spreadStar(user: FactsIndex, link: Link, at: Reached, typeOnly: boolean, visit: Visit): void {
  if (at.space === "all") visit(link.module, "export", "*", at, edgeOf(link, typeOnly));
  else if (at.name === "*" || at.name === "export=") visit(link.module, "export", "*", at, edgeOf(link, typeOnly));
  else if (at.name !== "default" && !user.exportsByName(at.name)) visit(link.module, "export", at.name, at, edgeOf(link, typeOnly));
}

function spreadImplied(graph: Graph, at: Reached, visit: Visit): void {
  for (const link of graph.usedBy(at.module)) {
    if (link.request < 0) visit(link.module, "symbol", moduleSymbol, at, edgeOf(link, false));
  }
}

function edgeOf(link: Link, typeOnly: boolean): { kind: EdgeKind; typeOnly: boolean } {
  return { kind: link.kind, typeOnly: link.typeOnly || typeOnly };
}
