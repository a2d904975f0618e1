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
  const { end } = node;
  const pattern = createGlobs(ts, source)(node);
  if (!pattern.includes("*")) return [{ shape: "literal", text: pattern, end }];
  if (leadsSomewhere.test(pattern)) return [{ shape: "pattern", text: pattern, end }];
  const text = source.slice(node.pos, Math.min(node.end, node.pos + 200)).trim().replace(/\s+/g, " ");
  return [{ shape: "computed", text: text.length > 60 ? `${text.slice(0, 59)}…` : text, end, pattern: anywhere(pattern) }];
}

/** A pattern that begins with a folder or a package; what begins with a hole can be anywhere. */
const leadsSomewhere = /^(?:\.{1,2}\/|[@#~\w][^:*]*\/)/;

/** What is known of the end of a path that begins with a hole; null when that is nothing. */
function anywhere(pattern: string): string | null {
  const known = pattern.replace(/^.*\.\.\//, "*/").replace(/^[^*]*\*/, "*");
  return known.startsWith("*/") && /[^*/]/.test(known) ? `*${withAnyEnding(known)}` : null;
}

/** Resolving adds and swaps extensions and looks into folders: only a name that keeps its own ending says how it ends. */
function withAnyEnding(pattern: string): string {
  const stem = pattern.replace(/\.[cm]?[jt]sx?$/, "");
  return stem !== pattern || !/\.\w+$/.test(pattern) ? `${stem}{,.*,/**}` : pattern;
}

/** Stands for a query (`?raw`): it and what follows is no part of the path. */
const query = "\0";

/** How this file names its own folder where `__dirname` does not exist. */
const ownFolder = /\b(\w+)\s*=\s*(?:path\.)?dirname\(\s*(?:url\.)?fileURLToPath\(\s*import\.meta\.url/;

/** Makes the reader of arguments as globs: what syntax does not give is `*`. */
function createGlobs(ts: Compiler, source: string): (node: ts.Expression) => string {
  let folderName: string | undefined;

  return (node) => {
    const glob = globOf(node).split(query)[0]!.replace(/\*{2,}/g, "*");
    return glob.replace(/^\.\/\.\.\//, "../");
  };

  function globOf(node: ts.Expression): string {
    if (isThisFolder(node)) return ".";
    if (ts.isStringLiteralLike(node)) return escaped(node.text);
    if (ts.isTemplateExpression(node)) return node.templateSpans.reduce((text, span) => text + globOf(span.expression) + escaped(span.literal.text), escaped(node.head.text));
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return globOf(node.left) + globOf(node.right);
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return globOf(node.expression);
    return ts.isCallExpression(node) ? joinedPath(node) ?? "*" : "*";
  }

  /** `path.join(folder, "x", name)`. Resolving from the working directory says nothing. */
  function joinedPath({ expression, arguments: args }: ts.CallExpression): string | null {
    const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : ts.isIdentifier(expression) ? expression.text : "";
    const [first, ...rest] = args;
    if ((name !== "join" && name !== "resolve") || first === undefined || rest.length === 0 || ts.isStringLiteralLike(first)) return null;
    return [globOf(first), ...rest.map((part) => globOf(part).replace(/^\.?\/+/, ""))].join("/");
  }

  function isThisFolder(node: ts.Expression): boolean {
    if (ts.isIdentifier(node)) return node.text === "__dirname" || node.text === (folderName ??= ownFolder.exec(source)?.[1] ?? "__dirname");
    return ts.isPropertyAccessExpression(node) && node.name.text === "dirname" && ts.isMetaProperty(node.expression);
  }
}

/** Characters that mean something in a glob become `?`: it matches them, and a little more. */
function escaped(text: string): string {
  return text.replace(/\?.*/s, query).replace(/[*[\]{}()!\\]/g, "?");
}
