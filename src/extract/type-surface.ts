import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";
import type { StandIns } from "./tokens.ts";

/**
 * Stand-ins for the bodies of functions that cannot move the function's type, as far as syntax can prove it: the return
 * type is written out, nothing is returned, or only what has a type of its own (JSX, literals). What is left of a
 * declaration is all that a type-only use of it can feel. TypeScript only: in JavaScript bodies declare members.
 */
export function createTypeSurface(ts: Compiler): StandIns {
  const K = ts.SyntaxKind;

  return (node, parent) => {
    const { body } = node as ts.FunctionLikeDeclaration;
    if (body === undefined || !isFunction(node)) return null;
    if (node.type !== undefined || node.kind === K.SetAccessor) return { instead: body, token: "body" };
    if ((node as ts.FunctionExpression).asteriskToken !== undefined) return null;
    const shapes = returned(body, node, parent);
    return shapes === null ? null : { instead: body, token: `body: ${[...new Set(shapes)].sort().join(" | ")}` };
  };

  /** Not constructors: they declare what properties without a type are. */
  function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
    switch (node.kind) {
      case K.FunctionDeclaration: case K.FunctionExpression: case K.ArrowFunction: case K.MethodDeclaration: case K.GetAccessor: case K.SetAccessor:
        return true;
      default:
        return false;
    }
  }

  /** The types of everything a body returns; null where one depends on more than the expression's look. */
  function returned(body: ts.ConciseBody, node: ts.Node, parent: ts.Node | undefined): readonly string[] | null {
    if (!ts.isBlock(body)) return shapesOf(body);
    const found = returnsIn(body);
    // Without a `return`, a function that cannot end has the type `never`, but not a declaration or a class's method.
    if (found.length === 0) return node.kind === K.FunctionDeclaration || (node.kind === K.MethodDeclaration && parent !== undefined && ts.isClassLike(parent)) ? [] : null;
    // Running off the end returns `undefined` as well: whether that can happen, only a last `return` says.
    if (body.statements.at(-1)!.kind !== K.ReturnStatement) return null;
    const shapes = found.map(({ expression }) => (expression === undefined ? ["undefined"] : shapesOf(expression)));
    return shapes.includes(null) ? null : shapes.flatMap((shape) => shape!);
  }

  function returnsIn(body: ts.Block): ts.ReturnStatement[] {
    const found: ts.ReturnStatement[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isReturnStatement(node)) found.push(node);
      else if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, look);
    };
    look(body);
    return found;
  }

  function shapesOf(node: ts.Expression): readonly string[] | null {
    switch (node.kind) {
      case K.ParenthesizedExpression:
        return shapesOf((node as ts.ParenthesizedExpression).expression);
      case K.JsxElement: case K.JsxSelfClosingElement: case K.JsxFragment:
        return ["jsx"];
      case K.NullKeyword: case K.TrueKeyword: case K.FalseKeyword:
        return [String(node.kind)];
      case K.StringLiteral: case K.NumericLiteral: case K.NoSubstitutionTemplateLiteral:
        return [`${node.kind === K.NumericLiteral ? 1 : 0}${JSON.stringify((node as ts.LiteralExpression).text)}`];
      case K.VoidExpression:
        return ["undefined"];
      case K.Identifier:
        return (node as ts.Identifier).text === "undefined" ? ["undefined"] : null;
      case K.ConditionalExpression: {
        const { whenTrue, whenFalse } = node as ts.ConditionalExpression;
        const [one, other] = [shapesOf(whenTrue), shapesOf(whenFalse)];
        return one === null || other === null ? null : [...one, ...other];
      }
      default:
        return null;
    }
  }
}
