import { leafFacts, type ModuleFacts, type ScriptKind } from "../facts/module-facts.ts";
import type { Compiler } from "./compiler.ts";
import { cutComponent, type Component } from "./component.ts";
import { addComponent } from "./component-facts.ts";
import { outlineOf, type Outline } from "./outline.ts";
import { firstError, hasJsDocTypes, parse } from "./parse.ts";
import { addPragmas } from "./pragmas.ts";
import { unreadableFacts } from "./unreadable.ts";
import { Walk } from "./walk.ts";

let made: Walk | null = null;

/** What one file's text says by itself. Never throws: what cannot be read is a gap, and then names are not told apart. */
export function extractFacts(ts: Compiler, kind: ScriptKind, text: string): ModuleFacts {
  if (kind === "asset") return leafFacts;
  const unreadable = unreadableFacts(text);
  if (unreadable !== null) return unreadable;
  try {
    const { outline, component } = readOutline(ts, kind, text);
    addPragmas(outline.source, outline.draft);
    walkOf(ts).run(outline);
    if (component !== null) addComponent(component, outline.draft);
    noteParseErrors(ts, outline);
    return outline.draft.finish();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // Only nesting deeper than the stack is expected here.
    return { ...leafFacts, effects: true, gaps: [{ kind: "limit", line: 1, because: "it is nested too deeply to be read" }] };
  }
}

/** The top level of a file; of a component's scripts taken together. */
export function readOutline(ts: Compiler, kind: ScriptKind, text: string): { readonly outline: Outline; readonly component: Component | null } {
  const component = kind === "vue" || kind === "svelte" || kind === "astro" ? cutComponent(kind, text) : null;
  const script = component === null ? text : component.script;
  const scriptKind = component === null ? kind : component.scriptKind;
  const jsDoc = hasJsDocTypes(scriptKind, script);
  return { outline: outlineOf(ts, scriptKind, parse(ts, scriptKind, script, jsDoc), jsDoc), component };
}

function walkOf(ts: Compiler): Walk {
  if (made === null || made.ts !== ts) made = new Walk(ts);
  return made;
}

/** The requests that could be read stay: a broken file still asks for them. */
function noteParseErrors(ts: Compiler, { source, draft }: Outline): void {
  const first = firstError(source);
  if (first === undefined) return;
  draft.opaque = true;
  draft.effects = true;
  draft.gaps.push({ kind: "parse-error", line: draft.lineOf(first.start), because: ts.flattenDiagnosticMessageText(first.messageText, " ") });
}
