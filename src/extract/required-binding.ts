import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";
import type { Draft } from "./draft.ts";

export interface RequiredBinding {
  readonly specifier: string;
  readonly end: number;
  readonly bindings: readonly { readonly name: string; readonly imported: string }[];
}

/** What `const x = require("y")`, `const { a: b } = require("y")` or `const x = require("y").a` binds; null for any other declaration. */
export function requiredBinding(ts: Compiler, { name, initializer }: ts.VariableDeclaration, requires: ReadonlySet<string>): RequiredBinding | null {
  if (initializer === undefined) return null;
  const member = ts.isPropertyAccessExpression(initializer) ? initializer.name.text : null;
  const call = ts.isPropertyAccessExpression(initializer) ? initializer.expression : initializer;
  const literal = requiredLiteral(ts, call, requires);
  if (literal === null) return null;
  const base = { specifier: literal.text, end: literal.end };
  if (ts.isIdentifier(name)) return { ...base, bindings: [{ name: name.text, imported: member ?? "*" }] };
  if (member !== null) return null;
  const bindings = plainNames(ts, name);
  return bindings === null ? null : { ...base, bindings };
}

/** The literal in `require("y")`. */
export function requiredLiteral(ts: Compiler, node: ts.Expression, requires: ReadonlySet<string>): ts.StringLiteralLike | null {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !requires.has(node.expression.text)) return null;
  const target = node.arguments[0];
  return target !== undefined && ts.isStringLiteralLike(target) ? target : null;
}

/** `createRequire(import.meta.url)`, under whatever name it was imported. */
export function isCreateRequire(ts: Compiler, node: ts.Expression, draft: Draft): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression;
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text === "createRequire";
  return ts.isIdentifier(callee) && (callee.text === "createRequire" || draft.names.get(callee.text)?.imported === "createRequire");
}

/** `{ a, b: c }` as names; null when a default, a rest or a nested pattern asks for more than names. */
function plainNames(ts: Compiler, pattern: ts.BindingPattern): { name: string; imported: string }[] | null {
  if (!ts.isObjectBindingPattern(pattern)) return null;
  const bindings: { name: string; imported: string }[] = [];
  for (const { name, propertyName, initializer, dotDotDotToken } of pattern.elements) {
    if (!ts.isIdentifier(name) || initializer !== undefined || dotDotDotToken !== undefined) return null;
    if (propertyName !== undefined && !ts.isIdentifier(propertyName) && !ts.isStringLiteral(propertyName)) return null;
    bindings.push({ name: name.text, imported: propertyName?.text ?? name.text });
  }
  return bindings;
}
