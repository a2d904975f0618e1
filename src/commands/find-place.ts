import { posix } from "node:path";
import { Failure } from "../failure.ts";
import type { Graph } from "../graph/graph.ts";
import { asRepoPath, compareText } from "../ids.ts";

/** A module of the graph, or one of its symbols, as somebody named it. */
export interface FoundPlace {
  readonly module: number;
  readonly symbol: string | null;
  /** As the graph names it. */
  readonly name: string;
}

export interface Asked {
  readonly graph: Graph;
  readonly revision: string;
  /** The folder the user stands in: paths are looked for from the root first, then from here, as a shell completes them. */
  readonly standingIn: string;
}

/** Finds `path` or `path#symbol`; a Failure names what comes close. A path that itself holds `#` is tried first. */
export function findPlace({ graph, revision, standingIn }: Asked, words: string): FoundPlace {
  const text = [posix.normalize(words), posix.join(standingIn, words)].find((path) => isKnown(graph, path)) ?? words.replace(/^(?:\.\/)+/, "");
  const whole = graph.indexOf(asRepoPath(text));
  if (whole >= 0) return { module: whole, symbol: null, name: text };
  const at = text.lastIndexOf("#");
  const [path, symbol] = at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
  const module = graph.indexOf(asRepoPath(path));
  if (module < 0) throw noSuchModule(graph, path, revision);
  if (symbol === null || symbol === "") return { module, symbol: null, name: path };
  if (!namesOf(graph, module).includes(symbol)) throw noSuchSymbol(graph, module, symbol);
  return { module, symbol, name: `${path}#${symbol}` };
}

function isKnown(graph: Graph, text: string): boolean {
  return [text, text.replace(/#[^#]*$/, "")].some((path) => graph.indexOf(asRepoPath(path)) >= 0);
}

function noSuchModule(graph: Graph, path: string, revision: string): Failure {
  const close = closest(path, [...graph.present].map((module) => graph.ids[module] ?? ""));
  return new Failure("usage", `'${path}' is no module of ${revision}.`, {
    hint: close.length > 0 ? `Did you mean ${close.join(" or ")}?` : "Write the path from the repository's root, as git ls-files prints it; new files have to be staged.",
  });
}

function noSuchSymbol(graph: Graph, module: number, symbol: string): Failure {
  const names = namesOf(graph, module);
  const listed = names.slice(0, 12).join(", ") + (names.length > 12 ? `, and ${names.length - 12} more` : "");
  return new Failure("usage", `'${graph.ids[module]}' has no top-level symbol or export named '${symbol}'.`, {
    hint: names.length === 0 ? "It has none; name the module alone." : `It has ${listed}.`,
  });
}

/** What may follow the `#`: top-level declarations and exports. */
function namesOf(graph: Graph, module: number): readonly string[] {
  const facts = graph.facts(module);
  const exported = facts.exports.flatMap((one) => ("name" in one ? [one.name] : []));
  return [...new Set([...facts.symbols.map((one) => one.name), ...exported])].toSorted(compareText);
}

/** Up to three modules that end alike: `checkout.ts` finds `apps/shop/src/checkout.ts`, a wrong folder the right one. */
function closest(path: string, modules: readonly string[]): readonly string[] {
  const wanted = path.split("/").toReversed();
  const scored = modules.map((module) => ({ module, alike: alikeFromEnd(wanted, module.split("/").toReversed()) }));
  const best = Math.max(0, ...scored.map((one) => one.alike));
  if (best === 0) return [];
  return scored.filter((one) => one.alike === best).map((one) => one.module).toSorted((a, b) => a.length - b.length || compareText(a, b)).slice(0, 3);
}

/** How many segments from the end are the same; file names are compared without extension. */
function alikeFromEnd(a: readonly string[], b: readonly string[]): number {
  const stem = (name: string | undefined): string | undefined => name?.replace(/(?<=.)\..*$/, "").toLowerCase();
  if (stem(a[0]) !== stem(b[0])) return 0;
  let alike = 1;
  while (alike < a.length && a[alike] === b[alike]) alike++;
  return alike;
}
