import type { ts } from "ts-morph";
import { ambientGlobal, ambientModule } from "../facts/ambient.ts";
import type { Compiler } from "./compiler.ts";
import type { Bag } from "./draft.ts";
import { jsDocOf } from "./jsdoc.ts";
import { isCreateRequire, requiredBinding } from "./required-binding.ts";
import { hasModifier, type TopLevel } from "./top-level.ts";

/** A function, class, interface, type alias, enum or namespace. `pure` is null where nothing is evaluated. */
export function readDeclaration(top: TopLevel, node: ts.DeclarationStatement, typeOnly: boolean, pure: (() => boolean) | null): void {
  const { ts, draft } = top;
  const K = ts.SyntaxKind;
  const bag = draft.bag();
  const exported = hasModifier(node, K.ExportKeyword);
  const name = node.name === undefined ? null : (node.name as ts.Identifier).text;
  const index = name === null ? draft.declareHidden("default", bag) : draft.declare(name, typeOnly, bag);
  if (ts.isClassLike(node)) draft.symbols[index]!.instances = true;
  if (name === null) draft.exports.push({ name: "default", symbol: index });
  else if (exported) top.exportLocal(hasModifier(node, K.DefaultKeyword) ? "default" : name, name, typeOnly);
  top.add(node, [index], bag, { typeOnly });
  if (pure !== null && !hasModifier(node, K.DeclareKeyword)) top.askPurity([index], pure);
}

/**
 * A namespace. `declare global` and `declare module "x"` reach files that never import this one: each is a symbol of its
 * own, under the words it is written with, so that what the file declares beside them reaches no further than imports do.
 */
export function readNamespace(top: TopLevel, node: ts.ModuleDeclaration): void {
  const { ts, draft, purity } = top;
  if (node.name.kind !== ts.SyntaxKind.StringLiteral && (node.flags & ts.NodeFlags.GlobalAugmentation) === 0) {
    return readDeclaration(top, node, false, () => purity.statement(node));
  }
  const bag = draft.bag();
  draft.ambient = true;
  const adds = ts.isExternalModule(top.source);
  const index = draft.declareHidden(ts.isStringLiteral(node.name) ? ambientModule(node.name.text, adds) : ambientGlobal, bag);
  draft.symbols[index]!.typeOnly = true;
  if (adds && ts.isStringLiteral(node.name)) noteAugmented(top, node, node.name, bag);
  top.add(node, [index], bag, { typeOnly: true });
}

/** What an augmentation adds to may be a module of this repository: the names it adds to are used, by the type checker. */
function noteAugmented({ ts, draft }: TopLevel, { body }: ts.ModuleDeclaration, { text, end }: ts.StringLiteral, bag: Bag): void {
  if (!/^(?:\.{1,2}\/|@[^/]+\/|[a-z])[^*:]*$/i.test(text) || body === undefined || !ts.isModuleBlock(body)) return;
  const request = draft.request(text, "type", true, end);
  for (const one of body.statements) for (const name of namesOf(ts, one)) bag.uses.push([request, name, 1]);
}

/** What a statement inside a module declares; `*` where that stands elsewhere. */
function namesOf(ts: Compiler, node: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => namesIn(ts, name));
  if (ts.isImportDeclaration(node)) return [];
  const { name } = node as Partial<ts.DeclarationStatement>;
  return [name !== undefined && ts.isIdentifier(name) ? name.text : "*"];
}

/** Each declaration of a variable statement; the names of one pattern share what it refers to. */
export function readVariables(top: TopLevel, node: ts.VariableStatement): void {
  const { ts, draft, purity } = top;
  const exported = hasModifier(node, ts.SyntaxKind.ExportKeyword);
  const declared = hasModifier(node, ts.SyntaxKind.DeclareKeyword);
  const header = `${exported ? "export " : ""}${declared ? "declare " : ""}${node.declarationList.flags & ts.NodeFlags.BlockScoped}`;
  // A type written before a `require` is a use of its own, which a mere binding has no place for.
  const typed = jsDocOf(node)?.some(({ tags }) => tags !== undefined) === true;
  for (const one of node.declarationList.declarations) {
    if (!exported && !typed && bindRequired(top, one)) continue;
    const bag = draft.bag();
    const owners = namesIn(ts, one.name).map((name) => {
      if (exported) top.exportLocal(name, name);
      return draft.declare(name, false, bag);
    });
    if (ts.isIdentifier(one.name) && one.initializer !== undefined && isCreateRequire(ts, one.initializer, draft)) top.requires.add(one.name.text);
    if (one.initializer !== undefined && ts.isClassExpression(one.initializer)) for (const owner of owners) draft.symbols[owner]!.instances = true;
    if (owners.length === 0) top.addBare(one);
    else top.add(one, owners, bag, { header, statement: node });
    if (!declared && one.initializer !== undefined) top.askPurity(owners, () => purity.expression(one.initializer));
  }
}

/** `const x = require("y")` binds like an import does. */
function bindRequired(top: TopLevel, node: ts.VariableDeclaration): boolean {
  const found = requiredBinding(top.ts, node, top.requires);
  if (found === null) return false;
  const request = top.draft.request(found.specifier, "require", false, found.end);
  top.loads(request);
  for (const { name, imported } of found.bindings) top.draft.bind(name, request, imported, false);
  return true;
}

function namesIn(ts: Compiler, name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return (name.elements as readonly ts.ArrayBindingElement[]).flatMap((one) => (ts.isBindingElement(one) ? namesIn(ts, one.name) : []));
}

/** Any other statement is bare; a `var` in it is a name of the whole file that the statement gives its value. */
export function readOther(top: TopLevel, node: ts.Statement): void {
  const { ts, draft } = top;
  if (ts.isEmptyStatement(node)) return;
  draft.effects = true;
  for (const name of hoistedVars(ts, node)) draft.symbols[draft.declare(name, false, draft.bag())]!.bags.push({ id: 0, refs: [0], uses: [] });
  top.addBare(node);
}

function hoistedVars(ts: Compiler, statement: ts.Statement): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) names.push(...node.declarations.flatMap(({ name }) => namesIn(ts, name)));
    if (!ts.isExpressionStatement(node)) ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}
