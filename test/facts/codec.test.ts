import { describe, expect, test } from "vitest";
import { decodeFacts, encodeFacts } from "../../src/facts/codec.ts";
import { leafFacts, type ModuleFacts } from "../../src/facts/module-facts.ts";

const facts: ModuleFacts = {
  symbols: [
    { name: "<module>", typeOnly: false, refs: [2], uses: [[0, "", 0]] },
    { name: "T", typeOnly: true, refs: [], uses: [[1, "a\"b", 1], [1, "*", 1]] },
    { name: "app", typeOnly: false, refs: [0, 1], uses: [], impure: true },
    { name: "Box", typeOnly: false, refs: [], uses: [], instances: true },
    { name: "Other", typeOnly: false, refs: [1], uses: [], impure: true, instances: true },
  ],
  requests: [
    { specifier: "./é", kind: "import", typeOnly: false, shape: "literal", line: 1 },
    { specifier: "./x/*", kind: "type", typeOnly: true, shape: "pattern", line: 20 },
    { specifier: "./s", kind: "side-effect", typeOnly: false, shape: "setup", line: 21 },
  ],
  exports: [{ name: "app", symbol: 2 }, { name: "b", request: 1, imported: "c", typeOnly: true }, { star: 0, typeOnly: false }],
  gaps: [{ kind: "computed-import", line: 3, because: "import(x)", pattern: "**/x" }, { kind: "parse-error", line: 4, because: "';' expected." }],
  ambient: true,
  opaque: false,
  effects: true,
};

test("facts come back as they went in", () => {
  expect(decodeFacts(encodeFacts(facts))).toEqual(facts);
  expect(decodeFacts(encodeFacts(leafFacts))).toEqual(leafFacts);
});

describe("damage is noticed", () => {
  test.each([
    ["nothing", ""],
    ["no JSON", "[1,[["],
    ["another shape", "{}"],
    ["no symbols", "[0,[],[],[]]"],
    ["a reference to nowhere", `[0,[["<module>",0,[7]]],[],[]]`],
    ["a use of no request", `[0,[["<module>",0,[],[0,"a",0]]],[],[]]`],
    ["half a use", `[0,[["<module>",0,[],[0,"a"]]],[["./x",1]],[]]`],
    ["an export of nothing", `[0,[["<module>"]],[],[["a",1]]]`],
    ["an unknown kind of edge", `[0,[["<module>"]],[["./x",1,99]],[]]`],
    ["a symbol without a name", `[0,[[1]],[],[]]`],
    ["a gap without words", `[0,[["<module>"]],[],[],[["limit",1]]]`],
  ])("%s", (_, text) => expect(decodeFacts(Buffer.from(text))).toBeNull());

  test("a record cut anywhere", () => {
    const bytes = encodeFacts(facts);
    for (let end = 0; end < bytes.length; end++) expect(decodeFacts(bytes.subarray(0, end))).toBeNull();
  });
});
