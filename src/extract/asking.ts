import type { ts } from "ts-morph";
import type { EdgeKind, RequestFact } from "../facts/module-facts.ts";
import type { Compiler } from "./compiler.ts";
import type { Draft } from "./draft.ts";
import { isCreateRequire } from "./required-binding.ts";
import { specifiersOf } from "./specifier.ts";

/** A call that asks for another module, and what it asks for. */
export interface Ask {
  readonly kind: EdgeKind;
  readonly targets: readonly Target[];
}

interface Target {
  readonly specifier: string;
  readonly shape: RequestFact["shape"];
  readonly end: number;
}

const mocks = new Set(["mock", "doMock", "unmock", "doUnmock", "dontMock", "importActual", "importMock", "requireActual", "requireMock", "unstable_mockModule", "createMockFromModule", "genMockFromModule", "setMock", "deepUnmock"]);
const mockers = new Set(["vi", "jest", "vitest", "import.meta.vitest"]);

export interface Asking {
  /** Null when the call asks for no module. A target that only running can tell is noted as a gap. */
  call(node: ts.CallExpression, draft: Draft, requires: ReadonlySet<string>): Ask | null;
  /** `new URL("x", import.meta.url)`, `new Worker("./x")`. */
  construct(node: ts.NewExpression): Ask | null;
}

export function createAsking(ts: Compiler): Asking {
  const K = ts.SyntaxKind;

  function call(node: ts.CallExpression, draft: Draft, requires: ReadonlySet<string>): Ask | null {
    const callee = node.expression;
    const argument = node.arguments[0];
    if (argument === undefined) return null;
    if (callee.kind === K.ImportKeyword) return asked("dynamic", argument, "import", draft);
    if (callee.kind === K.Identifier) return requires.has((callee as ts.Identifier).text) ? asked("require", argument, "require", draft) : null;
    if (isCreateRequire(ts, callee, draft)) return asked("require", argument, "require", draft);
    return callee.kind === K.PropertyAccessExpression ? memberCall(callee as ts.PropertyAccessExpression, argument, node, draft, requires) : null;
  }

  function memberCall(callee: ts.PropertyAccessExpression, argument: ts.Expression, node: ts.CallExpression, draft: Draft, requires: ReadonlySet<string>): Ask | null {
    const method = callee.name.text;
    const object = callee.expression;
    if (object.kind === K.Identifier) {
      const { text } = object as ts.Identifier;
      if (requires.has(text) && method === "resolve") return asked("require", argument, "require.resolve", draft);
      if (requires.has(text) && method === "context") return context(node);
      if (text === "module" && method === "require") return asked("require", argument, "module.require", draft);
      if (mockers.has(text) && mocks.has(method)) return literalOnly("mock", argument);
      return text === "mock" && method === "module" ? literalOnly("mock", argument) : null;
    }
    if (method === "resolve" && isCreateRequire(ts, object, draft)) return asked("require", argument, "require.resolve", draft);
    if (object.kind !== K.MetaProperty) return null;
    if (method === "resolve") return asked("dynamic", argument, "import.meta.resolve", draft);
    return method === "glob" || method === "globEager" ? globs(argument, draft) : null;
  }

  function asked(kind: EdgeKind, argument: ts.Expression, word: string, draft: Draft): Ask {
    const targets: Target[] = [];
    for (const found of specifiersOf(ts, argument, draft.text)) {
      if (found.shape !== "computed") targets.push({ specifier: found.text, shape: found.shape, end: found.end });
      else {
        const gap = { kind: "computed-import" as const, line: draft.lineOf(found.end), because: `${word}(${found.text}): the target is computed when the program runs` };
        draft.gaps.push(found.pattern === null ? gap : { ...gap, pattern: found.pattern });
      }
    }
    return { kind, targets };
  }

  function literalOnly(kind: EdgeKind, argument: ts.Expression): Ask | null {
    if (!ts.isStringLiteralLike(argument)) return null; // `vi.mock(import("./x"))` asks through its import.
    return { kind, targets: [{ specifier: argument.text, shape: "literal", end: argument.end }] };
  }

  /** Negated patterns are dropped: the set only gets wider. */
  function globs(argument: ts.Expression, draft: Draft): Ask {
    const parts = ts.isArrayLiteralExpression(argument) ? argument.elements : [argument];
    const targets: Target[] = [];
    for (const part of parts) {
      if (!ts.isStringLiteralLike(part)) draft.gaps.push({ kind: "computed-import", line: draft.lineOf(part.end), because: "import.meta.glob(…): a pattern is computed when the program is built" });
      else if (!part.text.startsWith("!")) targets.push({ specifier: part.text, shape: "pattern", end: part.end });
    }
    return { kind: "dynamic", targets };
  }

  /** `require.context(dir, deep, /re/)`: the expression is left out, the set gets wider. */
  function context(node: ts.CallExpression): Ask | null {
    const [folder, deep] = node.arguments;
    if (folder === undefined || !ts.isStringLiteralLike(folder)) return null;
    const specifier = `${folder.text.replace(/\/$/, "")}/${deep?.kind === K.FalseKeyword ? "*" : "**"}`;
    return { kind: "dynamic", targets: [{ specifier, shape: "pattern", end: folder.end }] };
  }

  function construct(node: ts.NewExpression): Ask | null {
    const first = node.arguments?.[0];
    if (first === undefined || !ts.isIdentifier(node.expression)) return null;
    const name = node.expression.text;
    if (name === "URL") return node.arguments![1] !== undefined && isModuleUrl(node.arguments![1]) ? besideThis(first, "asset") : null;
    if (name !== "Worker" && name !== "SharedWorker") return null;
    return ts.isStringLiteralLike(first) && /^\.{1,2}\//.test(first.text) ? { kind: "dynamic", targets: [{ specifier: first.text, shape: "path", end: first.end }] } : null;
  }

  function besideThis(node: ts.Expression, kind: EdgeKind): Ask | null {
    const targets = specifiersOf(ts, node, "").flatMap((found): Target[] => {
      if (found.shape === "computed" || /^[a-z][a-z\d+.-]*:|^\//i.test(found.text)) return [];
      return [{ specifier: found.text, shape: found.shape === "literal" ? "path" : "pattern", end: found.end }];
    });
    return targets.length === 0 ? null : { kind, targets };
  }

  function isModuleUrl(node: ts.Expression): boolean {
    return ts.isPropertyAccessExpression(node) && node.expression.kind === K.MetaProperty && node.name.text === "url";
  }

  return { call, construct };
}
