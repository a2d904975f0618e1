import type { ts } from "ts-morph";
import type { ScriptKind } from "../facts/module-facts.ts";
import { readExpressions } from "./commonjs.ts";
import type { Compiler } from "./compiler.ts";
import { readDeclaration, readNamespace, readOther, readVariables } from "./declarations.ts";
import type { Draft } from "./draft.ts";
import { isJavaScript, readJsDoc } from "./jsdoc.ts";
import { readExport, readExportAssignment, readImport, readImportEquals } from "./module-syntax.ts";
import type { Source } from "./parse.ts";
import { hasModifier, TopLevel, type Portion } from "./top-level.ts";

/** The file's top level: what it declares, imports and exports, and the pieces that are still to be walked. */
export interface Outline {
  readonly source: Source;
  readonly draft: Draft;
  readonly portions: readonly Portion[];
  /** Statements that belong to no declaration, in order. */
  readonly bare: readonly Portion[];
  readonly requires: ReadonlySet<string>;
  /** Names under `exports`, for reading them back (`exports.a()`). */
  readonly commonJsNames: ReadonlyMap<string, number>;
  readonly jsDoc: boolean;
}

/** Reads the top-level statements only; costs next to nothing beside parsing. */
export function outlineOf(ts: Compiler, kind: ScriptKind, source: Source, jsDoc: boolean): Outline {
  const top = new TopLevel(ts, source);
  const { draft, portions, bare, requires } = top;
  const expressions: ts.ExpressionStatement[] = [];
  for (const node of source.statements) {
    if (ts.isExpressionStatement(node)) expressions.push(node);
    else readStatement(top, node);
  }
  if (jsDoc) readJsDoc(top);
  const isModule = source.statements.some((node) => isModuleSyntax(ts, node));
  const commonJsNames = readExpressions(top, expressions, isJavaScript(kind) || !isModule);
  top.settle();
  if (!isModule && source.statements.length > 0 && source.statements.every((node) => reachesOthers(ts, kind, node))) draft.ambient = true;
  return { source, draft, portions, bare, requires, commonJsNames, jsDoc };
}

function readStatement(top: TopLevel, node: ts.Statement): void {
  const { ts, purity } = top;
  const K = ts.SyntaxKind;
  switch (node.kind) {
    case K.ImportDeclaration: return readImport(top, node as ts.ImportDeclaration);
    case K.ExportDeclaration: return readExport(top, node as ts.ExportDeclaration);
    case K.ExportAssignment: return readExportAssignment(top, node as ts.ExportAssignment);
    case K.ImportEqualsDeclaration: return readImportEquals(top, node as ts.ImportEqualsDeclaration);
    case K.VariableStatement: return readVariables(top, node as ts.VariableStatement);
    case K.FunctionDeclaration: case K.EnumDeclaration: return readDeclaration(top, node as ts.DeclarationStatement, false, null);
    case K.ClassDeclaration: return readDeclaration(top, node as ts.ClassDeclaration, false, () => purity.class(node as ts.ClassDeclaration));
    case K.InterfaceDeclaration: case K.TypeAliasDeclaration: return readDeclaration(top, node as ts.DeclarationStatement, true, null);
    case K.ModuleDeclaration: return readNamespace(top, node as ts.ModuleDeclaration);
    default: return readOther(top, node);
  }
}

function isModuleSyntax(ts: Compiler, node: ts.Statement): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node)) return true;
  return hasModifier(node, ts.SyntaxKind.ExportKeyword) || (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference));
}

/** In a script without imports and exports, declarations are seen by every file; in code that runs they are most likely its own. */
function reachesOthers(ts: Compiler, kind: ScriptKind, node: ts.Statement): boolean {
  if (kind === "dts") return true;
  if (isJavaScript(kind)) return false;
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEmptyStatement(node) || hasModifier(node, ts.SyntaxKind.DeclareKeyword);
}
