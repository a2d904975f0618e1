import type { ts } from "ts-morph";
import type { ScriptKind } from "../facts/module-facts.ts";
import { outlineCommonJs } from "./commonjs.ts";
import type { Compiler } from "./compiler.ts";
import { Draft, type Bag } from "./draft.ts";
import { isJavaScript, outlineJsDoc } from "./jsdoc.ts";
import { hoistedVars } from "./hoisted-vars.ts";
import type { Source } from "./parse.ts";
import { createPurity } from "./purity.ts";
import { requiredBinding } from "./required-binding.ts";

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

/** The file's top level: what it declares, imports and exports, and the pieces that are still to be walked. */
export interface Outline {
  readonly source: Source;
  readonly draft: Draft;
  readonly portions: Portion[];
  /** Statements that belong to no declaration, in order. */
  readonly bare: Portion[];
  /** Names that `createRequire` gave a `require` to, and `require` itself. */
  readonly requires: ReadonlySet<string>;
  /** Names under `exports`, for reading them back (`exports.a()`). */
  readonly commonJsNames: Map<string, number>;
  readonly jsDoc: boolean;
}

type LocalExport = { readonly name: string; readonly local: string; readonly typeOnly: boolean };

/** Reads the top-level statements only; costs next to nothing beside parsing. */
export function outlineOf(ts: Compiler, kind: ScriptKind, source: Source, jsDoc: boolean): Outline {
  const K = ts.SyntaxKind;
  const draft = new Draft(source.text);
  const portions: Portion[] = [];
  const bare: Portion[] = [];
  const localExports: LocalExport[] = [];
  const expressions: ts.ExpressionStatement[] = [];
  const requires = new Set(["require"]);
  const purity = createPurity(ts, packageOf, source.text);
  /** Declarations whose purity is asked once every import is known. */
  const questions: { readonly owners: readonly number[]; readonly pure: () => boolean }[] = [];
  let isModule = false;
  let onlyDeclares = true;

  function packageOf(name: string): { specifier: string; imported: string } | undefined {
    const origin = draft.names.get(name);
    if (origin === undefined || origin.request < 0) return undefined;
    return { specifier: draft.requests[origin.request]!.specifier, imported: origin.imported };
  }

  function add(node: ts.Node, owners: readonly number[], bag: Bag, typeOnly = false, header = "", partOf = node): void {
    portions.push({ node, owners, bag, typeOnly, header, statement: partOf });
  }

  function addBare(node: ts.Node): void {
    bare.push({ node, owners: [0], bag: draft.module, typeOnly: false, header: "", statement: node });
  }

  function loads(request: number, typeOnly: boolean): void {
    if (!typeOnly) draft.module.uses.push([request, "", 0]);
  }

  function exportLocal(name: string, local: string, typeOnly = false): void {
    localExports.push({ name, local, typeOnly });
  }

  function importDeclaration(node: ts.ImportDeclaration): void {
    if (!ts.isStringLiteral(node.moduleSpecifier)) return;
    const { text, end } = node.moduleSpecifier;
    const clause = node.importClause;
    if (clause === undefined) {
      loads(draft.request(text, "side-effect", false, end), false);
      draft.effects = true;
      return;
    }
    const typeOnly = clause.phaseModifier === K.TypeKeyword;
    const request = draft.request(text, "import", typeOnly, end);
    loads(request, typeOnly);
    if (clause.name !== undefined) draft.bind(clause.name.text, request, "default", typeOnly);
    const bindings = clause.namedBindings;
    if (bindings === undefined) return;
    if (bindings.kind === K.NamespaceImport) return draft.bind(bindings.name.text, request, "*", typeOnly);
    for (const one of (bindings as ts.NamedImports).elements) draft.bind(one.name.text, request, (one.propertyName ?? one.name).text, typeOnly || one.isTypeOnly);
  }

  function exportDeclaration(node: ts.ExportDeclaration): void {
    const clause = node.exportClause;
    if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) {
      if (clause === undefined || clause.kind !== K.NamedExports) return;
      for (const one of (clause as ts.NamedExports).elements) exportLocal(one.name.text, (one.propertyName ?? one.name).text, node.isTypeOnly || one.isTypeOnly);
      return;
    }
    const { text, end } = node.moduleSpecifier;
    const request = draft.request(text, "re-export", node.isTypeOnly, end);
    loads(request, node.isTypeOnly);
    if (clause === undefined) draft.exports.push({ star: request, typeOnly: node.isTypeOnly });
    else if (clause.kind === K.NamespaceExport) draft.exports.push({ name: clause.name.text, request, imported: "*", typeOnly: node.isTypeOnly });
    else for (const one of (clause as ts.NamedExports).elements) draft.exports.push({ name: one.name.text, request, imported: (one.propertyName ?? one.name).text, typeOnly: node.isTypeOnly || one.isTypeOnly });
  }

  function importEquals(node: ts.ImportEqualsDeclaration): void {
    const exported = hasModifier(node, K.ExportKeyword);
    if (ts.isExternalModuleReference(node.moduleReference)) {
      const target = node.moduleReference.expression;
      if (target === undefined || !ts.isStringLiteral(target)) return addBare(node);
      const request = draft.request(target.text, "require", node.isTypeOnly, target.end);
      loads(request, node.isTypeOnly);
      draft.bind(node.name.text, request, "*", node.isTypeOnly);
    } else {
      const bag = draft.bag();
      const index = draft.declare(node.name.text, node.isTypeOnly, bag);
      add(node.moduleReference, [index], bag, node.isTypeOnly, exported ? "export import" : "import", node);
    }
    if (exported) exportLocal(node.name.text, node.name.text);
  }

  /** A function, class, interface, type alias, enum or namespace. */
  function declaration(node: ts.DeclarationStatement, typeOnly: boolean, pure: (() => boolean) | null): void {
    const bag = draft.bag();
    const exported = hasModifier(node, K.ExportKeyword);
    const asDefault = exported && hasModifier(node, K.DefaultKeyword);
    const name = node.name === undefined ? null : (node.name as ts.Identifier).text;
    const index = name === null ? draft.declareHidden("default", bag) : draft.declare(name, typeOnly, bag);
    if (asDefault || name === null) draft.exports.push({ name: "default", symbol: index });
    else if (exported) exportLocal(name, name, typeOnly);
    add(node, [index], bag, typeOnly);
    if (pure !== null && !hasModifier(node, K.DeclareKeyword)) questions.push({ owners: [index], pure });
  }

  function moduleDeclaration(node: ts.ModuleDeclaration): void {
    if (node.name.kind === K.StringLiteral || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0) {
      draft.ambient = true;
      const bag = draft.bag();
      draft.symbols[0]!.bags.push(bag);
      add(node, [0], bag, true);
    } else declaration(node, false, () => purity.statement(node));
  }

  function variables(node: ts.VariableStatement): void {
    const exported = hasModifier(node, K.ExportKeyword);
    const declared = hasModifier(node, K.DeclareKeyword);
    const word = (node.declarationList.flags & ts.NodeFlags.BlockScoped).toString();
    const header = `${exported ? "export " : ""}${declared ? "declare " : ""}${word}`;
    for (const one of node.declarationList.declarations) {
      if (!exported && bindRequired(one)) continue;
      const bag = draft.bag();
      const owners = namesIn(one.name).map((name) => {
        if (exported) exportLocal(name, name);
        return draft.declare(name, false, bag);
      });
      if (isCreateRequire(one.initializer) && ts.isIdentifier(one.name)) requires.add(one.name.text);
      if (owners.length === 0) addBare(one);
      else add(one, owners, bag, false, header, node);
      if (!declared && one.initializer !== undefined) questions.push({ owners, pure: () => purity.expression(one.initializer) });
    }
  }

  /** `const x = require("y")` binds like an import does. */
  function bindRequired(node: ts.VariableDeclaration): boolean {
    const found = requiredBinding(ts, node, requires);
    if (found === null) return false;
    const request = draft.request(found.specifier, "require", false, found.end);
    loads(request, false);
    for (const { name, imported } of found.bindings) draft.bind(name, request, imported, false);
    return true;
  }

  function namesIn(name: ts.BindingName): string[] {
    if (name.kind === K.Identifier) return [(name as ts.Identifier).text];
    return (name as ts.BindingPattern).elements.flatMap((one) => (ts.isBindingElement(one) ? namesIn(one.name) : []));
  }

  function isCreateRequire(node: ts.Expression | undefined): boolean {
    if (node === undefined || !ts.isCallExpression(node)) return false;
    const callee = node.expression;
    return (ts.isIdentifier(callee) && callee.text === "createRequire") || (ts.isPropertyAccessExpression(callee) && callee.name.text === "createRequire");
  }

  function exportAssignment(node: ts.ExportAssignment): void {
    const name = node.isExportEquals === true ? "export=" : "default";
    if (ts.isIdentifier(node.expression)) return exportLocal(name, node.expression.text);
    const bag = draft.bag();
    const index = draft.declareHidden(name, bag);
    draft.exports.push({ name, symbol: index });
    add(node, [index], bag);
    questions.push({ owners: [index], pure: () => purity.expression(node.expression) });
  }

  function otherStatement(node: ts.Statement): void {
    if (node.kind === K.EmptyStatement) return;
    draft.effects = true;
    for (const name of hoistedVars(ts, node)) draft.symbols[draft.declare(name, false, draft.bag())]!.bags.push({ id: 0, refs: [0], uses: [] });
    addBare(node);
  }

  function statement(node: ts.Statement): void {
    switch (node.kind) {
      case K.ImportDeclaration: return importDeclaration(node as ts.ImportDeclaration);
      case K.ExportDeclaration: return exportDeclaration(node as ts.ExportDeclaration);
      case K.ExportAssignment: return exportAssignment(node as ts.ExportAssignment);
      case K.ImportEqualsDeclaration: return importEquals(node as ts.ImportEqualsDeclaration);
      case K.VariableStatement: return variables(node as ts.VariableStatement);
      case K.FunctionDeclaration: return declaration(node as ts.FunctionDeclaration, false, null);
      case K.ClassDeclaration: return declaration(node as ts.ClassDeclaration, false, () => purity.class(node as ts.ClassDeclaration));
      case K.InterfaceDeclaration: case K.TypeAliasDeclaration: return declaration(node as ts.DeclarationStatement, true, null);
      case K.EnumDeclaration: return declaration(node as ts.EnumDeclaration, false, null);
      case K.ModuleDeclaration: return moduleDeclaration(node as ts.ModuleDeclaration);
      case K.ExpressionStatement: return void expressions.push(node as ts.ExpressionStatement);
      default: return otherStatement(node);
    }
  }

  function bindExport({ name, local, typeOnly }: LocalExport): void {
    const origin = draft.names.get(local);
    if (origin === undefined) draft.exports.push({ name, symbol: 0 }); // A global, or a name the parser lost: the whole module.
    else if (origin.symbol >= 0) draft.exports.push({ name, symbol: origin.symbol });
    else draft.exports.push({ name, request: origin.request, imported: origin.imported, typeOnly: typeOnly || origin.typeOnly });
  }

  for (const node of source.statements) {
    statement(node);
    isModule ||= isModuleSyntax(node);
    onlyDeclares &&= isDeclareOnly(node);
  }
  const commonJsNames = new Map<string, number>();
  if (jsDoc) outlineJsDoc(ts, source, draft, add);
  outlineCommonJs({ ts, draft, purity, expressions, requires, commonJsNames, add, addBare, exportLocal, javaScript: isJavaScript(kind) || !isModule });
  const exported = new Set<string>();
  for (const one of localExports) {
    const key = `${one.name}\0${one.local}`;
    if (!exported.has(key)) bindExport(one); // Overloads and merged declarations export their name once.
    exported.add(key);
  }
  for (const { owners, pure } of questions) {
    if (pure()) continue;
    draft.effects = true;
    for (const owner of owners) draft.symbols[owner]!.impure = true;
  }
  if (!isModule && onlyDeclares && source.statements.length > 0 && (kind === "dts" || kind === "ts" || kind === "tsx")) draft.ambient = true;
  return { source, draft, portions, bare, requires, commonJsNames, jsDoc };

  function isModuleSyntax(node: ts.Statement): boolean {
    const { kind: syntax } = node;
    if (syntax === K.ImportDeclaration || syntax === K.ExportDeclaration || syntax === K.ExportAssignment) return true;
    if (syntax === K.ImportEqualsDeclaration) return ts.isExternalModuleReference((node as ts.ImportEqualsDeclaration).moduleReference) || hasModifier(node, K.ExportKeyword);
    return hasModifier(node, K.ExportKeyword);
  }

  function isDeclareOnly(node: ts.Statement): boolean {
    return kind === "dts" || node.kind === K.InterfaceDeclaration || node.kind === K.TypeAliasDeclaration || node.kind === K.EmptyStatement || hasModifier(node, K.DeclareKeyword);
  }
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  const { modifiers } = node as ts.Node & { readonly modifiers?: readonly ts.Node[] };
  return modifiers !== undefined && modifiers.some((modifier) => modifier.kind === kind);
}
