import type { ts } from "ts-morph";
import { createAsking, type Ask } from "./asking.ts";
import type { Compiler } from "./compiler.ts";
import type { Bag, Draft, Name } from "./draft.ts";
import { expectedNames } from "./expected-names.ts";
import { jsDocOf } from "./jsdoc.ts";
import type { Outline } from "./outline.ts";
import { hasModifier, type Portion } from "./top-level.ts";

type Handler = (node: never) => void;

/** Property names under which test runners and bundlers take files that they load before every test. */
const setupKeys = new Set(["setupFiles", "setupFilesAfterEach", "setupFilesAfterEnv", "globalSetup", "globalTeardown", "snapshotSerializers"]);

/**
 * Makes the walker of one compiler. It visits every node of a portion once and notes in the portion's bag which names
 * of the file occur and which modules are asked for. One handler a kind of node: a table look-up is the cheapest way
 * to tell them apart, and this is the hot loop of a cold run.
 */
export function createWalk(ts: Compiler): (outline: Outline) => void {
  const K = ts.SyntaxKind;
  const asking = createAsking(ts);
  const handlers: (Handler | undefined)[] = Array.from({ length: K.Count });
  const { forEachChild } = ts;
  const lastToken = K.LastToken;

  // The state of the walk that is going on; walks do not nest.
  let draft: Draft;
  let outline: Outline;
  let names: ReadonlyMap<string, Name>;
  let bag: Bag;
  let inType = false;
  let inFunction = false;
  /** Types are kept at run time by decorators that record them. */
  let typesAreValues = false;
  let skipped: ts.Node | undefined;
  let expected: { readonly call: ts.Node; readonly names: readonly string[] } | null = null;

  function visit(node: ts.Node): void {
    const handler = handlers[node.kind];
    if (outline.jsDoc) visitJsDoc(node);
    if (handler !== undefined) handler(node as never);
    else if (node.kind > lastToken) forEachChild(node, visit);
  }

  function visitUnskipped(node: ts.Node): void {
    if (node !== skipped) visit(node);
  }

  /** Visits all of a node but one child. */
  function visitWithout(node: ts.Node, child: ts.Node | undefined): void {
    const before = skipped;
    skipped = child;
    forEachChild(node, visitUnskipped);
    skipped = before;
  }

  function visitAsType(node: ts.Node): void {
    const before = inType;
    inType = !typesAreValues;
    forEachChild(node, visit);
    inType = before;
  }

  function visitJsDoc(node: ts.Node): void {
    const comments = jsDocOf(node);
    if (comments === undefined) return;
    const before = inType;
    inType = true;
    for (const comment of comments) for (const tag of comment.tags ?? []) if (!ts.isJSDocImportTag(tag)) forEachChild(tag, visit);
    inType = before;
  }

  function touch(text: string): void {
    const name = names.get(text);
    if (name !== undefined) note(name, name.imported);
  }

  function note(name: Name, imported: string): void {
    if (name.symbol >= 0) {
      if (name.seenIn === bag.id) return;
      name.seenIn = bag.id;
      bag.refs.push(name.symbol);
    } else if (imported !== name.imported) use(name.request, imported, inType || name.typeOnly);
    else if (inType || name.typeOnly) {
      if (name.seenIn === bag.id || name.seenAsTypeIn === bag.id) return;
      name.seenAsTypeIn = bag.id;
      use(name.request, imported, true);
    } else if (name.seenIn !== bag.id) {
      name.seenIn = bag.id;
      use(name.request, imported, false);
    }
  }

  function use(request: number, imported: string, typeOnly: boolean): void {
    bag.uses.push([request, imported, typeOnly ? 1 : 0]);
  }

  /** `object.member`: of a namespace only the member is used. */
  function noteMember(object: ts.Identifier, member: string): void {
    const name = names.get(textOf(object));
    if (name !== undefined) note(name, name.imported === "*" && name.symbol < 0 ? member : name.imported);
    else if (outline.commonJsNames.size > 0 && object.text === "exports") noteOwnExport(member);
  }

  function noteOwnExport(member: string): void {
    const symbol = outline.commonJsNames.get(member);
    if (symbol !== undefined) bag.refs.push(symbol);
  }

  /** Notes what a call asks for. Evaluated along with the module unless a function has to be called first. */
  function noteAsk({ kind, targets }: Ask, members: readonly string[] | null): void {
    for (const { specifier, shape, end } of targets) {
      const request = draft.request(specifier, kind, false, end, shape);
      for (const member of members ?? ["*"]) use(request, member, false);
      use(request, "", false);
      if (!inFunction && kind !== "mock") draft.module.uses.push([request, "", 0]);
    }
  }

  /** The text of an identifier without the escape the compiler puts before a leading `__`. */
  function textOf(node: ts.Identifier): string {
    const text = node.escapedText as string;
    return text.charCodeAt(0) === 95 && text.charCodeAt(1) === 95 ? node.text : text;
  }

  function on<N extends ts.Node>(kinds: ts.SyntaxKind | readonly ts.SyntaxKind[], handler: (node: N) => void): void {
    for (const kind of typeof kinds === "number" ? [kinds] : kinds) handlers[kind] = handler as Handler;
  }

  on<ts.Identifier>(K.Identifier, (node) => touch(textOf(node)));

  on<ts.PropertyAccessExpression>(K.PropertyAccessExpression, (node) => {
    const { expression } = node;
    if (expression.kind === K.Identifier) return noteMember(expression as ts.Identifier, node.name.text);
    expected = expectedNames.ofMember(ts, node) ?? expected;
    if (isModuleExports(expression)) noteOwnExport(node.name.text);
    visit(expression);
  });

  on<ts.ElementAccessExpression>(K.ElementAccessExpression, ({ expression, argumentExpression }) => {
    if (expression.kind === K.Identifier && ts.isStringLiteralLike(argumentExpression)) return noteMember(expression as ts.Identifier, argumentExpression.text);
    visit(expression);
    visit(argumentExpression);
  });

  on<ts.QualifiedName>(K.QualifiedName, ({ left, right }) => {
    if (left.kind === K.Identifier) noteMember(left as ts.Identifier, right.text);
    else visit(left);
  });

  on<ts.CallExpression>(K.CallExpression, (node) => {
    const { expression } = node;
    if (expression.kind === K.PropertyAccessExpression) expected = expectedNames.ofThen(ts, node) ?? expected;
    const ask = asking.call(node, draft, outline.requires);
    if (ask !== null) {
      const members = expected?.call === node ? expected.names : null;
      noteAsk(ask, members);
    }
    forEachChild(node, visit);
  });

  on<ts.NewExpression>(K.NewExpression, (node) => {
    const ask = asking.construct(node);
    if (ask !== null) noteAsk(ask, null);
    forEachChild(node, visit);
  });

  // Left-leaning chains (`a + b + …`) are long in generated code: a loop does not run out of stack.
  on<ts.BinaryExpression>(K.BinaryExpression, (node) => {
    let left: ts.Expression = node;
    while (left.kind === K.BinaryExpression) {
      const binary = left as ts.BinaryExpression;
      const operator = binary.operatorToken.kind;
      if (operator >= K.FirstAssignment && operator <= K.LastAssignment) noteWrite(binary.left);
      visit(binary.right);
      left = binary.left;
    }
    visit(left);
  });

  on<ts.PrefixUnaryExpression | ts.PostfixUnaryExpression>([K.PrefixUnaryExpression, K.PostfixUnaryExpression], (node) => {
    if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken) noteWrite(node.operand);
    visit(node.operand);
  });

  /** Who reads a variable that a function sets depends on that function. */
  function noteWrite(target: ts.Expression): void {
    let root = target;
    while (root.kind === K.PropertyAccessExpression || root.kind === K.ElementAccessExpression) root = (root as ts.PropertyAccessExpression).expression;
    const symbol = root.kind === K.Identifier ? names.get(textOf(root as ts.Identifier))?.symbol ?? -1 : -1;
    if (symbol >= 0 && bag !== draft.module) draft.writes.push({ symbol, by: bag });
    if (isModuleExports(target) || (root.kind === K.Identifier && (root as ts.Identifier).text === "exports")) noteLooseExport(target);
  }

  /** `module.exports = …` inside a function or a condition: anything may be exported. */
  function noteLooseExport(target: ts.Expression): void {
    if (bag !== draft.module || draft.names.has("exports") || target.kind === K.Identifier) return;
    if (!draft.exports.some((one) => "name" in one && one.name === "export=")) draft.exports.push({ name: "export=", symbol: 0 });
  }

  function isModuleExports(node: ts.Expression): boolean {
    return node.kind === K.PropertyAccessExpression && (node as ts.PropertyAccessExpression).name.text === "exports" && ts.isIdentifier((node as ts.PropertyAccessExpression).expression) && ((node as ts.PropertyAccessExpression).expression as ts.Identifier).text === "module";
  }

  on<ts.PropertyAssignment>(K.PropertyAssignment, ({ name, initializer }) => {
    if (name.kind === K.ComputedPropertyName) visit(name);
    else if (name.kind !== K.NumericLiteral && setupKeys.has(name.text)) noteSetup(initializer);
    visit(initializer);
  });

  /** Files a test runner loads: only those that surely name a file of this repository. */
  function noteSetup(value: ts.Expression): void {
    const parts = value.kind === K.ArrayLiteralExpression ? (value as ts.ArrayLiteralExpression).elements : [value];
    for (const part of parts) {
      const specifier = ts.isStringLiteralLike(part) ? part.text.replace(/^<rootDir>\//, "./") : "";
      if (!specifier.startsWith(".")) continue;
      const request = draft.request(specifier, "side-effect", false, part.end, "setup");
      use(request, "", false);
      use(request, "*", false);
    }
  }

  on<ts.ShorthandPropertyAssignment>(K.ShorthandPropertyAssignment, ({ name, objectAssignmentInitializer }) => {
    touch(name.text);
    if (objectAssignmentInitializer !== undefined) visit(objectAssignmentInitializer);
  });

  on<ts.BindingElement>(K.BindingElement, ({ name, propertyName, initializer }) => {
    if (propertyName?.kind === K.ComputedPropertyName) visit(propertyName);
    if (name.kind !== K.Identifier) visit(name);
    if (initializer !== undefined) visit(initializer);
  });

  on<ts.VariableDeclaration>(K.VariableDeclaration, (node) => {
    expected = expectedNames.ofDeclaration(ts, node) ?? expected;
    if (node.name.kind !== K.Identifier) visit(node.name);
    if (node.type !== undefined) visit(node.type);
    if (node.initializer !== undefined) visit(node.initializer);
  });

  // Names of members and of what is declared refer to nothing.
  const named = (node: ts.NamedDeclaration): void => visitWithout(node, node.name?.kind === K.ComputedPropertyName ? undefined : node.name);
  const within = (node: ts.NamedDeclaration): void => {
    const before = inFunction;
    inFunction = true;
    named(node);
    inFunction = before;
  };
  on<ts.NamedDeclaration>([K.PropertySignature, K.MethodSignature, K.EnumMember, K.TypeAliasDeclaration, K.EnumDeclaration, K.ModuleDeclaration, K.TypeParameter, K.NamedTupleMember, K.JsxAttribute], named);
  on<ts.NamedDeclaration>([K.FunctionDeclaration, K.FunctionExpression, K.ArrowFunction, K.MethodDeclaration, K.GetAccessor, K.SetAccessor, K.Constructor], within);

  on<ts.PropertyDeclaration>(K.PropertyDeclaration, (node) => (hasModifier(node, K.StaticKeyword) ? named(node) : within(node)));

  on<ts.InterfaceDeclaration>(K.InterfaceDeclaration, (node) => {
    const before = inType;
    inType = true;
    named(node);
    inType = before;
  });

  on<ts.ClassLikeDeclaration>([K.ClassDeclaration, K.ClassExpression], (node) => {
    const before = typesAreValues;
    typesAreValues ||= hasModifier(node, K.Decorator) || node.members.some((member) => hasModifier(member, K.Decorator));
    named(node);
    typesAreValues = before;
  });

  on<ts.HeritageClause>(K.HeritageClause, (node) => (node.token === K.ImplementsKeyword ? visitAsType(node) : forEachChild(node, visit)));

  const isTag = (node: ts.JsxTagNameExpression): boolean => node.kind !== K.JsxNamespacedName && !(node.kind === K.Identifier && /^[a-z]/.test((node as ts.Identifier).text));
  on<ts.JsxOpeningLikeElement>([K.JsxOpeningElement, K.JsxSelfClosingElement], (node) => visitWithout(node, isTag(node.tagName) ? undefined : node.tagName));
  on<ts.Node>([K.JsxClosingElement, K.JsxText, K.BreakStatement, K.ContinueStatement, K.MetaProperty], () => {});
  on<ts.LabeledStatement>(K.LabeledStatement, (node) => visit(node.statement));

  for (let kind: number = K.FirstTypeNode; kind <= K.LastTypeNode; kind++) handlers[kind] = visitAsType as Handler;
  on<ts.TypeReferenceNode>(K.TypeReference, (node) => {
    const before = inType;
    inType = !typesAreValues;
    visit(node.typeName);
    node.typeArguments?.forEach(visit);
    inType = before;
  });
  on<ts.TypePredicateNode>(K.TypePredicate, (node) => node.type !== undefined && visit(node.type));

  on<ts.ImportTypeNode>(K.ImportType, (node) => {
    const { argument, qualifier, typeArguments } = node;
    typeArguments?.forEach(visit);
    if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal)) return;
    const request = draft.request(argument.literal.text, "type", true, argument.literal.end);
    let first = qualifier;
    while (first !== undefined && ts.isQualifiedName(first)) first = first.left;
    use(request, first === undefined ? "*" : first.text, true);
  });

  // Inside `declare module "x" { … }`; top-level ones are no portions.
  on<ts.ImportDeclaration | ts.ExportDeclaration>([K.ImportDeclaration, K.ExportDeclaration], ({ moduleSpecifier }) => {
    if (moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)) use(draft.request(moduleSpecifier.text, "type", true, moduleSpecifier.end), "*", true);
  });
  on<ts.ExternalModuleReference>(K.ExternalModuleReference, ({ expression }) => {
    if (expression !== undefined && ts.isStringLiteral(expression)) use(draft.request(expression.text, "require", true, expression.end), "*", true);
  });

  function walkPortion(portion: Portion): void {
    bag = portion.bag;
    inType = portion.typeOnly;
    inFunction = false;
    visit(portion.node);
  }

  return (next) => {
    outline = next;
    ({ draft } = next);
    ({ names } = draft);
    expected = null;
    skipped = undefined;
    typesAreValues = false;
    next.bare.forEach(walkPortion);
    draft.tieBareStatements();
    next.portions.forEach(walkPortion);
  };
}
