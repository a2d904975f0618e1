import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";

/** What an argument says about the module it names: a literal, a glob for the set it can match, or nothing usable. */
export type Specifier =
  | { readonly shape: "literal" | "pattern"; readonly text: string; readonly end: number }
  | { readonly shape: "computed"; readonly text: string; readonly end: number; readonly pattern: string | null };

/** Every module an argument can name; both branches of a conditional count. */
export function specifiersOf(ts: Compiler, node: ts.Expression, source: string): Specifier[] {
  if (ts.isStringLiteralLike(node)) return [{ shape: "literal", text: node.text, end: node.end }];
  if (ts.isConditionalExpression(node)) return [...specifiersOf(ts, node.whenTrue, source), ...specifiersOf(ts, node.whenFalse, source)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) return specifiersOf(ts, node.expression, source);
  const pattern = patternOf(ts, node);
  const { end } = node;
  if (!pattern.includes("*")) return [{ shape: "literal", text: pattern, end }];
  if (leadsSomewhere.test(pattern)) return [{ shape: "pattern", text: pattern, end }];
  const text = source.slice(node.pos, Math.min(node.end, node.pos + 200)).trim().replace(/\s+/g, " ");
  return [{ shape: "computed", text: text.length > 60 ? `${text.slice(0, 59)}…` : text, end, pattern: /^\*+$/.test(pattern) ? null : pattern.replace(/^\*/, "**") }];
}

/** A pattern that begins with a folder or a package; what begins with a hole can be anywhere. */
const leadsSomewhere = /^(?:\.{1,2}\/|[@#~\w][^:*]*\/)/;

/** The argument as a glob: what syntax does not give is `*`. */
function patternOf(ts: Compiler, node: ts.Expression): string {
  return globOf(ts, node).replace(/\*{2,}/g, "*");
}

function globOf(ts: Compiler, node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return escaped(node.text);
  if (ts.isTemplateExpression(node)) return node.templateSpans.reduce((text, span) => text + globOf(ts, span.expression) + escaped(span.literal.text), escaped(node.head.text));
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return globOf(ts, node.left) + globOf(ts, node.right);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return globOf(ts, node.expression);
  if (ts.isCallExpression(node)) return joinedPath(ts, node) ?? "*";
  return "*";
}

/** `path.join(__dirname, "x", name)` lies beside the file. */
function joinedPath(ts: Compiler, { expression, arguments: args }: ts.CallExpression): string | null {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : ts.isIdentifier(expression) ? expression.text : "";
  const [first, ...rest] = args;
  if ((name !== "join" && name !== "resolve") || first === undefined || rest.length === 0 || !isThisFolder(ts, first)) return null;
  const path = rest.map((part) => globOf(ts, part).replace(/^\.?\/+/, "")).join("/");
  return path.startsWith("../") ? path : `./${path}`;
}

function isThisFolder(ts: Compiler, node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === "__dirname";
  return ts.isPropertyAccessExpression(node) && node.name.text === "dirname" && ts.isMetaProperty(node.expression);
}

/** Characters that mean something in a glob become `?`: it matches them, and a little more. */
function escaped(text: string): string {
  return text.replace(/[*?[\]{}()!\\]/g, "?");
}
