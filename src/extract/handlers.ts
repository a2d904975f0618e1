import type { ts } from "ts-morph";
import { noteSetup, setupKeys } from "./setup-files.ts";
import { expectedNames } from "./expected-names.ts";
import { hasModifier } from "./top-level.ts";
import type { Handler, Walk } from "./walk.ts";
import { isModuleExports, noteWrite } from "./writes.ts";

type Register = (kinds: readonly ts.SyntaxKind[], handler: Handler) => void;

/** What a walk does at each kind of node; a kind without a handler is walked through. */
export function addHandlers(walk: Walk, register: Register): void {
  addNames(walk, register);
  addCalls(walk, register);
  addWrites(walk, register);
  addDeclarations(walk, register);
  addMarkup(walk, register);
  addTypes(walk, register);
  addNestedModules(walk, register);
}

/** Names and members of names. */
function addNames(walk: Walk, register: Register): void {
  const { ts } = walk;
  const K = ts.SyntaxKind;
  register([K.Identifier], (node: ts.Identifier) => {
    const name = walk.nameOf(node);
    if (name !== undefined) walk.note(name, name.imported);
  });
  register([K.PropertyAccessExpression], (node: ts.PropertyAccessExpression) => {
    const { expression } = node;
    if (expression.kind === K.Identifier) return walk.noteMember(expression as ts.Identifier, node.name.text);
    walk.expected = expectedNames.ofMember(ts, node) ?? walk.expected;
    if (isModuleExports(ts, expression)) walk.noteOwnExport(node.name.text);
    walk.visit(expression);
  });
  register([K.ElementAccessExpression], ({ expression, argumentExpression }: ts.ElementAccessExpression) => {
    if (expression.kind === K.Identifier && ts.isStringLiteralLike(argumentExpression)) return walk.noteMember(expression as ts.Identifier, argumentExpression.text);
    walk.visit(expression);
    walk.visit(argumentExpression);
  });
  register([K.QualifiedName], ({ left, right }: ts.QualifiedName) => {
    if (left.kind === K.Identifier) walk.noteMember(left as ts.Identifier, right.text);
    else walk.visit(left);
  });
  register([K.PropertyAssignment], ({ name, initializer }: ts.PropertyAssignment) => {
    if (name.kind === K.ComputedPropertyName) walk.visit(name);
    else if (name.kind !== K.NumericLiteral && setupKeys.has(name.text)) noteSetup(walk, initializer);
    walk.visit(initializer);
  });
  register([K.LabeledStatement], (node: ts.LabeledStatement) => walk.visit(node.statement));
  register([K.BreakStatement, K.ContinueStatement, K.MetaProperty], () => {});
}

function addCalls(walk: Walk, register: Register): void {
  const { ts, asking } = walk;
  const K = ts.SyntaxKind;
  register([K.CallExpression], (node: ts.CallExpression) => {
    if (node.expression.kind === K.PropertyAccessExpression) walk.expected = expectedNames.ofThen(ts, node) ?? walk.expected;
    const ask = asking.call(node, walk.draft, walk.outline.requires);
    if (ask !== null) walk.noteAsk(ask, walk.expected?.call === node ? walk.expected.names : null);
    walk.visitChildren(node);
  });
  register([K.NewExpression], (node: ts.NewExpression) => {
    const ask = asking.construct(node);
    if (ask !== null) walk.noteAsk(ask, null);
    walk.visitChildren(node);
  });
}

/** Expressions that may assign. */
function addWrites(walk: Walk, register: Register): void {
  const K = walk.ts.SyntaxKind;
  // Left-leaning chains (`a + b + …`) are long in generated code: a loop does not run out of stack.
  register([K.BinaryExpression], (node: ts.BinaryExpression) => {
    let left: ts.Expression = node;
    while (left.kind === K.BinaryExpression) {
      const binary = left as ts.BinaryExpression;
      const operator = binary.operatorToken.kind;
      if (operator >= K.FirstAssignment && operator <= K.LastAssignment) noteWrite(walk, binary.left);
      walk.visit(binary.right);
      left = binary.left;
    }
    walk.visit(left);
  });
  register([K.PrefixUnaryExpression, K.PostfixUnaryExpression], (node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression) => {
    if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken) noteWrite(walk, node.operand);
    walk.visit(node.operand);
  });
}

/** The name of what is declared, and of a member, refers to nothing. */
function addDeclarations(walk: Walk, register: Register): void {
  const { ts } = walk;
  const K = ts.SyntaxKind;
  const named = (node: ts.NamedDeclaration): void => walk.visitWithout(node, node.name?.kind === K.Identifier || node.name?.kind === K.PrivateIdentifier ? node.name : undefined);
  const within = (node: ts.NamedDeclaration): void => {
    const before = walk.inFunction;
    walk.inFunction = true;
    named(node);
    walk.inFunction = before;
  };
  register([K.PropertySignature, K.MethodSignature, K.EnumMember, K.TypeAliasDeclaration, K.EnumDeclaration, K.ModuleDeclaration, K.TypeParameter, K.NamedTupleMember, K.JsxAttribute], named);
  register([K.FunctionDeclaration, K.FunctionExpression, K.ArrowFunction, K.MethodDeclaration, K.GetAccessor, K.SetAccessor, K.Constructor], within);
  register([K.PropertyDeclaration], (node: ts.PropertyDeclaration) => (hasModifier(node, K.StaticKeyword) ? named(node) : within(node)));
  register([K.InterfaceDeclaration], (node: ts.InterfaceDeclaration) => {
    const before = walk.inType;
    walk.inType = true;
    named(node);
    walk.inType = before;
  });
  register([K.ClassDeclaration, K.ClassExpression], (node: ts.ClassLikeDeclaration) => {
    const before = walk.typesAreValues;
    walk.typesAreValues ||= hasModifier(node, K.Decorator) || node.members.some((member) => hasModifier(member, K.Decorator));
    named(node);
    walk.typesAreValues = before;
  });
  register([K.BindingElement], ({ name, propertyName, initializer }: ts.BindingElement) => {
    if (propertyName?.kind === K.ComputedPropertyName) walk.visit(propertyName);
    if (name.kind !== K.Identifier) walk.visit(name);
    if (initializer !== undefined) walk.visit(initializer);
  });
  register([K.VariableDeclaration], (node: ts.VariableDeclaration) => {
    walk.expected = expectedNames.ofDeclaration(ts, node) ?? walk.expected;
    named(node);
  });
}

/** JSX: a tag that begins with a small letter is the platform's own. */
function addMarkup(walk: Walk, register: Register): void {
  const K = walk.ts.SyntaxKind;
  const isName = (tag: ts.JsxTagNameExpression): boolean => tag.kind !== K.JsxNamespacedName && !(tag.kind === K.Identifier && /^[a-z]/.test((tag as ts.Identifier).text));
  register([K.JsxOpeningElement, K.JsxSelfClosingElement], (node: ts.JsxOpeningLikeElement) => walk.visitWithout(node, isName(node.tagName) ? undefined : node.tagName));
  register([K.JsxClosingElement, K.JsxText], () => {});
}

function addTypes(walk: Walk, register: Register): void {
  const { ts } = walk;
  const K = ts.SyntaxKind;
  const asType = (node: ts.Node): void => {
    const before = walk.inType;
    walk.inType = !walk.typesAreValues;
    walk.visitChildren(node);
    walk.inType = before;
  };
  const typeNodes = Array.from({ length: K.LastTypeNode - K.FirstTypeNode + 1 }, (_, i): ts.SyntaxKind => K.FirstTypeNode + i);
  register(typeNodes, asType);
  register([K.HeritageClause], (node: ts.HeritageClause) => (node.token === K.ImplementsKeyword ? asType(node) : walk.visitChildren(node)));
  register([K.TypePredicate], (node: ts.TypePredicateNode) => node.type !== undefined && walk.visit(node.type));
  register([K.ImportType], ({ argument, qualifier, typeArguments }: ts.ImportTypeNode) => {
    typeArguments?.forEach(walk.visit);
    if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal)) return;
    const request = walk.draft.request(argument.literal.text, "type", true, argument.literal.end);
    let first = qualifier;
    while (first !== undefined && ts.isQualifiedName(first)) first = first.left;
    walk.use(request, first === undefined ? "*" : first.text, true);
  });
}

/** Imports inside `declare module "x" { … }`; those at the top level are no part of any portion. */
function addNestedModules(walk: Walk, register: Register): void {
  const { ts } = walk;
  const K = ts.SyntaxKind;
  const ask = (specifier: ts.Expression | undefined, kind: "type" | "require"): void => {
    if (specifier !== undefined && ts.isStringLiteral(specifier)) walk.use(walk.draft.request(specifier.text, kind, true, specifier.end), "*", true);
  };
  register([K.ImportDeclaration, K.ExportDeclaration], ({ moduleSpecifier }: ts.ImportDeclaration | ts.ExportDeclaration) => ask(moduleSpecifier, "type"));
  register([K.ExternalModuleReference], ({ expression }: ts.ExternalModuleReference) => ask(expression, "require"));
}
