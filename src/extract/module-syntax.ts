import type { ts } from "ts-morph";
import { hasModifier, type TopLevel } from "./top-level.ts";

/** `import … from "x"`, `import "x"`. */
export function readImport(top: TopLevel, node: ts.ImportDeclaration): void {
  const { ts, draft } = top;
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const { text, end } = node.moduleSpecifier;
  const clause = node.importClause;
  if (clause === undefined) {
    top.loads(draft.request(text, "side-effect", false, end));
    draft.effects = true;
    return;
  }
  const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const request = draft.request(text, "import", typeOnly, end);
  if (!typeOnly) top.loads(request);
  if (clause.name !== undefined) draft.bind(clause.name.text, request, "default", typeOnly);
  const bindings = clause.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) draft.bind(bindings.name.text, request, "*", typeOnly);
  else for (const one of bindings.elements) draft.bind(one.name.text, request, (one.propertyName ?? one.name).text, typeOnly || one.isTypeOnly);
}

/** `export { a as b }`, `export … from "x"`. */
export function readExport(top: TopLevel, node: ts.ExportDeclaration): void {
  const { ts } = top;
  const { exportClause: clause, isTypeOnly } = node;
  if (node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) return readReexport(top, node.moduleSpecifier, clause, isTypeOnly);
  if (clause === undefined || !ts.isNamedExports(clause)) return;
  for (const one of clause.elements) top.exportLocal(one.name.text, (one.propertyName ?? one.name).text, isTypeOnly || one.isTypeOnly);
}

function readReexport(top: TopLevel, specifier: ts.StringLiteral, clause: ts.NamedExportBindings | undefined, typeOnly: boolean): void {
  const { ts, draft } = top;
  const request = draft.request(specifier.text, "re-export", typeOnly, specifier.end);
  if (!typeOnly) top.loads(request);
  if (clause === undefined) draft.exports.push({ star: request, typeOnly });
  else if (ts.isNamespaceExport(clause)) draft.exports.push({ name: clause.name.text, request, imported: "*", typeOnly });
  else for (const one of clause.elements) draft.exports.push({ name: one.name.text, request, imported: (one.propertyName ?? one.name).text, typeOnly: typeOnly || one.isTypeOnly });
}

/** `export default …`, `export = …`. */
export function readExportAssignment(top: TopLevel, node: ts.ExportAssignment): void {
  const { ts, draft, purity } = top;
  const name = node.isExportEquals === true ? "export=" : "default";
  if (ts.isIdentifier(node.expression)) return top.exportLocal(name, node.expression.text);
  const bag = draft.bag();
  const index = draft.declareHidden(name, bag);
  draft.exports.push({ name, symbol: index });
  top.add(node, [index], bag);
  top.askPurity([index], () => purity.expression(node.expression));
}

/** `import x = require("y")`, `import x = Some.name`. */
export function readImportEquals(top: TopLevel, node: ts.ImportEqualsDeclaration): void {
  const { ts, draft } = top;
  const { isTypeOnly: typeOnly, name: { text: name } } = node;
  const exported = hasModifier(node, ts.SyntaxKind.ExportKeyword);
  if (ts.isExternalModuleReference(node.moduleReference)) {
    const target = node.moduleReference.expression;
    if (target === undefined || !ts.isStringLiteral(target)) return top.addBare(node);
    const request = draft.request(target.text, "require", typeOnly, target.end);
    if (!typeOnly) top.loads(request);
    draft.bind(name, request, "*", typeOnly);
  } else {
    const bag = draft.bag();
    const index = draft.declare(name, typeOnly, bag);
    top.add(node.moduleReference, [index], bag, { typeOnly, header: exported ? "export import" : "import", statement: node });
  }
  if (exported) top.exportLocal(name, name);
}
