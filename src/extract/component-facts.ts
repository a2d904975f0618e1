import type { Component } from "./component.ts";
import type { Draft } from "./draft.ts";

/**
 * The component itself is `default`. Its markup may name anything its scripts declare or import, so `default` refers to
 * all of it: telling names in markup apart would take the framework's own compiler.
 */
export function addComponent({ files }: Component, draft: Draft): void {
  const bag = draft.bag();
  const declared = draft.symbols.map((_, i) => i);
  const symbol = draft.declareHidden("default", bag);
  for (const index of declared) bag.refs.push(index);
  for (const { request, imported, typeOnly } of draft.names.values()) if (request >= 0) bag.uses.push([request, imported, typeOnly ? 1 : 0]);
  for (const { specifier, kind, line } of files) {
    const request = draft.request(specifier, kind, false, 0, kind === "asset" ? "path" : "literal", line);
    bag.uses.push([request, "*", 0], [request, "", 0]);
    if (kind === "import") draft.module.uses.push([request, "", 0]);
  }
  const at = draft.exports.findIndex((fact) => "name" in fact && fact.name === "default");
  if (at >= 0) draft.exports.splice(at, 1);
  draft.exports.push({ name: "default", symbol });
}
