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
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode, ...(kind === "dts" ? {} : { setExternalModuleIndicator: asModule }) };
  return ts.createSourceFile(name, text, options, false, scriptKind) as Source;
}

/** Every file may be a module, even without imports: only so is `await` at its top level understood. */
function asModule(file: ts.SourceFile): void {
  (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
}

/** The first thing wrong with the syntax; old scripts' octal numbers are none, the compiler only dislikes them. */
export function firstError({ parseDiagnostics }: Source): ts.DiagnosticWithLocation | undefined {
  return parseDiagnostics.find(({ code }) => !octals.has(code));
}

/** "Octal literals are not allowed", "Octal escape sequences …", "Escape sequence … is not allowed", "Decimals with leading zeros …". */
const octals = new Set([1121, 1487, 1488, 1489]);

/** Whether the types of a plain JavaScript file may stand in its comments. */
export function hasJsDocTypes(kind: ScriptKind, text: string): boolean {
  return (kind === "js" || kind === "jsx") && text.includes("/**") && jsDocTypes.test(text);
}

const jsDocTypes = /@(?:import|type|typedef|param|returns?|arg|argument|property|prop|callback|template|satisfies|extends|augments|implements|overload|this|enum|throws)\b/;
