import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";
import { Draft, type Bag } from "./draft.ts";
import type { Source } from "./parse.ts";
import { createPurity, type Purity } from "./purity.ts";

/** A piece of the file and who it belongs to. Walked for facts, hashed for fingerprints. */
export interface Portion {
  readonly node: ts.Node;
  readonly bag: Bag;
  /** Indexes of the symbols it is part of. */
  readonly owners: readonly number[];
  /** Exists for the type checker only. */
  readonly typeOnly: boolean;
  /** Words that stand outside `node` and belong to it: `export const`. */
  readonly header: string;
  /** The statement `node` is a part of: comments in front of it steer `node` as well. */
  readonly statement: ts.Node;
}

/** The top level of a file while its statements are read: what they add to, and what waits until all names are known. */
export class TopLevel {
  readonly ts: Compiler;
  readonly source: Source;
  readonly draft: Draft;
  readonly purity: Purity;
  readonly portions: Portion[] = [];
  /** Statements that belong to no declaration, in order. */
  readonly bare: Portion[] = [];
  /** `require`, and names that `createRequire` gave one to. */
  readonly requires = new Set(["require"]);
  readonly #exports = new Map<string, { readonly name: string; readonly local: string; readonly typeOnly: boolean }>();
  readonly #questions: { readonly owners: readonly number[]; readonly pure: () => boolean }[] = [];

  constructor(ts: Compiler, source: Source) {
    this.ts = ts;
    this.source = source;
    this.draft = new Draft(source.text);
    this.purity = createPurity(ts, (name) => this.#originOf(name), source.text);
  }

  add(node: ts.Node, owners: readonly number[], bag: Bag, also: Partial<Pick<Portion, "typeOnly" | "header" | "statement">> = {}): void {
    this.portions.push({ node, owners, bag, typeOnly: false, header: "", statement: node, ...also });
  }

  addBare(node: ts.Node): void {
    this.bare.push({ node, owners: [0], bag: this.draft.module, typeOnly: false, header: "", statement: node });
  }

  /** Evaluating this module evaluates what is requested. */
  loads(request: number): void {
    this.draft.module.uses.push([request, "", 0]);
  }

  /** Exports what a name of the file stands for. Overloads and merged declarations export their name once. */
  exportLocal(name: string, local: string, typeOnly = false): void {
    const key = `${name}\0${local}`;
    if (!this.#exports.has(key)) this.#exports.set(key, { name, local, typeOnly });
  }

  /** Asks later whether evaluating a declaration is pure: imports may stand below it. */
  askPurity(owners: readonly number[], pure: () => boolean): void {
    this.#questions.push({ owners, pure });
  }

  /** Binds exports to names and answers questions, now that every name is known. */
  settle(): void {
    const { draft } = this;
    for (const { name, local, typeOnly } of this.#exports.values()) {
      const origin = draft.names.get(local);
      if (origin === undefined) draft.exports.push({ name, symbol: 0 }); // A global, or a name the parser lost: the whole module.
      else if (origin.symbol >= 0) draft.exports.push({ name, symbol: origin.symbol });
      else draft.exports.push({ name, request: origin.request, imported: origin.imported, typeOnly: typeOnly || origin.typeOnly });
    }
    for (const { owners, pure } of this.#questions) {
      if (pure()) continue;
      draft.effects = true;
      for (const owner of owners) draft.symbols[owner]!.impure = true;
    }
  }

  #originOf(name: string): { readonly specifier: string; readonly imported: string } | undefined {
    const origin = this.draft.names.get(name);
    if (origin === undefined || origin.request < 0) return undefined;
    return { specifier: this.draft.requests[origin.request]!.specifier, imported: origin.imported };
  }
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  const { modifiers } = node as ts.Node & { readonly modifiers?: readonly ts.Node[] };
  return modifiers !== undefined && modifiers.some((modifier) => modifier.kind === kind);
}
