import type { ts } from "ts-morph";
import type { ScriptKind } from "../facts/module-facts.ts";
import type { Compiler } from "./compiler.ts";

/** A parsed file, with the parts of the compiler's own bookkeeping that its public type leaves out. */
export type Source = ts.SourceFile & {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  readonly pragmas: ReadonlyMap<string, unknown>;
};

const fileNames: Record<ScriptKind, string> = {
  ts: "m.ts", tsx: "m.tsx", js: "m.js", jsx: "m.jsx", dts: "m.d.ts", vue: "m.tsx", svelte: "m.ts", astro: "m.tsx", asset: "m.js",
};

/** Syntax only. Nodes have no parents: setting them costs as much as the whole walk. */
export function parse(ts: Compiler, kind: ScriptKind, text: string, withJsDoc = false): Source {
  const name = fileNames[kind];
  const scriptKind = name.endsWith("x") ? (kind === "jsx" ? ts.ScriptKind.JSX : ts.ScriptKind.TSX) : kind === "js" ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const jsDocParsingMode = withJsDoc ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseNone;
  return ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode }, false, scriptKind) as Source;
}

/** Whether the types of a plain JavaScript file may stand in its comments. */
export function hasJsDocTypes(kind: ScriptKind, text: string): boolean {
  return (kind === "js" || kind === "jsx") && text.includes("/**") && jsDocTypes.test(text);
}

const jsDocTypes = /@(?:import|type|typedef|param|returns?|arg|argument|property|prop|callback|template|satisfies|extends|augments|implements|overload|this|enum|throws)\b/;
