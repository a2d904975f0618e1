import { moduleSymbol, type ExportFact, type ModuleFacts } from "../facts/module-facts.ts";

/** An export that passes on what a request leads to. */
export type Reexport = Exclude<ExportFact, { symbol: number }>;

/**
 * A module's facts asked the other way round: from a name or a request to the symbols that hold it. Answers come from
 * scanning the facts: most modules are asked a few times only, and building tables for each cost twice what it saved.
 */
export interface FactsIndex {
  /** -1 when this side of the change does not declare it. */
  symbolOf(name: string): number;
  /** Symbols whose text names symbol `index`. */
  referrersOf(index: number): readonly number[];
  /** Names that local symbol `index` is exported under. */
  exportNamesOf(index: number): readonly string[];
  /** `[symbol, imported, typeOnly]` of every use through one request. */
  usesOf(request: number): readonly (readonly [symbol: number, imported: string, typeOnly: boolean])[];
  /** Exports that pass on what one request leads to. */
  reexportsOf(request: number): readonly Reexport[];
  /** Whether the file itself says what `name` is; else `export *` or `module.exports` may. */
  exportsByName(name: string): boolean;
  /** Whether the name stands for something that exists for the type checker only. */
  isTypeOnlyExport(name: string): boolean;
  readonly hasStars: boolean;
}

const indexes = new WeakMap<ModuleFacts, FactsIndex>();

export function indexOf(facts: ModuleFacts): FactsIndex {
  let index = indexes.get(facts);
  if (index === undefined) indexes.set(facts, (index = build(facts)));
  return index;
}

/** Beyond this many exports (large barrels) a table of names pays for itself. */
const manyExports = 24;

function build(facts: ModuleFacts): FactsIndex {
  const { symbols, exports } = facts;
  let names: ReadonlyMap<string, boolean> | null = null;
  const isValue = (fact: ExportFact): boolean => ("symbol" in fact ? !symbols[fact.symbol]!.typeOnly : !fact.typeOnly);
  /** True for a value, false for a type, undefined when the file does not export the name. */
  const exported = (name: string): boolean | undefined => {
    if (exports.length > manyExports) return (names ??= namesOf(exports, isValue)).get(name);
    let found: boolean | undefined;
    for (const fact of exports) if ("name" in fact && fact.name === name) found = found === true || isValue(fact);
    return found;
  };
  return {
    symbolOf: (name) => (name === moduleSymbol ? 0 : symbols.findIndex((symbol) => symbol.name === name)),
    referrersOf(index) {
      const out: number[] = [];
      for (let i = 0; i < symbols.length; i++) if (i !== index && symbols[i]!.refs.includes(index)) out.push(i);
      return out;
    },
    exportNamesOf(index) {
      const out: string[] = [];
      for (const fact of exports) if ("symbol" in fact && fact.symbol === index) out.push(fact.name);
      return out;
    },
    usesOf(request) {
      const out: [number, string, boolean][] = [];
      for (let i = 0; i < symbols.length; i++) for (const use of symbols[i]!.uses) if (use[0] === request) out.push([i, use[1], use[2] === 1]);
      return out;
    },
    reexportsOf(request) {
      const out: Reexport[] = [];
      for (const fact of exports) if (("star" in fact && fact.star === request) || ("request" in fact && fact.request === request)) out.push(fact);
      return out;
    },
    exportsByName: (name) => exported(name) !== undefined,
    isTypeOnlyExport: (name) => exported(name) === false,
    hasStars: exports.some((fact) => "star" in fact),
  };
}

function namesOf(exports: readonly ExportFact[], isValue: (fact: ExportFact) => boolean): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  for (const fact of exports) if ("name" in fact) names.set(fact.name, names.get(fact.name) === true || isValue(fact));
  return names;
}
