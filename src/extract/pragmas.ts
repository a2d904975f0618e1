import type { Draft } from "./draft.ts";
import type { Source } from "./parse.ts";

/** Comments at the head of a file that name other modules: `/// <reference …>` and `@jsxImportSource`. The parser collects them. */
export function addPragmas(source: Source, draft: Draft): void {
  for (const { fileName, end } of source.referencedFiles) addReference(draft, draft.request(fileName, "type", true, end, "path"));
  for (const { fileName, end } of source.typeReferenceDirectives) addReference(draft, draft.request(fileName, "type", true, end));
  const pragma = source.pragmas.get("jsximportsource");
  const all = (pragma === undefined ? [] : Array.isArray(pragma) ? pragma : [pragma]) as { readonly arguments: { readonly factory: string }; readonly range: { readonly end: number } }[];
  const last = all.at(-1); // The compiler takes the last one.
  if (last !== undefined) addJsxRuntime(draft, draft.request(`${last.arguments.factory}/jsx-runtime`, "import", false, last.range.end));
}

function addReference(draft: Draft, request: number): void {
  draft.module.uses.push([request, "*", 1]);
}

/** Every piece of JSX calls it; which symbols hold JSX is not worth a look. */
function addJsxRuntime(draft: Draft, request: number): void {
  draft.module.uses.push([request, "", 0]);
  for (const { bags, typeOnly } of draft.symbols) if (!typeOnly) bags.push({ id: 0, refs: [], uses: [[request, "*", 0]] });
}
