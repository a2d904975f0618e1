import type { ts } from "ts-morph";
import type { Bag } from "./draft.ts";
import { requiredLiteral } from "./required-binding.ts";
import type { TopLevel } from "./top-level.ts";

/**
 * Sorts the top-level expression statements: `module.exports = …` and `exports.x = …` export, `Foo.x = …` belongs to
 * `Foo`, directives do nothing, and all others are bare. Run when every declaration is known, because functions hoist.
 * Answers with the names under `exports` and the symbols behind them. In an ES module (`commonJs` false) they mean nothing.
 */
export function readExpressions(top: TopLevel, expressions: readonly ts.ExpressionStatement[], commonJs: boolean): ReadonlyMap<string, number> {
  const { ts, draft, purity, requires } = top;
  const K = ts.SyntaxKind;
  const commonJsNames = new Map<string, number>();

  for (const node of expressions) {
    const { expression } = node;
    if (ts.isStringLiteral(expression)) top.addBare(node); // A directive: "use client" is part of the module's meaning.
    else if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === K.EqualsToken && assignment(node, expression)) continue;
    else if (commonJs && ts.isCallExpression(expression) && (defines(node, expression) || exportsStar(expression))) continue;
    else {
      draft.effects = true;
      top.addBare(node);
    }
  }
  return commonJsNames;

  function assignment(node: ts.ExpressionStatement, { left, right }: ts.BinaryExpression): boolean {
    const names = commonJs ? exportNames(left) : null;
    if (names === null) return expando(node, left, right);
    let value = right;
    const targets = [names];
    while (ts.isBinaryExpression(value) && value.operatorToken.kind === K.EqualsToken) {
      const more = exportNames(value.left);
      if (more === null) break;
      targets.push(more);
      value = value.right;
    }
    if (ts.isVoidExpression(value)) return true; // `exports.a = exports.b = void 0` announces names; they are assigned below.
    // `module.exports = exports = …` says the same thing twice.
    for (const name of new Set(targets.filter((one) => one !== "exports" || targets.length === 1))) exportValue(node, name === "exports" ? "export=" : name, value);
    return true;
  }

  /** `export=` for `module.exports`, the name for `exports.name` and `module.exports.name`, else null. */
  function exportNames(node: ts.Expression): string | null {
    if (ts.isIdentifier(node)) return node.text === "exports" && !draft.names.has("exports") ? "exports" : null;
    if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return null;
    const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : null;
    if (name === null) return null;
    if (ts.isIdentifier(node.expression)) {
      if (node.expression.text === "module" && !draft.names.has("module") && name === "exports") return "export=";
      return node.expression.text === "exports" && !draft.names.has("exports") ? name : null;
    }
    return exportNames(node.expression) === "export=" ? name : null;
  }

  function exportValue(node: ts.ExpressionStatement, name: string, value: ts.Expression): void {
    if (reexport(name, value)) return;
    if (ts.isIdentifier(value) && draft.names.has(value.text)) {
      const symbol = draft.names.get(value.text)!.symbol;
      if (symbol >= 0) commonJsNames.set(name, symbol);
      return top.exportLocal(name, value.text);
    }
    const bag = draft.bag();
    const index = own(name, bag);
    draft.exports.push({ name, symbol: index });
    commonJsNames.set(name, index);
    top.add(node, [index], bag);
    if (name === "export=" && ts.isObjectLiteralExpression(value)) exportMembers(value);
    if (!purity.expression(value)) draft.symbols[index]!.impure = true;
  }

  /** A declaration of the same name is the same symbol, unless its name was imported. */
  function own(name: string, bag: Bag): number {
    const known = draft.names.get(name);
    return known !== undefined && known.symbol >= 0 ? draft.declare(name, false, bag) : draft.declareHidden(name, bag);
  }

  /** `module.exports = { a, b: c, d() {} }`: each property can be asked for by name. */
  function exportMembers(value: ts.ObjectLiteralExpression): void {
    for (const property of value.properties) {
      if (ts.isSpreadAssignment(property)) spread(property.expression);
      else if (property.name !== undefined && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) exportMember(property, property.name.text);
    }
  }

  function exportMember(property: ts.ObjectLiteralElementLike, name: string): void {
    if (ts.isShorthandPropertyAssignment(property)) return top.exportLocal(name, name);
    if (ts.isPropertyAssignment(property)) {
      if (ts.isIdentifier(property.initializer) && draft.names.has(property.initializer.text)) return top.exportLocal(name, property.initializer.text);
      if (reexport(name, property.initializer)) return;
    }
    const bag = draft.bag();
    const index = own(name, bag);
    draft.exports.push({ name, symbol: index });
    commonJsNames.set(name, index);
    top.add(property, [index], bag);
  }

  function spread(value: ts.Expression): void {
    const request = requested(value);
    if (request >= 0) draft.exports.push({ star: request, typeOnly: false });
  }

  /** The request behind `require("x")` or a name that stands for all of a module; -1 for anything else. */
  function requested(value: ts.Expression): number {
    const literal = requiredLiteral(ts, value, requires);
    if (literal !== null) {
      const request = draft.request(literal.text, "require", false, literal.end);
      top.loads(request);
      return request;
    }
    const name = ts.isIdentifier(value) ? draft.names.get(value.text) : undefined;
    return name !== undefined && name.imported === "*" ? name.request : -1;
  }

  /** `exports.x = require("y")`, `exports.x = require("y").z`. */
  function reexport(name: string, value: ts.Expression): boolean {
    const member = ts.isPropertyAccessExpression(value) ? value.name.text : "*";
    const request = requested(ts.isPropertyAccessExpression(value) ? value.expression : value);
    if (request < 0) return false;
    draft.exports.push({ name, request, imported: member, typeOnly: false });
    return true;
  }

  /** `Foo.displayName = …` is part of what `Foo` is. */
  function expando(node: ts.ExpressionStatement, left: ts.Expression, right: ts.Expression): boolean {
    let root = left;
    while (ts.isPropertyAccessExpression(root)) root = root.expression;
    if (root === left || !ts.isIdentifier(root)) return false;
    const symbol = draft.names.get(root.text)?.symbol ?? -1;
    if (symbol < 0) return false;
    const bag = draft.bag();
    draft.symbols[symbol]!.bags.push(bag);
    top.add(node, [symbol], bag);
    if (!purity.expression(right)) draft.symbols[symbol]!.impure = true;
    return true;
  }

  /** `Object.defineProperty(exports, "x", …)`, as compilers write it. */
  function defines(node: ts.ExpressionStatement, { expression, arguments: args }: ts.CallExpression): boolean {
    const [target, key, value] = args;
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "defineProperty" || target === undefined || key === undefined || value === undefined) return false;
    const names = exportNames(target);
    if ((names !== "exports" && names !== "export=") || !ts.isStringLiteral(key)) return false;
    if (key.text !== "__esModule") exportValue(node, key.text, value);
    return true;
  }

  /** `__exportStar(require("x"), exports)`, as TypeScript writes it. */
  function exportsStar({ expression, arguments: args }: ts.CallExpression): boolean {
    const name = ts.isIdentifier(expression) ? expression.text : ts.isPropertyAccessExpression(expression) ? expression.name.text : "";
    if (name !== "__exportStar" || args[0] === undefined) return false;
    const request = requested(args[0]);
    if (request >= 0) draft.exports.push({ star: request, typeOnly: false });
    return request >= 0;
  }
}
