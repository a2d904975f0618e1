import * as fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { extractFacts } from "../../src/extract/extract-facts.ts";
import { fingerprint } from "../../src/extract/fingerprint.ts";
import { decodeFacts, encodeFacts } from "../../src/facts/codec.ts";
import { importsPrint, type ModuleFacts, type ScriptKind } from "../../src/facts/module-facts.ts";

const folder = fileURLToPath(new URL("../../src/extract/", import.meta.url));
/** Real source to mutate: this room's own. */
const samples = readdirSync(folder).filter((name) => name.endsWith(".ts")).map((name) => readFileSync(join(folder, name), "utf8"));
const kinds: readonly ScriptKind[] = ["ts", "tsx", "js", "jsx", "dts", "vue", "svelte", "astro"];

const sample = fc.constantFrom(...samples);
const kind = fc.constantFrom(...kinds);
const fragments = ["import ", " from './x'", "export ", "* ", "as ns", "default ", "{", "}", "(", ")", "require('./y')", "module.exports", "=", "exports.a", ";", "\n", "`${", "}`", "<a>", "</a>", "<script>", "</script>", "---\n", "/** @type {import('z')} */", "//", "await ", "class A ", "@d ", "import.meta.glob(", "\u2028", "\\", "__proto__", "constructor", "é", "'"];
const soup = fc.array(fc.constantFrom(...fragments), { maxLength: 30 }).map((parts) => parts.join(""));
const mutated = fc.tuple(sample, fc.nat(), fc.nat(200), soup).map(([text, at, length, patch]) => text.slice(0, at % text.length) + patch + text.slice((at % text.length) + length));

/** Nothing in facts may point nowhere. */
function expectSound(facts: ModuleFacts): void {
  const isIndexOf = (index: number, list: readonly unknown[]): boolean => index >= 0 && index < list.length;
  expect(facts.symbols[0]?.name).toBe("<module>");
  expect(new Set(facts.symbols.map(({ name }) => name)).size).toBe(facts.symbols.length);
  for (const { refs, uses } of facts.symbols) {
    expect(refs.every((ref) => isIndexOf(ref, facts.symbols))).toBe(true);
    expect(uses.every(([request]) => isIndexOf(request, facts.requests))).toBe(true);
  }
  for (const fact of facts.exports) expect("symbol" in fact ? isIndexOf(fact.symbol, facts.symbols) : isIndexOf("star" in fact ? fact.star : fact.request, facts.requests)).toBe(true);
  const keys = facts.requests.map((one) => `${one.kind} ${one.typeOnly} ${one.shape} ${one.specifier}`);
  expect(new Set(keys).size).toBe(keys.length);
}

describe("extraction", () => {
  test("answers for any text, soundly, and the codec keeps the answer", () => {
    const texts = fc.oneof(soup, mutated, fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(texts, kind, (text, as) => {
        const facts = extractFacts(ts, as, text);
        expectSound(facts);
        expect(decodeFacts(encodeFacts(facts))).toEqual(facts);
        const prints = fingerprint(ts, as, text);
        if (!facts.opaque) for (const { name } of facts.symbols) expect(prints.has(name)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("says the same each time, whatever was read before", () => {
    fc.assert(fc.property(mutated, soup, kind, (text, other, as) => {
      const first = extractFacts(ts, as, text);
      extractFacts(ts, as, other);
      expect(extractFacts(ts, as, text)).toEqual(first);
    }), { numRuns: 60 });
  });
});

/** A text as tokens: the places where comments and white space may be put without changing the program. */
function tokensOf(text: string): string[] {
  const source = ts.createSourceFile("m.ts", text, ts.ScriptTarget.Latest, true);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node) || node.getChildCount(source) === 0) tokens.push(node.getText(source));
    else node.getChildren(source).filter((child) => !ts.isJSDoc(child)).forEach(visit);
  };
  visit(source);
  return tokens.filter((token) => token !== "");
}

describe("fingerprints", () => {
  const tokenized = samples.map((text) => ({ text, tokens: tokensOf(text) }));

  test("do not see comments and white space", () => {
    fc.assert(fc.property(fc.constantFrom(...tokenized), fc.array(fc.constantFrom(" ", "  ", "/* x; ( */", " // y )\n", "\t", "/** z */"), { minLength: 50, maxLength: 50 }), ({ text, tokens }, trivia) => {
      // Line breaks only where they cannot end a statement: between all tokens there is trivia on the same line.
      const spread = tokens.map((token, i) => `${token}${restricted.has(token) ? " " : trivia[i % trivia.length]!.replace(/\n$/, mayBreakAfter(token) ? "\n" : "").replace(/\/\/[^\n]*$/, " ")} `).join("");
      expect(fingerprint(ts, "ts", spread)).toEqual(fingerprint(ts, "ts", text));
    }), { numRuns: 60 });
  });

  test("see a renamed local only in the symbols that hold it", () => {
    const bodies = fc.array(fc.constantFrom("one", "two", "three"), { minLength: 2, maxLength: 6 });
    fc.assert(fc.property(bodies, (locals) => {
      const text = (name: string): string => locals.map((local, i) => `export function f${i}(${local === "one" ? name : local}) { return ${local === "one" ? name : local} * ${i}; }`).join("\n");
      const [before, after] = [fingerprint(ts, "ts", text("one")), fingerprint(ts, "ts", text("uno"))];
      const changed = [...before].filter(([name, print]) => after.get(name) !== print).map(([name]) => name);
      expect(changed).toEqual(locals.flatMap((local, i) => (local === "one" ? [`f${i}`] : [])));
    }), { numRuns: 50 });
  });

  test("name what the facts name", () => {
    fc.assert(fc.property(sample, (text) => {
      const facts = extractFacts(ts, "ts", text);
      const reexported = facts.exports.flatMap((fact) => ("star" in fact ? ["*"] : "request" in fact ? [fact.name] : []));
      expect([...fingerprint(ts, "ts", text).keys()].sort()).toEqual([...new Set([...facts.symbols.map(({ name }) => name), ...reexported, importsPrint])].sort());
    }), { numRuns: 20 });
  });
});

/** No line break may follow these: it would end the statement, or change how the next token reads. */
const restricted = new Set(["return", "throw", "break", "continue", "yield", "async", "type", "declare", "namespace", "abstract", "/"]);

function mayBreakAfter(token: string): boolean {
  return /^[,;{([=&|?:+]+$/.test(token); // Not after `}`: a `[` on the next line is no array type any more.
}
