import { importsPrint, moduleSymbol, type Fingerprints, type ModuleFacts, type RequestFact } from "../facts/module-facts.ts";

/** One side of a changed module: what its text says, and a hash per symbol. */
export interface ModuleSide {
  readonly facts: ModuleFacts;
  readonly prints: Fingerprints;
}

/** Which names of a module a change touches. */
export interface Touched {
  /** Declarations, exports and `<module>`, sorted by first appearance; empty when only comments or formatting changed. */
  readonly names: readonly string[];
  /** The file is new, gone, renamed or cannot be told apart: every name counts. */
  readonly whole: boolean;
  /** Those of `names` whose type is the same on both sides: only bodies differ, which no type-only use can feel. */
  readonly valueOnly: readonly string[];
  /** Specifiers that are loaded on one side only: felt as `<module>` when loading them does something. */
  readonly loads: { readonly base: readonly string[]; readonly head: readonly string[] };
}

const noLoads = { base: [], head: [] };

/** Compares the two sides of one module; null stands for a side that does not have it. */
export function touchedSymbols(base: ModuleSide | null, head: ModuleSide | null): Touched {
  const sides = [base, head].filter((side) => side !== null);
  const names = [...new Set(sides.flatMap(namesOf))];
  if (sides.length < 2) return { names, whole: true, valueOnly: [], loads: noLoads };
  const differing = names.filter((name) => base!.prints.get(name) !== head!.prints.get(name));
  if (sides.some(({ facts }) => facts.opaque)) return { names: differing.length > 0 ? names : [], whole: differing.length > 0, valueOnly: [], loads: noLoads };
  const impure = differing.some((name) => sides.some(({ facts }) => facts.symbols.some((symbol) => symbol.name === name && symbol.impure === true)));
  const evaluated = impure || changesOrder(base!.facts, head!.facts);
  const touched = evaluated ? new Set([...differing, moduleSymbol]) : new Set(differing);
  // `<module>` that stands for an impure initialiser only is evaluation and no type.
  const valueOnly = [...touched].filter((name) => typePrint(base!.prints.get(name)) === typePrint(head!.prints.get(name)) && base!.prints.has(name));
  return { names: names.filter((name) => touched.has(name)), whole: false, valueOnly, loads: loadsOf(base!.facts, head!.facts) };
}

/**
 * Whether declarations that need each other at load changed places (`class B extends A` above `class A` throws), or
 * initialisers that do something. Prints hold no order. Moving a hoisted function past what it uses counts as well:
 * facts do not tell functions from constants.
 */
function changesOrder(base: ModuleFacts, head: ModuleFacts): boolean {
  const [before, after] = [placesOf(base), placesOf(head)];
  const isShared = (name: string): boolean => before.has(name) && after.has(name);
  const swapped = base.symbols.some(({ name, refs }) =>
    refs.some((ref) => {
      const other = base.symbols[ref]!.name;
      return isShared(name) && isShared(other) && before.get(name)! < before.get(other)! !== after.get(name)! < after.get(other)!;
    }),
  );
  const impureOf = ({ symbols }: ModuleFacts): string => symbols.flatMap(({ name, impure }) => (impure === true && isShared(name) ? [name] : [])).join();
  return swapped || impureOf(base) !== impureOf(head);
}

/** Where each declaration that exists at run time stands; `<module>` stands nowhere. */
function placesOf({ symbols }: ModuleFacts): ReadonlyMap<string, number> {
  return new Map(symbols.flatMap(({ name, typeOnly }, place) => (typeOnly || name === moduleSymbol ? [] : [[name, place] as const])));
}

/** The part of a print that a symbol's type can depend on: what follows the slash, else all of it. */
function typePrint(print: string | undefined): string | undefined {
  return print?.slice(print.indexOf("/") + 1);
}

function namesOf({ facts, prints }: ModuleSide): string[] {
  return [...facts.symbols.map(({ name }) => name), ...[...prints.keys()].filter((name) => name !== importsPrint)];
}

function loadsOf(base: ModuleFacts, head: ModuleFacts): Touched["loads"] {
  const before = loadedBy(base);
  const after = loadedBy(head);
  return { base: before.filter((one) => !after.includes(one)), head: after.filter((one) => !before.includes(one)) };
}

/** Specifiers whose modules are evaluated when this one is. */
function loadedBy(facts: ModuleFacts): string[] {
  return [...new Set(facts.requests.filter(isLoad).map(({ specifier }) => specifier))];
}

/** Whether a request evaluates its target together with the asking module. */
export function isLoad(request: RequestFact): boolean {
  return !request.typeOnly && (request.kind === "import" || request.kind === "re-export" || request.kind === "side-effect" || request.kind === "require");
}
