import type { ts } from "ts-morph";
import { readTrivia } from "./comments.ts";
import type { Compiler } from "./compiler.ts";

/** Takes the tokens of a piece of source, and hears of every identifier in it. */
export interface TokenSink {
  token(text: string): void;
  name(text: string): void;
}

/** What is fed for one child of a node instead of the child's own tokens. */
export type StandIns = (node: ts.Node, parent: ts.Node | undefined) => { readonly instead: ts.Node; readonly token: string } | null;

/**
 * Feeds a node as tokens: the kind of each node, its leaves' text, and the keywords between them. Equal streams mean
 * equal programs: white space, comments that steer nothing, quotes, optional semicolons, commas and parentheses that
 * the kinds of the nodes already imply are left out.
 */
export function createTokens(ts: Compiler): (node: ts.Node, source: ts.SourceFile, jsDocTypes: boolean, sink: TokenSink, standIns?: StandIns) => void {
  const K = ts.SyntaxKind;

  return function feed(root, source, jsDocTypes, sink, standIns) {
    const { text } = source;
    visit(root, undefined);

    function visit(node: ts.Node, parent: ts.Node | undefined): void {
      if (isNothing(node)) return gap(node.pos, node.end, true);
      const leaf = leafText(node);
      if (leaf !== null) {
        const start = node.kind === K.JsxText ? node.pos : node.getStart(source);
        gap(node.pos, start, false);
        if (leaf !== "") sink.token(leaf);
        return;
      }
      sink.token(`(${node.kind}`);
      if (node.kind === K.ForStatement) sink.token(clausesOf(node as ts.ForStatement));
      const standIn = standIns?.(node, parent) ?? null;
      let last = node.pos;
      ts.forEachChild(node, (child) => {
        if (child.pos > last) gap(last, child.pos, false);
        if (child === standIn?.instead) sink.token(standIn.token);
        else visit(child, node);
        last = Math.max(last, child.end);
      });
      gap(last, node.end, false);
      sink.token(")");
    }

    /** Keywords and steering comments between two leaves. */
    function gap(from: number, to: number, commentsOnly: boolean): void {
      if (from >= to || (to - from === 1 && isSilent(text.charCodeAt(from)))) return;
      const { words, steering } = readTrivia(text.slice(from, to), jsDocTypes);
      for (const comment of steering) sink.token(`#${comment}`);
      if (words !== "" && !commentsOnly) sink.token(words);
    }

    function leafText(node: ts.Node): string | null {
      switch (node.kind) {
        case K.Identifier: case K.PrivateIdentifier:
          sink.name((node as ts.Identifier).text);
          return (node as ts.Identifier).text;
        case K.StringLiteral:
          return JSON.stringify((node as ts.StringLiteral).text);
        case K.JsxText:
          return JSON.stringify(jsxText((node as ts.JsxText).text));
        case K.NumericLiteral: case K.BigIntLiteral: case K.RegularExpressionLiteral:
        case K.NoSubstitutionTemplateLiteral: case K.TemplateHead: case K.TemplateMiddle: case K.TemplateTail:
          return text.slice(node.getStart(source), node.end);
        default:
          return node.kind <= K.LastToken ? String(node.kind) : null;
      }
    }
  };

  /** A space, a comma, a semicolon or a parenthesis: most gaps hold no more than one of them. */
  function isSilent(code: number): boolean {
    return code === 32 || code === 10 || code === 44 || code === 59 || code === 40 || code === 41;
  }

  function isNothing(node: ts.Node): boolean {
    return node.kind === K.EmptyStatement || node.kind === K.SemicolonClassElement || (node.kind === K.JsxExpression && (node as ts.JsxExpression).expression === undefined);
  }

  /** Which of `for (a; b; c)` are there: without the semicolons nothing else tells. */
  function clausesOf({ initializer, condition, incrementor }: ts.ForStatement): string {
    return [initializer, condition, incrementor].map((part) => (part === undefined ? "-" : "+")).join("");
  }

  /** White space around line breaks in JSX text means nothing. */
  function jsxText(raw: string): string {
    if (!raw.includes("\n")) return raw;
    const lines = raw.split(/\r\n|\n|\r/);
    return lines.map((line, i) => (i > 0 ? line.trimStart() : line)).map((line, i) => (i < lines.length - 1 ? line.trimEnd() : line)).filter((line) => line !== "").join(" ");
  }
}
