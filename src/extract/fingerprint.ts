import { createHash } from "node:crypto";
import type { ts } from "ts-morph";
import { importsPrint, moduleSymbol, type ExportFact, type Fingerprints, type RequestFact, type ScriptKind } from "../facts/module-facts.ts";
import { keptComment, readTrivia } from "./comments.ts";
import type { Compiler } from "./compiler.ts";
import { readOutline } from "./extract-facts.ts";
import { isJavaScript } from "./jsdoc.ts";
import type { Outline } from "./outline.ts";
import { firstError } from "./parse.ts";
import { createTokens, type StandIns } from "./tokens.ts";
import { createTypeSurface } from "./type-surface.ts";
import { unreadableFacts } from "./unreadable.ts";

/**
 * A hash for each symbol of a file over its tokens and over the import bindings and export names that belong to it.
 * Equal prints, equal meaning. In TypeScript a second hash follows where bodies cannot move the symbol's type. A file whose names cannot be told apart has one print, over all of it.
 */
export function fingerprint(ts: Compiler, kind: ScriptKind, text: string): Fingerprints {
  if (kind === "asset" || unreadableFacts(text) !== null) return whole(text);
  try {
    const { outline, component } = readOutline(ts, kind, text);
    if (firstError(outline.source) !== undefined) return whole(text);
    const streams = streamsOrNull(ts, kind, outline);
    if (streams === null) return new Map(namesOf(outline).map((name) => [name, digest(text)]));
    if (component !== null) {
      const files = component.files.map(({ specifier }) => specifier).join(" ");
      for (const name of [moduleSymbol, "default"]) streamOf(streams, name).push("template", component.template, files);
    }
    const prints = hashed(streams);
    return component !== null || isJavaScript(kind) ? prints : withTypes(prints, hashed(streamsOf(ts, kind, outline, createTypeSurface(ts))));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // Nested deeper than the stack: the bytes decide.
    return whole(text);
  }
}

/** Null for a file nested deeper than the stack; then any byte may change any name. */
function streamsOrNull(ts: Compiler, kind: ScriptKind, outline: Outline): Streams | null {
  try {
    return streamsOf(ts, kind, outline);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

function namesOf({ draft }: Outline): string[] {
  const reexported = draft.exports.map((fact) => ("star" in fact ? "*" : fact.name));
  return [...draft.symbols.map(({ name }) => name), "default", importsPrint, ...reexported];
}

type Streams = Map<string, string[]>;

function whole(text: string): Fingerprints {
  return new Map([[moduleSymbol, digest(text)]]);
}

function hashed(streams: Streams): Fingerprints {
  return new Map([...streams].map(([name, tokens]) => [name, digest(tokens.join("\0"))]));
}

/** Behind each print the one of what its type can depend on, where that is less. */
function withTypes(prints: Fingerprints, types: Fingerprints): Fingerprints {
  return new Map([...prints].map(([name, print]) => [name, print === types.get(name) ? print : `${print}/${types.get(name)}`]));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

function streamOf(streams: Streams, name: string): string[] {
  let stream = streams.get(name);
  if (stream === undefined) streams.set(name, (stream = []));
  return stream;
}

function streamsOf(compiler: Compiler, kind: ScriptKind, outline: Outline, standIns?: StandIns): Streams {
  const { draft, source } = outline;
  const { text } = source;
  const jsDocTypes = isJavaScript(kind) && outline.jsDoc;
  const feed = createTokens(compiler);
  const streams: Streams = new Map(draft.symbols.map(({ name }) => [name, []]));
  const pragmas = headComments(compiler, text);
  for (const [name, stream] of streams) stream.push(...(name === moduleSymbol ? pragmas : pragmas.filter((comment) => !comment.startsWith("<"))));

  const bindings = new Map<string, Set<string>>();
  for (const { node, owners, header, statement } of [...outline.bare, ...outline.portions]) {
    const tokens = [header, ...(statement === node ? [] : leadingComments(statement))];
    const used = new Set<string>();
    feed(node, source, jsDocTypes, { token: (token) => void tokens.push(token), name: (name) => draft.names.has(name) && used.add(name) }, standIns);
    for (const owner of owners) {
      const { name } = draft.symbols[owner]!;
      streams.get(name)!.push(...tokens);
      const known = bindings.get(name);
      if (known === undefined) bindings.set(name, new Set(used));
      else for (const one of used) known.add(one);
    }
  }
  for (const [name, used] of bindings) streams.get(name)!.push(...bindingsOf(outline, used));
  for (const fact of draft.exports) addExport(streams, outline, fact);
  streams.get("*")?.sort();
  for (const statement of source.statements) {
    if (compiler.isImportDeclaration(statement) || compiler.isExportDeclaration(statement)) streams.get(moduleSymbol)!.push(...leadingComments(statement), ...attributesOf(statement));
  }
  streamOf(streams, moduleSymbol).push(...sideEffects(draft.requests));
  streamOf(streams, importsPrint).push(...loadedSpecifiers(draft.requests));
  return streams;

  function leadingComments(node: ts.Node): readonly string[] {
    return readTrivia(text.slice(node.pos, node.getStart(source)), jsDocTypes).steering;
  }

  function attributesOf({ attributes }: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
    return attributes === undefined ? [] : attributes.elements.map(({ name, value }) => `with ${name.text} ${compiler.isStringLiteral(value) ? value.text : ""}`);
  }
}

/** Comments at the very top that steer the whole file. They lie in the first statement's trivia, which may be any symbol's. */
function headComments(ts: Compiler, text: string): string[] {
  const start = ts.getShebang(text)?.length ?? 0;
  return (ts.getLeadingCommentRanges(text, start) ?? []).map(({ pos, end }) => keptComment(text.slice(pos, end), false)).filter((comment) => /^<|@ts-(?:no)?check|@jsx/.test(comment));
}

/** What the import bindings among `used` stand for: a name that now comes from elsewhere means something else. */
function bindingsOf({ draft }: Outline, used: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const local of used) {
    const { request, imported, typeOnly } = draft.names.get(local)!;
    if (request >= 0) found.push(`${local}=${imported}@${draft.requests[request]!.specifier}${typeOnly ? "?" : ""}`);
  }
  return found.sort();
}

/** An export name belongs to what it exports; what is only passed on has a print of its own. */
function addExport(streams: Streams, { draft }: Outline, fact: ExportFact): void {
  if ("star" in fact) streamOf(streams, "*").push(`* from ${draft.requests[fact.star]!.specifier}${fact.typeOnly ? "?" : ""}`);
  else if ("symbol" in fact) streamOf(streams, draft.symbols[fact.symbol]!.name).push(`export ${fact.name}`);
  else streamOf(streams, fact.name).push(`${fact.name}=${fact.imported}@${draft.requests[fact.request]!.specifier}${fact.typeOnly ? "?" : ""}`);
}

function sideEffects(requests: readonly RequestFact[]): string[] {
  return requests.filter(({ kind }) => kind === "side-effect").map(({ specifier }) => `import ${specifier}`);
}

function loadedSpecifiers(requests: readonly RequestFact[]): string[] {
  return [...new Set(requests.filter(({ typeOnly }) => !typeOnly).map(({ specifier }) => specifier))].sort();
}
