import { ts } from "ts-morph";
import { extractFacts } from "../../src/extract/extract-facts.ts";
import type { ModuleFacts, ScriptKind } from "../../src/facts/module-facts.ts";

/** Facts as short lines, so that a test reads like the source it is about. */
export function factsOf(text: string, kind: ScriptKind = "ts"): ModuleFacts {
  return extractFacts(ts, kind, text);
}

/** `import ./x`, `type? ./y`, `dynamic ./z/* (pattern)`; a question mark says type-only. */
export function requestsIn(facts: ModuleFacts): string[] {
  return facts.requests.map(({ kind, typeOnly, specifier, shape }) => `${kind}${typeOnly ? "?" : ""} ${specifier}${shape === "literal" ? "" : ` (${shape})`}`);
}

/** What a symbol uses: `./x#name`, `./x#name?` by the type checker only, `./x#` for evaluation. Sorted. */
export function usesIn(facts: ModuleFacts, name: string): string[] {
  const symbol = facts.symbols.find((one) => one.name === name);
  return (symbol?.uses ?? []).map(([request, imported, typeOnly]) => `${facts.requests[request]!.specifier}#${imported}${typeOnly === 1 ? "?" : ""}`).sort();
}

/** Names of the symbols that a symbol refers to. */
export function refsIn(facts: ModuleFacts, name: string): string[] {
  const symbol = facts.symbols.find((one) => one.name === name);
  return (symbol?.refs ?? []).map((ref) => facts.symbols[ref]!.name).sort();
}

/** `b = a` for a local export, `b = ./x#a` for one passed on, `* = ./x` for a star. */
export function exportsIn(facts: ModuleFacts): string[] {
  return facts.exports.map((fact) => {
    if ("star" in fact) return `* = ${facts.requests[fact.star]!.specifier}${fact.typeOnly ? "?" : ""}`;
    if ("symbol" in fact) return `${fact.name} = ${facts.symbols[fact.symbol]!.name}`;
    return `${fact.name} = ${facts.requests[fact.request]!.specifier}#${fact.imported}${fact.typeOnly ? "?" : ""}`;
  });
}
