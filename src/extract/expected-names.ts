import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";

/** A call that asks for a module, and the only names its result is asked for. */
interface Expected {
  readonly call: ts.Node;
  readonly names: readonly string[];
}

/** What code around a call says about which names of the module are wanted; null where it says nothing. */
export const expectedNames = {
  /** `const { a, b: c } = await import("x")`, `const { a } = require("x")`. */
  ofDeclaration(ts: Compiler, { name, initializer }: ts.VariableDeclaration): Expected | null {
    if (initializer === undefined || name.kind !== ts.SyntaxKind.ObjectBindingPattern) return null;
    return expect(unwrapped(ts, initializer), patternNames(ts, name));
  },
  /** `(await import("x")).a`, `require("x").a`. */
  ofMember(ts: Compiler, { expression, name }: ts.PropertyAccessExpression): Expected | null {
    const call = unwrapped(ts, expression);
    const promised = call !== null && isImport(ts, call) && call === expression; // `import("x").then`: a promise's own member.
    return promised ? null : expect(call, [name.text]);
  },
  /** `import("x").then(({ a }) => …)`, `import("x").then((m) => m.a)`. */
  ofThen(ts: Compiler, { expression, arguments: args }: ts.CallExpression): Expected | null {
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "then" || !isImport(ts, expression.expression)) return null;
    const callback = args[0];
    if (callback === undefined || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return null;
    const parameter = callback.parameters[0];
    if (parameter === undefined) return expect(expression.expression as ts.CallExpression, []);
    const { name } = parameter;
    const names = ts.isIdentifier(name) ? memberNames(ts, callback.body, name.text) : patternNames(ts, name);
    return expect(expression.expression as ts.CallExpression, names);
  },
};

function expect(call: ts.CallExpression | null, names: readonly string[] | null): Expected | null {
  return call === null || names === null ? null : { call, names };
}

/** The call behind `await`, parentheses and type assertions. */
function unwrapped(ts: Compiler, node: ts.Expression): ts.CallExpression | null {
  let inner = node;
  while (ts.isAwaitExpression(inner) || ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isNonNullExpression(inner)) inner = inner.expression;
  return ts.isCallExpression(inner) ? inner : null;
}

function isImport(ts: Compiler, node: ts.Expression): boolean {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function patternNames(ts: Compiler, pattern: ts.BindingName): string[] | null {
  if (!ts.isObjectBindingPattern(pattern)) return null;
  const names: string[] = [];
  for (const { name, propertyName, dotDotDotToken } of pattern.elements) {
    const key = propertyName ?? name;
    if (dotDotDotToken !== undefined || !(ts.isIdentifier(key) || ts.isStringLiteral(key))) return null;
    names.push(key.text);
  }
  return names;
}

/** The members of `object` used in `body`; null when it is used in any other way. */
function memberNames(ts: Compiler, body: ts.Node, object: string): string[] | null {
  const names: string[] = [];
  let escapes = false;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (ts.isIdentifier(node.expression) && node.expression.text === object) names.push(node.name.text);
      else visit(node.expression);
    } else if (ts.isIdentifier(node) && node.text === object) escapes = true;
    else ts.forEachChild(node, visit);
  };
  visit(body);
  return escapes ? null : names;
}
