import type { ts } from "ts-morph";
import type { ScriptKind } from "../facts/module-facts.ts";
import type { Compiler } from "./compiler.ts";
import type { Draft } from "./draft.ts";
import type { TopLevel } from "./top-level.ts";

export function isJavaScript(kind: ScriptKind): boolean {
  return kind === "js" || kind === "jsx";
}

/** JSDoc comments of a node; `forEachChild` does not visit them. */
export function jsDocOf(node: ts.Node): readonly ts.JSDoc[] | undefined {
  return (node as ts.Node & { readonly jsDoc?: readonly ts.JSDoc[] }).jsDoc;
}

/** `@import` binds names and `@typedef`, `@callback` declare (and export) types, for the whole of a JavaScript file. */
export function readJsDoc(top: TopLevel): void {
  const { ts, source, draft } = top;
  for (const node of [...source.statements, source.endOfFileToken]) {
    for (const tag of jsDocOf(node)?.flatMap((comment) => comment.tags ?? []) ?? []) {
      if (ts.isJSDocImportTag(tag)) bindImport(ts, tag, draft);
      else if ((ts.isJSDocTypedefTag(tag) || ts.isJSDocCallbackTag(tag)) && tag.name !== undefined) {
        const bag = draft.bag();
        const index = draft.declare(tag.name.text, true, bag);
        draft.exports.push({ name: tag.name.text, symbol: index });
        top.add(tag, [index], bag, { typeOnly: true });
      }
    }
  }
}

function bindImport(ts: Compiler, tag: ts.JSDocImportTag, draft: Draft): void {
  if (!ts.isStringLiteral(tag.moduleSpecifier)) return;
  const request = draft.request(tag.moduleSpecifier.text, "type", true, tag.moduleSpecifier.end);
  const clause = tag.importClause;
  if (clause?.name !== undefined) draft.bind(clause.name.text, request, "default", true);
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) draft.bind(bindings.name.text, request, "*", true);
  else for (const one of bindings.elements) draft.bind(one.name.text, request, (one.propertyName ?? one.name).text, true);
}
