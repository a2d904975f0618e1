import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";

export interface Purity {
  /** Whether evaluating an expression surely does nothing but make a value. What syntax cannot prove is impure. */
  expression(node: ts.Expression | undefined): boolean;
  class(node: ts.ClassLikeDeclaration): boolean;
  /** A statement inside a namespace. */
  statement(node: ts.Statement): boolean;
}

/** Constructors of the language that only make a value. */
const pureConstructors = new Set(["Map", "Set", "WeakMap", "WeakSet", "WeakRef", "RegExp", "Date", "Error", "TypeError", "RangeError", "Array", "Object", "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "AbortController", "Uint8Array", "ArrayBuffer", "Intl", "Headers"]);
/** Functions of the language that only make a value, when their arguments are pure. */
const pureFunctions = new Set(["Symbol", "String", "Number", "Boolean", "BigInt", "RegExp", "Array", "Error", "parseInt", "parseFloat", "require", "Symbol.for", "Object.freeze", "Object.keys", "Object.values", "Object.entries", "Object.fromEntries", "Object.create", "Object.seal", "Array.from", "Array.of", "Array.isArray", "JSON.stringify", "Math.max", "Math.min", "Math.floor", "Math.pow", "require.resolve", "import.meta.resolve", "import.meta.glob", "String.raw"]);
/** Functions of other packages that only make a value, by the package they are imported from. */
const purePackages: Record<string, ReadonlySet<string>> = {
  react: new Set(["memo", "forwardRef", "lazy", "createContext", "createElement", "createRef"]),
  vue: new Set(["defineComponent", "defineAsyncComponent", "h", "ref", "shallowRef", "reactive", "markRaw"]),
  path: new Set(["join", "resolve", "dirname", "basename"]),
  url: new Set(["fileURLToPath", "pathToFileURL"]),
  module: new Set(["createRequire"]),
  util: new Set(["promisify"]),
};

/** `packageOf` says which package a top-level name was imported from, and as what. */
export function createPurity(ts: Compiler, packageOf: (name: string) => { readonly specifier: string; readonly imported: string } | undefined, text: string): Purity {
  const K = ts.SyntaxKind;
  let annotations: boolean | undefined;

  const every = (nodes: readonly ts.Expression[] | undefined): boolean => nodes === undefined || nodes.every(expression);

  function expression(node: ts.Expression | undefined): boolean {
    if (node === undefined) return true;
    switch (node.kind) {
      case K.ParenthesizedExpression: case K.AsExpression: case K.SatisfiesExpression: case K.NonNullExpression: case K.TypeAssertionExpression:
      case K.PropertyAccessExpression: case K.TypeOfExpression: case K.VoidExpression: case K.SpreadElement: case K.ExpressionWithTypeArguments:
        return expression((node as ts.ParenthesizedExpression).expression);
      case K.ElementAccessExpression:
        return expression((node as ts.ElementAccessExpression).expression) && expression((node as ts.ElementAccessExpression).argumentExpression);
      case K.ObjectLiteralExpression:
        return (node as ts.ObjectLiteralExpression).properties.every(property);
      case K.ArrayLiteralExpression:
        return every((node as ts.ArrayLiteralExpression).elements);
      case K.TemplateExpression:
        return (node as ts.TemplateExpression).templateSpans.every((span) => expression(span.expression));
      case K.PrefixUnaryExpression:
        return (node as ts.PrefixUnaryExpression).operator !== K.PlusPlusToken && (node as ts.PrefixUnaryExpression).operator !== K.MinusMinusToken && expression((node as ts.PrefixUnaryExpression).operand);
      case K.BinaryExpression:
        return binary(node as ts.BinaryExpression);
      case K.ConditionalExpression: {
        const { condition, whenTrue, whenFalse } = node as ts.ConditionalExpression;
        return expression(condition) && expression(whenTrue) && expression(whenFalse);
      }
      case K.ClassExpression:
        return classLike(node as ts.ClassExpression);
      case K.CallExpression: case K.NewExpression:
        return call(node as ts.CallExpression | ts.NewExpression);
      case K.TaggedTemplateExpression: case K.AwaitExpression: case K.YieldExpression: case K.DeleteExpression: case K.PostfixUnaryExpression:
        return annotated(node);
      default:
        return true; // Literals, names, functions, JSX, `this`, `import.meta`.
    }
  }

  /** Left-leaning chains (`a + b + …`) are long in generated code: a loop does not run out of stack. */
  function binary(node: ts.BinaryExpression): boolean {
    let left: ts.Expression = node;
    while (left.kind === K.BinaryExpression) {
      const { operatorToken, right, left: next } = left as ts.BinaryExpression;
      if (operatorToken.kind >= K.FirstAssignment && operatorToken.kind <= K.LastAssignment) return false;
      if (!expression(right)) return false;
      left = next;
    }
    return expression(left);
  }

  function property(node: ts.ObjectLiteralElementLike): boolean {
    if (node.name !== undefined && ts.isComputedPropertyName(node.name) && !expression(node.name.expression)) return false;
    if (ts.isPropertyAssignment(node)) return expression(node.initializer);
    return ts.isSpreadAssignment(node) ? expression(node.expression) : true;
  }

  function call(node: ts.CallExpression | ts.NewExpression): boolean {
    if (annotated(node)) return true;
    const callee = nameOf(node.expression);
    if (callee === null || !every(node.arguments)) return false;
    if (node.kind === K.NewExpression) return pureConstructors.has(callee);
    return pureFunctions.has(callee) || importedPure(callee);
  }

  /** `memo` or `React.memo`, when the first name was imported from a package we know. */
  function importedPure(callee: string): boolean {
    const [first, last] = callee.split(".");
    const origin = packageOf(first!);
    if (origin === undefined) return false;
    const names = purePackages[origin.specifier.replace(/^node:/, "")];
    return names !== undefined && names.has(last ?? origin.imported);
  }

  function nameOf(node: ts.Expression): string | null {
    if (ts.isIdentifier(node)) return node.text;
    if (node.kind === K.MetaProperty) return "import.meta";
    if (!ts.isPropertyAccessExpression(node)) return null;
    const left = nameOf(node.expression);
    return left === null ? null : `${left}.${node.name.text}`;
  }

  /** Bundlers believe a pure annotation before a call; so do we. The comment lies in the trivia in front of the node. */
  function annotated(node: ts.Node): boolean {
    annotations ??= text.includes("__PURE__");
    if (!annotations) return false;
    const mark = text.indexOf("__PURE__", node.pos);
    if (mark < 0 || mark > node.end) return false;
    return /^(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/|\()*\/\*\s*[#@]__PURE__\s*\*\//.test(text.slice(node.pos, mark + 12));
  }

  function classLike(node: ts.ClassLikeDeclaration): boolean {
    if (hasDecorator(node)) return false;
    const heritage = node.heritageClauses?.find((clause) => clause.token === K.ExtendsKeyword);
    return every(heritage?.types) && node.members.every(member);
  }

  function member(node: ts.ClassElement): boolean {
    if (node.kind === K.ClassStaticBlockDeclaration || hasDecorator(node)) return false;
    if (node.name !== undefined && ts.isComputedPropertyName(node.name) && !expression(node.name.expression)) return false;
    if (!ts.isPropertyDeclaration(node) || node.initializer === undefined) return true;
    return node.modifiers?.some((modifier) => modifier.kind === K.StaticKeyword) !== true || expression(node.initializer);
  }

  function hasDecorator(node: ts.Node & { readonly modifiers?: ts.NodeArray<ts.ModifierLike> }): boolean {
    return node.modifiers?.some((modifier) => modifier.kind === K.Decorator) === true;
  }

  function statement(node: ts.Statement): boolean {
    if (ts.isVariableStatement(node)) return node.declarationList.declarations.every(({ initializer }) => expression(initializer));
    if (ts.isClassDeclaration(node)) return classLike(node);
    if (ts.isModuleDeclaration(node)) return node.body === undefined || !ts.isModuleBlock(node.body) || node.body.statements.every(statement);
    return ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node) || ts.isImportEqualsDeclaration(node) || ts.isExportDeclaration(node) || ts.isImportDeclaration(node) || ts.isEmptyStatement(node);
  }

  return { expression, class: classLike, statement };
}
