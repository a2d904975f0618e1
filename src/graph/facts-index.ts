import { moduleSymbol, type ExportFact, type ModuleFacts } from "../facts/module-facts.ts";

/** A module's facts turned round: from a name or a request to the symbols that hold it. Built once a module, when a walk gets there. */
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
  reexportsOf(request: number): readonly Exclude<ExportFact, { symbol: number }>[];
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

const nothing: readonly never[] = [];

function build(facts: ModuleFacts): FactsIndex {
  const symbols = new Map(facts.symbols.map((symbol, i) => [symbol.name, i]));
  const referrers = new Map<number, number[]>();
  const uses = new Map<number, (readonly [number, string, boolean])[]>();
  facts.symbols.forEach((symbol, i) => {
    for (const ref of symbol.refs) if (ref !== i) push(referrers, ref, i);
    for (const [request, imported, typeOnly] of symbol.uses) push(uses, request, [i, imported, typeOnly === 1] as const);
  });
  const exportNames = new Map<number, string[]>();
  const reexports = new Map<number, Exclude<ExportFact, { symbol: number }>[]>();
  const named = new Set<string>();
  const values = new Set<string>();
  let hasStars = false;
  for (const fact of facts.exports) {
    if ("star" in fact) {
      hasStars = true;
      push(reexports, fact.star, fact);
    } else {
      named.add(fact.name);
      if ("symbol" in fact ? !facts.symbols[fact.symbol]!.typeOnly : !fact.typeOnly) values.add(fact.name);
      if ("symbol" in fact) push(exportNames, fact.symbol, fact.name);
      else push(reexports, fact.request, fact);
    }
  }
  return {
    symbolOf: (name) => (name === moduleSymbol ? 0 : symbols.get(name) ?? -1),
    referrersOf: (i) => referrers.get(i) ?? nothing,
    exportNamesOf: (i) => exportNames.get(i) ?? nothing,
    usesOf: (request) => uses.get(request) ?? nothing,
    reexportsOf: (request) => reexports.get(request) ?? nothing,
    exportsByName: (name) => named.has(name),
    isTypeOnlyExport: (name) => named.has(name) && !values.has(name),
    hasStars,
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
