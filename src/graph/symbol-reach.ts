import { ambientReach, isDeclaredBy } from "../facts/ambient.ts";
import { moduleSymbol, type EdgeKind, type ModuleFacts } from "../facts/module-facts.ts";
import { augmentedBy } from "./augmented.ts";
import { askersOf, differsHere, type Asker, type Askers } from "./askers.ts";
import { indexOf, type FactsIndex } from "./facts-index.ts";
import type { Graph } from "./graph.ts";
import { usersOf } from "./reroutes.ts";

/**
 * A point of the symbol graph: a declaration of a module (`symbol`), a name others import from it (`export`), or every
 * name it exports at once (`all`; `name` is then empty).
 */
export interface Point {
  readonly module: number;
  readonly space: "symbol" | "export" | "all";
  readonly name: string;
}

/** Where a walk starts. `valueOnly`: its type is what it was, so only what runs can feel it. */
export interface Seed extends Point {
  readonly valueOnly?: boolean;
}

/** A point that can feel the seeds: how far away, and the next point on the way to them. */
export interface Reached extends Point {
  readonly distance: number;
  /** Null for seeds. */
  readonly towards: Reached | null;
  /** The edge to `towards`; null when both lie in one module. */
  readonly edge: Edge | null;
  /** The same for a way that exists when the program runs; null where none does. A seed is its own way. */
  readonly runtime: { readonly towards: Reached | null; readonly edge: Edge | null } | null;
}

export interface Edge {
  readonly kind: EdgeKind;
  readonly typeOnly: boolean;
}

export interface Reach {
  /** The nearest point of each module that was reached, seeds included. */
  readonly nearest: ReadonlyMap<number, Reached>;
  /** The first point of each module that is reached at run time. */
  readonly runtime: ReadonlyMap<number, Reached>;
  /** Every point reached, nearest first, seeds included. */
  readonly points: readonly Reached[];
}

export interface ReachOptions {
  /** Stop once this answers true; the point it saw is then the last of `points`. */
  readonly until?: (reached: Reached) => boolean;
  /** Points that a changed file moves without being imported (a manifest that reroutes them): one step from `cause`. */
  readonly rerouted?: { readonly cause: Point; readonly points: readonly Point[] };
  /** Modules nobody could read, each with the seed it might import: one step away, whole. Seeds that are none are passed over. */
  readonly unread?: readonly { readonly module: number; readonly cause: Point }[];
}

/** A point while the walk goes on: the run-time way may be found after the nearest one. */
interface Found extends Point {
  readonly distance: number;
  readonly towards: Found | null;
  readonly edge: Edge | null;
  runtime: { readonly towards: Found | null; readonly edge: Edge | null } | null;
  /** Whether its type may differ too; else no type-only edge carries on. */
  types: boolean;
}

/**
 * Everything that can feel a change in `seeds`, over the union of `graphs` (base and head: what was deleted still has its
 * old dependents). One breadth-first walk from all seeds at once: steps within a module cost nothing, a step to another
 * module costs one. A point is passed again only if a way at run time, or one that moves types, turns up after the nearest
 * one: at most three times.
 */
export function symbolReach(graphs: readonly Graph[], seeds: readonly Seed[], options: ReachOptions = {}): Reach {
  const seen = new Map<number, Map<string, Found>>();
  const foundAt = ({ module, space, name }: Point): Found | undefined => seen.get(module * spaces.length + spaces.indexOf(space))?.get(name);
  const nearest = new Map<number, Found>();
  const runtime = new Map<number, Found>();
  const points: Found[] = [];
  let here: Found[] = [];
  let next: Found[] = [];

  const visit = (module: number, space: Point["space"], name: string, from: Found | null, edge: Edge | null, forTypes: boolean, valueOnly = false): void => {
    const runs = from === null || (!forTypes && from.runtime !== null && edge?.typeOnly !== true);
    const types = from === null ? !valueOnly : from.types;
    if (!runs && !types) return;
    const place = module * spaces.length + spaces.indexOf(space);
    let known = seen.get(place);
    if (known === undefined) seen.set(place, (known = new Map()));
    const before = known.get(name);
    const distance = (from?.distance ?? 0) + (edge === null ? 0 : 1);
    if (before !== undefined && before.distance <= distance) {
      if ((!runs || before.runtime !== null) && (!types || before.types)) return;
      if (runs) before.runtime ??= { towards: from, edge };
      before.types ||= types;
      (edge === null ? here : next).push(before);
      return;
    }
    const found: Found = { module, space, name, distance, towards: from, edge, runtime: runs ? { towards: from, edge } : (before?.runtime ?? null), types: types || before?.types === true };
    known.set(name, found);
    (edge === null ? here : next).push(found);
  };

  for (const seed of seeds) visit(seed.module, seed.space, seed.name, null, null, false, seed.valueOnly);
  if (options.rerouted !== undefined) {
    const { cause, points: moved } = options.rerouted;
    visit(cause.module, cause.space, cause.name, null, null, false);
    const from = here.at(-1)!;
    for (const point of moved) visit(point.module, point.space, point.name, from, reroutedEdge, false);
  }
  for (const { module, cause } of options.unread ?? []) {
    const from = foundAt(cause);
    if (from === undefined) continue;
    visit(module, "symbol", moduleSymbol, from, unreadEdge, false);
    visit(module, "all", "", from, unreadEdge, false);
  }
  const passed = new Set<Found>();
  while (here.length > 0) {
    while (here.length > 0) {
      const found = here.pop()!;
      if (foundAt(found) !== found) continue; // A nearer way was found.
      if (!passed.has(found)) {
        passed.add(found);
        points.push(found);
        if (!nearest.has(found.module)) nearest.set(found.module, found);
      }
      if (found.runtime !== null && !runtime.has(found.module)) runtime.set(found.module, found);
      if (options.until?.(found) === true) return { nearest, runtime, points: [...points, found] };
      for (const graph of graphs) if (graph.present.has(found.module)) spread(graph, found, visit);
    }
    here = next;
    next = [];
  }
  return { nearest, runtime, points };
}

const reroutedEdge: Edge = { kind: "asset", typeOnly: false };
/** As of an import whose target nobody can name. */
const unreadEdge: Edge = { kind: "dynamic", typeOnly: false };

const spaces: readonly Point["space"][] = ["symbol", "export", "all"];

type Visit = (module: number, space: Point["space"], name: string, from: Found, edge: Edge | null) => void;

/** Visits all that uses one point directly, in one graph. */
function spread(graph: Graph, at: Found, visitFor: (...args: [...Parameters<Visit>, boolean]) => void): void {
  // Of a module that is the same in both, the upper graph has only its new users to add: mostly none.
  if (!differsHere(graph, at.module) && graph.newlyUsedBy(at.module).length === 0) return;
  const facts = graph.facts(at.module);
  const askers = askersOf(graph, at.module);
  // What exists only for the type checker is felt through types alone.
  const forTypes = at.space === "symbol" ? facts.symbols[indexOf(facts).symbolOf(at.name)]?.typeOnly === true : indexOf(facts).isTypeOnlyExport(at.name);
  const visit: Visit = (module, space, name, from, edge) => visitFor(module, space, name, from, edge, forTypes);
  if (at.space === "symbol") spreadSymbol(graph, facts, askers, at, visit);
  else spreadExport(facts, askers, at, visit, graph);
}

function tell(askers: Iterable<Asker>, at: Found, visit: Visit): void {
  for (const { module, space, name, edge } of askers) visit(module, space, name, at, edge);
}

function spreadSymbol(graph: Graph, facts: ModuleFacts, askers: Askers, at: Found, visit: Visit): void {
  const index = indexOf(facts);
  const symbol = index.symbolOf(at.name);
  if (symbol < 0) return;
  // Whoever names a class as a type is handed its instances, and calls what changed.
  at.types ||= facts.symbols[symbol]!.instances === true;
  if (differsHere(graph, at.module)) {
    for (const referrer of index.referrersOf(symbol)) visit(at.module, "symbol", facts.symbols[referrer]!.name, at, null);
    for (const name of index.exportNamesOf(symbol)) visit(at.module, "export", name, at, null);
    spreadAmbient(graph, facts, at, visit);
  }
  if (at.name === moduleSymbol) spreadEvaluation(facts, askers, at, visit);
  tell(askers.implied, at, visit);
}

const ambientEdge = { kind: "type", typeOnly: true } as const;

/** Whose types an ambient declaration may move: which of their names, no import says, so all of them. */
function spreadAmbient(graph: Graph, facts: ModuleFacts, at: Found, visit: Visit): void {
  const reach = ambientReach(facts, at.name);
  if (reach === null) return;
  const augmented = reach.to === "augmented" ? augmentedBy(graph, at, reach.request) : [];
  for (const { module, space, name } of augmented) visit(module, space, name, at, ambientEdge);
  if (augmented.length > 0) return;
  for (const other of graph.sameScope(at.module)) {
    if (other === at.module) continue;
    if (reach.to === "askers") tellAskers(graph, other, reach.pattern, at, visit);
    else {
      visit(other, "symbol", moduleSymbol, at, ambientEdge);
      visit(other, "all", "", at, ambientEdge);
    }
  }
}

function tellAskers(graph: Graph, other: number, pattern: string, at: Found, visit: Visit): void {
  graph.facts(other).requests.forEach(({ specifier }, request) => {
    if (!isDeclaredBy(pattern, specifier)) return;
    for (const { module, space, name } of usersOf(graph, other, request)) visit(module, space, name, at, ambientEdge);
  });
}

/** Who loads the module feels its evaluation; who asks an opaque module for any name asks for it whole. */
function spreadEvaluation(facts: ModuleFacts, askers: Askers, at: Found, visit: Visit): void {
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

function spreadExport(facts: ModuleFacts, askers: Askers, at: Found, visit: Visit, graph: Graph): void {
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
function spreadStars(askers: Askers, at: Found, visit: Visit, graph: Graph): void {
  const some = at.space === "all" || at.name === "*" || at.name === "export=";
  if (!some && at.name === "default") return;
  for (const { module, edge } of askers.stars) {
    if (some) visit(module, "export", "*", at, edge);
    else if (!indexOf(graph.facts(module)).exportsByName(at.name)) visit(module, "export", at.name, at, edge);
  }
}
