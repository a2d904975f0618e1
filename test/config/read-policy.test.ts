import { describe, expect, test } from "vitest";
import { readPolicy } from "../../src/config/read-policy.ts";
import { Failure } from "../../src/failure.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { largestBlob } from "../../src/snapshot.ts";
import { snapshotOf } from "./snapshot-of.ts";

type Files = Parameters<typeof snapshotOf>[0];

async function read(files: Files) {
  const { snapshot, blobs } = snapshotOf(files);
  return readPolicy(snapshot, blobs);
}

async function refusal(files: Files): Promise<Failure> {
  const error = await read(files).then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).kind).toBe("policy");
  expect((error as Failure).hint).toBeTruthy();
  return error as Failure;
}

describe("where a policy is found", () => {
  test.each([
    [".riskrc.json", '{ "gapsAllowed": 3 }'],
    [".riskrc.yaml", "gapsAllowed: 3\n"],
    [".riskrc.yml", "# why\ngapsAllowed: 3\n"],
    [".riskrc", '{\n\t"gapsAllowed": 3\n}'],
    [".riskrc", "gapsAllowed: 3"],
    [".riskrc.json", '\ufeff{ "gapsAllowed": 3 }'],
    ["package.json", '{ "name": "x", "riskscore": { "gapsAllowed": 3 } }'],
    ["package.json", '{ "\\u0072iskscore": { "gapsAllowed": 3 } }'],
    [".riskrc.yaml", "gapsAllowed: 3\nignore: &broken [a/**]\ntests: *broken\n"],
  ])("%s holding %j", async (path, text) => {
    const reading = await read({ [path]: text, "src/a.ts": "" });
    expect(reading).toMatchObject({ state: "found", path, gaps: [], policy: { gapsAllowed: 3 } });
  });

  test("the same policy has the same digest in every format", async () => {
    const json = await read({ ".riskrc.json": '{"ignore":["a/**"],"gapsAllowed":3}' });
    const yaml = await read({ ".riskrc.yaml": "gapsAllowed: 3\nignore:\n  - a/**\n" });
    const key = await read({ "package.json": '{"riskscore":{"gapsAllowed":3,"ignore":["a/**"],"$schema":"x"}}' });
    expect(json.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(yaml.digest).toBe(json.digest);
    expect(key.digest).toBe(json.digest);
  });

  test.each<[string, Files]>([
    ["an empty snapshot", {}],
    ["a package.json without the key", { "package.json": '{"name":"x"}' }],
    ["riskscore as a dependency", { "package.json": '{"devDependencies":{"riskscore":"1"}}' }],
    ["a broken package.json that says nothing of riskscore", { "package.json": "{" }],
    ["a policy below the root", { "packages/a/.riskrc.json": '{"gapsAllowed":3}', "packages/a/package.json": '{"riskscore":{}}' }],
    ["the example", { ".riskrc.example.json": "{" }],
    ["a package.json that is a link", { "package.json": { mode: "120000", text: "other.json" } }],
  ])("%s: the defaults judge", async (_, files) => {
    const reading = await read(files);
    expect(reading).toMatchObject({ state: "absent", gaps: [] });
    expect(reading.policy).toEqual(defaultPolicy);
  });

  test("reads no blob but those of the known names", async () => {
    const { snapshot, blobs, read: oids } = snapshotOf({ ".riskrc.json": "{}", "src/a.ts": "1", "a/.riskrc.json": "2" });
    await readPolicy(snapshot, blobs);
    expect(oids).toHaveLength(1);
  });

  test("defaults and an empty policy say the same", async () => {
    expect((await read({ ".riskrc.json": "{}" })).digest).toBe((await read({})).digest);
  });
});

describe("gaps", () => {
  test("a package.json that this clone lacks may hold a policy", async () => {
    const reading = await read({ "package.json": { unreadable: "missing", because: "not in this clone" } });
    expect(reading.gaps).toEqual([{ kind: "missing-blob", local: true, at: "package.json", because: "a policy may stand in it: not in this clone" }]);
    expect(reading.state).toBe("absent");
  });
});

describe("what is refused", () => {
  test.each<[Files, string]>([
    [{ ".riskrc.json": '{\n  "critcal": []\n}' }, '.riskrc.json:2:3: unknown key "critcal"; did you mean "critical"?'],
    [{ ".riskrc.json": '{"score":{"weights":{"wide-reech":1}}}' }, '.riskrc.json:1:22: unknown key "wide-reech" in "score.weights"; did you mean "wide-reach"?'],
    [{ ".riskrc.json": '{"weights":{}}' }, '.riskrc.json:1:2: unknown key "weights"; it belongs at "score.weights".'],
    [{ ".riskrc.json": '{"critical":[{"name":"a","globs":["a"],"glob":1}]}' }, '.riskrc.json:1:40: unknown key "glob" in "critical[]"; did you mean "globs"?'],
    [{ ".riskrc.json": '{"zebra":1,\n"gapsAllowed":-1}' }, '.riskrc.json:1:2: unknown key "zebra" (and 1 more problem).'],
    [{ ".riskrc.yaml": "score:\n  distanceDecay: 2\n" }, '.riskrc.yaml:2:3: "score.distanceDecay" must be at most 1.'],
    [{ ".riskrc.yaml": "ignore:\n  - a\n  - /b\n" }, ".riskrc.yaml:3:5: the glob \"/b\" is not relative to the repository root: leave out the leading '/', './' or '../'."],
    [{ "package.json": '{\n "name": "x",\n "riskscore": {"gapsAllowed": "1"}\n}' }, 'package.json:3:16: "gapsAllowed" must be a number, not "1".'],
    [{ ".riskrc.json": '{"ignore":[],\n "ignore":[]}' }, '.riskrc.json:2:2: the key "ignore" stands twice.'],
    [{ ".riskrc.json": '{"score":{"bands":{"high":1,"high":2}}}' }, '.riskrc.json:1:29: the key "high" stands twice.'],
    [{ ".riskrc.yaml": "ignore: []\nignore: []\n" }, '.riskrc.yaml:2:1: the key "ignore" stands twice.'],
    [{ "package.json": '{"riskscore":{},"riskscore":{}}' }, 'package.json:1:17: the key "riskscore" stands twice.'],
    [{ ".riskrc.json": '{"__proto__":{"polluted":1}}' }, '.riskrc.json:1:2: the key "__proto__" is refused.'],
    [{ ".riskrc.json": '{"score":{"\\u005f_proto__":{}}}' }, '.riskrc.json:1:11: the key "__proto__" is refused.'],
    [{ ".riskrc.yaml": "score:\n  constructor: {prototype: {x: 1}}\n" }, '.riskrc.yaml:2:3: the key "constructor" is refused (and 1 more problem).'],
    [{ ".riskrc.json": '{"a":1,}' }, ".riskrc.json:1:8: does not parse as JSON: property name expected."],
    [{ ".riskrc.json": "// c\n{}" }, ".riskrc.json:1:1: does not parse as JSON: invalid comment token."],
    [{ ".riskrc": "{ gapsAllowed: 1 }" }, ".riskrc:1:3: does not parse as JSON: invalid symbol."],
    [{ ".riskrc.yaml": "ignore: [a\n" }, ".riskrc.yaml:2:1: does not parse as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]."],
    [{ ".riskrc.json": "[]" }, ".riskrc.json:1:1: the policy must be an object, not a list."],
    [{ ".riskrc.yaml": "# nothing\n" }, ".riskrc.yaml:1:1: the policy must be an object, not null."],
    [{ ".riskrc.yaml": "tests: [2020-01-01]" }, ".riskrc.yaml:1:9: means different things to different YAML readers."],
    [{ ".riskrc.yaml": "score:\n  bands: {<<: {high: 60}}" }, ".riskrc.yaml:2:11: means different things to different YAML readers."],
    [{ ".riskrc.yaml": "--- {}\n--- {}\n" }, ".riskrc.yaml:1:1: does not parse as YAML: expected a single document in the stream, but found more."],
    [{ ".riskrc.yaml": "tests: !!js/function 'x'" }, ".riskrc.yaml:1:8: does not parse as YAML: Unresolved tag: tag:yaml.org,2002:js/function."],
    [{ ".riskrc.json": "" }, ".riskrc.json is empty."],
    [{ ".riskrc.json": " \n" }, ".riskrc.json is empty."],
    [{ ".riskrc.json": Buffer.from([0x7b, 0xff, 0x7d]) }, ".riskrc.json is not UTF-8."],
    [{ ".riskrc.json": " ".repeat(262_145) }, ".riskrc.json is 262145 bytes; a policy may have 262144."],
    [{ ".riskrc.json": { mode: "120000", text: "x.json" } }, ".riskrc.json is a symbolic link; a policy has to be a file of the repository itself."],
    [{ ".riskrc": { mode: "160000", text: "" } }, ".riskrc is a submodule; a policy has to be a file of the repository itself."],
    [{ ".riskrc.json": { unreadable: "missing", because: "not in this clone" } }, ".riskrc.json cannot be read: not in this clone."],
    [{ ".riskrc.json": "{}", ".riskrc.yaml": "{}" }, "The policy stands twice: in .riskrc.json and in .riskrc.yaml."],
    [{ ".riskrc.json": "{}", "package.json": '{"riskscore":{}}' }, 'The policy stands twice: in package.json (key "riskscore") and in .riskrc.json.'],
    [{ "package.json": '{"riskscore":{}' }, "package.json:1:16: does not parse as JSON: close brace expected."],
    [{ ".riskrc.js": "module.exports = {}" }, ".riskrc.js is not read: a policy is data in JSON or YAML at the repository root."],
    [{ ".config/riskrc.json": "{}" }, ".config/riskrc.json is not read: a policy is data in JSON or YAML at the repository root."],
  ])("%j", async (files, message) => {
    expect((await refusal(files)).message).toBe(message);
  });

  test.each<[string, string, RegExp]>([
    ["lists in JSON", `{"ignore":${"[".repeat(19)}${"]".repeat(19)}}`, /must be|deeper/],
    ["lists in JSON, one too deep", `{"ignore":${"[".repeat(20)}${"]".repeat(20)}}`, /nested deeper than 20 levels/],
    ["unbounded JSON", "[".repeat(200_000), /nested deeper/],
  ])("nesting: %s", async (_, text, message) => {
    expect((await refusal({ ".riskrc.json": text })).message).toMatch(message);
  });

  test.each<[string, string, RegExp]>([
    ["flow lists", `ignore: ${"[".repeat(100_000)}`, /nested deeper than 20 levels/],
    ["indentation", `a:\n${Array.from({ length: 300 }, (_, at) => `${" ".repeat(at + 1)}b:`).join("\n")}`, /nested deeper than 20 levels/],
    ["a circle", "tests: &a [*a]", /nested deeper than 20 levels/],
    ["an alias bomb", ["a: &a [x,x,x,x,x,x,x,x,x]", ..."bcdefgh".split("").map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[at]}`).join(",")}]`)].join("\n"), /uses aliases more than a policy needs/],
  ])("YAML bombs: %s", async (_, text, message) => {
    expect((await refusal({ ".riskrc.yaml": text })).message).toMatch(message);
  });

  test("a word from the file cannot steer the terminal", async () => {
    const { message } = await refusal({ ".riskrc.json": '{"\\u001b[31m\\u202e":1}' });
    expect(message).not.toMatch(/[\u001b\u202e]/);
    expect(message).toContain("\\u001b");
  });

  test("package.json may be larger than a policy, and be no policy at all", async () => {
    const padding = " ".repeat(300_000);
    expect(await read({ "package.json": `{"riskscore":{"gapsAllowed":1}${padding}}` })).toMatchObject({ state: "found" });
    expect(padding.length).toBeLessThan(largestBlob);
  });
});
