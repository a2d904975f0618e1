/**
 * What one file's text says by itself. Path-free: the same blob gives the same facts wherever it lies, so facts are
 * cached by blob oid + script kind + extractor version. Arrays of small tuples, because thousands are kept and decoded.
 */
export interface ModuleFacts {
  /** Index 0 is always `<module>`: evaluating the file (top-level statements, side effects). Then top-level declarations. */
  readonly symbols: readonly SymbolFact[];
  /** What this file asks for, each distinct (specifier, kind, typeOnly) once. */
  readonly requests: readonly RequestFact[];
  readonly exports: readonly ExportFact[];
  readonly gaps: readonly FactGap[];
  /**
   * Some of its declarations reach files that never import it: `declare global`, `declare module "x"`, all of a
   * script-mode `.d.ts`. Felt by every module of the tsconfig that includes it; which symbols: `ambientReach`.
   */
  readonly ambient: boolean;
  /**
   * Names cannot be told apart here (JSON, CSS, other assets, a file that does not parse): asking for any name asks for
   * `<module>`, and every symbol is touched when the file is.
   */
  readonly opaque: boolean;
  /** Evaluating it does something: a bare top-level statement, a side-effect import, or an initialiser that syntax cannot prove pure. */
  readonly effects: boolean;
}

export interface SymbolFact {
  readonly name: string;
  /** Exists only for the type checker (interface, type alias, `declare` type): what flows through it is type-only. */
  readonly typeOnly: boolean;
  /** Indexes of other symbols of this file whose names occur in this one. By name, not by scope: errs wide. */
  readonly refs: readonly number[];
  /** What this symbol uses of other modules. */
  readonly uses: readonly UseFact[];
  /** Evaluating its own declaration may do something (`const app = express()`): touching it touches `<module>` too. */
  readonly impure?: true;
  /** A class: its instances go wherever its type is named, and its methods with them. */
  readonly instances?: true;
}

/**
 * `[request, imported, typeOnly]`. `imported` is an export name, `default`, `*` (the namespace escapes: every export),
 * or `` (evaluation only: the module is loaded and its side effects are felt).
 */
export type UseFact = readonly [request: number, imported: string, typeOnly: 0 | 1];

export const edgeKinds = ["import", "re-export", "dynamic", "require", "side-effect", "mock", "asset", "type"] as const;
/** The syntax an edge was written in; see the design's word list. */
export type EdgeKind = (typeof edgeKinds)[number];

export interface RequestFact {
  readonly specifier: string;
  readonly kind: EdgeKind;
  readonly typeOnly: boolean;
  /**
   * `literal`: one target. `pattern`: the specifier is a glob (`*`, `**`, `{a,b}`) that may match many (templates, `import.meta.glob`).
   * `path`: a file name relative to this file even without `./` (`new URL`, triple-slash path, setup files).
   * `setup`: a test runner's setup file named by this config; felt by the tests below its folder.
   */
  readonly shape: "literal" | "pattern" | "path" | "setup";
  /** 1-based line, for gaps and reports. */
  readonly line: number;
}

export type ExportFact =
  /** `name` is what others import; `symbol` the index of the local symbol behind it. `export=` stands for `module.exports`. */
  | { readonly name: string; readonly symbol: number }
  /** `export { imported as name } from request`; `imported` may be `*` for `export * as name`. */
  | { readonly name: string; readonly request: number; readonly imported: string; readonly typeOnly: boolean }
  /** `export * from request`. */
  | { readonly star: number; readonly typeOnly: boolean };

/** A gap as far as one file's text can tell; where it lies and whether it is local is decided later. */
export interface FactGap {
  readonly kind: "computed-import" | "parse-error" | "binary-source" | "too-large" | "missing-blob" | "lfs-pointer" | "limit";
  readonly line: number;
  readonly because: string;
  /** For `computed-import`: the repo-independent glob its target must match, when syntax gives one (`./locales/*.js`). */
  readonly pattern?: string;
}

/** How the text is read: decides the parser, so it is part of the cache key. */
export type ScriptKind = "ts" | "tsx" | "js" | "jsx" | "dts" | "vue" | "svelte" | "astro" | "asset";

export const moduleSymbol = "<module>";

/**
 * One hash per symbol over its tokens (trivia left out, steering comments kept): equal prints, equal meaning. Where a
 * function's body cannot move the symbol's type, a second one without such bodies follows behind a slash.
 */
export type Fingerprints = ReadonlyMap<string, string>;
/** The key of `Fingerprints` that stands for no symbol: the specifiers loaded at run time. */
export const importsPrint = "<imports>";

/** Facts of a leaf: anything may ask for it, it asks for nothing. */
export const leafFacts: ModuleFacts = {
  symbols: [{ name: moduleSymbol, typeOnly: false, refs: [], uses: [] }],
  requests: [],
  exports: [],
  gaps: [],
  ambient: false,
  opaque: true,
  effects: false,
};

const kinds = new Map<string, ScriptKind>(
  Object.entries({ ts: "ts", mts: "ts", cts: "ts", tsx: "tsx", js: "jsx", jsx: "jsx", mjs: "js", cjs: "js", vue: "vue", svelte: "svelte", astro: "astro" } as const),
);
/** `x.d.ts`, and `x.d.css.ts` for a file of another make. */
const declarationFile = /\.d(\.[^./]+)?\.[cm]?ts$/;

/** The script kind a path is read as; `asset` for everything that is not source. `.js` may hold JSX, so it is read as such. */
export function scriptKindOf(path: string): ScriptKind {
  const kind = kinds.get(path.slice(path.lastIndexOf(".") + 1)) ?? "asset";
  return kind === "ts" && declarationFile.test(path) ? "dts" : kind;
}

export function isSource(path: string): boolean {
  return scriptKindOf(path) !== "asset";
}
