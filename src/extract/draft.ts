import type { EdgeKind, ExportFact, FactGap, ModuleFacts, RequestFact, SymbolFact, UseFact } from "../facts/module-facts.ts";
import { moduleSymbol } from "../facts/module-facts.ts";

/** What a name of the file's own scope stands for: a declaration of this file, or (`symbol` is -1) an import binding. */
export interface Name {
  readonly symbol: number;
  readonly request: number;
  /** Empty for a declaration; `*` for a namespace. */
  readonly imported: string;
  readonly typeOnly: boolean;
  /** The bag that last noted it: names recur, and a number compares faster than a set looks up. */
  seenIn: number;
  seenAsTypeIn: number;
}

/** What one piece of the file refers to, gathered while walking it. */
export interface Bag {
  readonly id: number;
  readonly refs: number[];
  readonly uses: UseFact[];
}

interface SymbolDraft {
  readonly name: string;
  typeOnly: boolean;
  impure: boolean;
  instances: boolean;
  readonly bags: Bag[];
}

/** Facts while they are being gathered. */
export class Draft {
  readonly symbols: SymbolDraft[] = [];
  readonly names = new Map<string, Name>();
  readonly exports: ExportFact[] = [];
  readonly gaps: FactGap[] = [];
  ambient = false;
  opaque = false;
  effects = false;
  /** The bag of `<module>`. */
  readonly module: Bag;
  /** Symbols that something else writes to: they depend on the writer. */
  readonly writes: { readonly symbol: number; readonly by: Bag }[] = [];
  readonly text: string;
  readonly #requests: RequestFact[] = [];
  readonly #requestKeys = new Map<string, number>();
  #bags = 0;
  #line = 1;
  #lineEnd = -2;
  #lineStart = 0;

  constructor(text: string) {
    this.text = text;
    this.module = this.bag();
    this.symbols.push({ name: moduleSymbol, typeOnly: false, impure: false, instances: false, bags: [this.module] });
  }

  bag(): Bag {
    return { id: ++this.#bags, refs: [], uses: [] };
  }

  /** The symbol of a declared name; the second declaration of a name adds to the first. */
  declare(name: string, typeOnly: boolean, bag: Bag): number {
    const known = this.names.get(name);
    if (known !== undefined && known.symbol >= 0) {
      const symbol = this.symbols[known.symbol]!;
      symbol.typeOnly &&= typeOnly;
      symbol.bags.push(bag);
      return known.symbol;
    }
    const index = this.symbols.push({ name, typeOnly, impure: false, instances: false, bags: [bag] }) - 1;
    this.names.set(name, { symbol: index, request: -1, imported: "", typeOnly: false, seenIn: 0, seenAsTypeIn: 0 });
    return index;
  }

  /** A symbol that no name leads to (`default`, `export=`, a property of `module.exports`); one per name. */
  declareHidden(name: string, bag: Bag): number {
    const known = this.symbols.findIndex((symbol) => symbol.name === name);
    if (known < 0) return this.symbols.push({ name, typeOnly: false, impure: false, instances: false, bags: [bag] }) - 1;
    this.symbols[known]!.bags.push(bag);
    return known;
  }

  bind(name: string, request: number, imported: string, typeOnly: boolean): void {
    if (this.names.get(name) !== undefined) return;
    this.names.set(name, { symbol: -1, request, imported, typeOnly, seenIn: 0, seenAsTypeIn: 0 });
  }

  request(specifier: string, kind: EdgeKind, typeOnly: boolean, end: number, shape: RequestFact["shape"] = "literal", line = -1): number {
    const key = `${kind}${typeOnly ? "?" : "!"}${shape}:${specifier}`;
    const known = this.#requestKeys.get(key);
    if (known !== undefined) return known;
    const index = this.#requests.push({ specifier, kind, typeOnly, shape, line: line < 0 ? this.lineOf(end) : line }) - 1;
    this.#requestKeys.set(key, index);
    return index;
  }

  get requests(): readonly RequestFact[] {
    return this.#requests;
  }

  /** 1-based. Asked mostly in rising order, so it goes on from the last answer instead of indexing every line. */
  lineOf(position: number): number {
    if (position < this.#lineStart) {
      this.#line = 1;
      this.#lineStart = 0;
      this.#lineEnd = -2;
    }
    if (this.#lineEnd === -2) this.#lineEnd = this.text.indexOf("\n");
    while (this.#lineEnd !== -1 && this.#lineEnd < position) {
      this.#line++;
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.text.indexOf("\n", this.#lineStart);
    }
    return this.#line;
  }

  /** A bare statement may change whatever it names, so that depends on `<module>`; call when the bare statements were walked. */
  tieBareStatements(): void {
    for (const symbol of new Set(this.module.refs)) {
      if (symbol !== 0 && !this.symbols[symbol]!.typeOnly) this.symbols[symbol]!.bags.push({ id: 0, refs: [0], uses: [] });
    }
  }

  #tieWriters(): void {
    if (this.writes.length === 0) return;
    const ownersOf = new Map<Bag, number[]>();
    this.symbols.forEach(({ bags }, i) => {
      for (const bag of bags) ownersOf.set(bag, [...(ownersOf.get(bag) ?? []), i]);
    });
    const done = new Set<string>();
    for (const { symbol, by } of this.writes) {
      const key = `${symbol} ${by.id}`;
      if (!done.has(key)) this.symbols[symbol]!.bags.push({ id: 0, refs: ownersOf.get(by) ?? [], uses: [] });
      done.add(key);
    }
  }

  finish(): ModuleFacts {
    this.#tieWriters();
    this.symbols.forEach((symbol, i) => {
      if (symbol.impure) this.module.refs.push(i);
    });
    return {
      symbols: this.symbols.map(finishSymbol),
      requests: this.#requests,
      exports: this.exports,
      gaps: this.gaps,
      ambient: this.ambient,
      opaque: this.opaque,
      effects: this.effects || this.symbols.some(({ impure }) => impure),
    };
  }
}

const none: readonly never[] = [];

function finishSymbol({ name, typeOnly, impure, instances, bags }: SymbolDraft, index: number): SymbolFact {
  const refs = bags.length === 1 ? bags[0]!.refs : bags.flatMap((bag) => bag.refs);
  const uses = bags.length === 1 ? bags[0]!.uses : bags.flatMap((bag) => bag.uses);
  const fact = { name, typeOnly, refs: refs.length === 0 ? none : distinctRefs(refs, index), uses: uses.length < 2 ? uses : distinctUses(uses) };
  return impure || instances ? { ...fact, ...(impure ? { impure } : {}), ...(instances ? { instances } : {}) } : fact;
}

function distinctRefs(refs: readonly number[], self: number): number[] {
  return [...new Set(refs)].filter((ref) => ref !== self).sort((a, b) => a - b);
}

/** A use at run time covers the same use by the type checker. */
function distinctUses(uses: readonly UseFact[]): UseFact[] {
  const byKey = new Map<string, UseFact>();
  for (const use of uses) {
    const key = `${use[0]} ${use[1]}`;
    const known = byKey.get(key);
    if (known === undefined || known[2] > use[2]) byKey.set(key, use);
  }
  return [...byKey.values()];
}
