import type { ts } from "ts-morph";
import { createAsking, type Ask, type Asking } from "./asking.ts";
import type { Compiler } from "./compiler.ts";
import type { Bag, Draft, Name } from "./draft.ts";
import { addHandlers } from "./handlers.ts";
import { jsDocOf } from "./jsdoc.ts";
import type { Outline } from "./outline.ts";
import type { Portion } from "./top-level.ts";

export type Handler = (node: never) => void;

/**
 * Visits every node of an outline's portions once and notes in each portion's bag which names of the file occur and
 * which modules are asked for. One handler a kind of node: a table look-up is the cheapest way to tell kinds apart,
 * and this is the hot loop of a cold run. Made once a compiler; `run` starts afresh each time.
 */
export class Walk {
  readonly ts: Compiler;
  readonly asking: Asking;
  draft!: Draft;
  outline!: Outline;
  bag!: Bag;
  /** Inside a type: what is named there is used by the type checker only. */
  inType = false;
  /** Inside a function: evaluated only when that is called. */
  inFunction = false;
  /** Inside a class whose decorators may record types at run time. */
  typesAreValues = false;
  /** A call that asks for a module, and the only names its result is asked for. */
  expected: { readonly call: ts.Node; readonly names: readonly string[] } | null = null;
  readonly #handlers: (Handler | undefined)[];
  readonly #lastToken: number;
  #names!: ReadonlyMap<string, Name>;
  #skipped: ts.Node | undefined;

  constructor(ts: Compiler) {
    this.ts = ts;
    this.asking = createAsking(ts);
    this.#lastToken = ts.SyntaxKind.LastToken;
    this.#handlers = Array.from({ length: ts.SyntaxKind.Count });
    addHandlers(this, (kinds, handler) => {
      for (const kind of kinds) this.#handlers[kind] = handler;
    });
  }

  run(outline: Outline): void {
    this.outline = outline;
    this.draft = outline.draft;
    this.#names = outline.draft.names;
    this.expected = null;
    this.#skipped = undefined;
    this.typesAreValues = false;
    for (const portion of outline.bare) this.#portion(portion);
    this.draft.tieBareStatements();
    for (const portion of outline.portions) this.#portion(portion);
  }

  #portion({ bag, typeOnly, node, statement }: Portion): void {
    this.bag = bag;
    this.inType = typeOnly;
    this.inFunction = false;
    // The JSDoc of a variable belongs to the statement, not to the declaration inside it.
    if (this.outline.jsDoc && statement !== node) this.#visitJsDoc(statement);
    this.visit(node);
  }

  /** An arrow function, because `forEachChild` calls it bare. */
  readonly visit = (node: ts.Node): void => {
    const handler = this.#handlers[node.kind];
    if (this.outline.jsDoc) this.#visitJsDoc(node);
    if (handler !== undefined) handler(node as never);
    else if (node.kind > this.#lastToken) this.ts.forEachChild(node, this.visit);
  };

  visitChildren(node: ts.Node): void {
    this.ts.forEachChild(node, this.visit);
  }

  /** Visits all of a node but one child. */
  visitWithout(node: ts.Node, child: ts.Node | undefined): void {
    const before = this.#skipped;
    this.#skipped = child;
    this.ts.forEachChild(node, this.#visitUnskipped);
    this.#skipped = before;
  }

  readonly #visitUnskipped = (node: ts.Node): void => {
    if (node !== this.#skipped) this.visit(node);
  };

  #visitJsDoc(node: ts.Node): void {
    const comments = jsDocOf(node);
    if (comments === undefined) return;
    const before = this.inType;
    this.inType = true;
    for (const comment of comments) for (const tag of comment.tags ?? []) if (!this.ts.isJSDocImportTag(tag)) this.visitChildren(tag);
    this.inType = before;
  }

  nameOf(node: ts.Identifier): Name | undefined {
    const text = node.escapedText as string;
    // The compiler puts an escape before a leading `__`.
    return this.#names.get(text.charCodeAt(0) === 95 && text.charCodeAt(1) === 95 ? node.text : text);
  }

  /** Notes that a name of the file occurs; of a namespace only `imported` may be used. */
  note(name: Name, imported: string): void {
    const { bag } = this;
    if (name.symbol >= 0) {
      if (name.seenIn === bag.id) return;
      name.seenIn = bag.id;
      bag.refs.push(name.symbol);
    } else if (imported !== name.imported) this.use(name.request, imported, this.inType || name.typeOnly);
    else if (this.inType || name.typeOnly) {
      if (name.seenIn === bag.id || name.seenAsTypeIn === bag.id) return;
      name.seenAsTypeIn = bag.id;
      this.use(name.request, imported, true);
    } else if (name.seenIn !== bag.id) {
      name.seenIn = bag.id;
      this.use(name.request, imported, false);
    }
  }

  /** `object.member`: of a namespace only the member is used. */
  noteMember(object: ts.Identifier, member: string): void {
    const name = this.nameOf(object);
    if (name !== undefined) this.note(name, name.imported === "*" && name.symbol < 0 ? member : name.imported);
    else if (this.outline.commonJsNames.size > 0 && object.text === "exports") this.noteOwnExport(member);
  }

  /** `exports.a` read back. */
  noteOwnExport(member: string): void {
    const symbol = this.outline.commonJsNames.get(member);
    if (symbol !== undefined) this.bag.refs.push(symbol);
  }

  use(request: number, imported: string, typeOnly: boolean): void {
    this.bag.uses.push([request, imported, typeOnly ? 1 : 0]);
  }

  /** Notes what a call asks for. It is evaluated along with the module unless a function has to be called first. */
  noteAsk({ kind, targets }: Ask, members: readonly string[] | null): void {
    for (const { specifier, shape, end } of targets) {
      const request = this.draft.request(specifier, kind, false, end, shape);
      for (const member of members ?? ["*"]) this.use(request, member, false);
      this.use(request, "", false);
      if (!this.inFunction && kind !== "mock") this.draft.module.uses.push([request, "", 0]);
    }
  }
}
