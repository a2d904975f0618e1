import fc from "fast-check";
import { expect, test } from "vitest";
import { readPolicy, type PolicyReading } from "../../src/config/read-policy.ts";
import { Failure } from "../../src/failure.ts";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import { policyKeys } from "../../src/policy/keys.ts";
import { writtenPolicies } from "../policy/written-policies.ts";
import { snapshotOf } from "./snapshot-of.ts";

/** The reading, or the Failure; anything else thrown is a bug and fails the test. */
async function attempt(path: string, text: string | Buffer): Promise<PolicyReading | Failure> {
  const { snapshot, blobs } = snapshotOf({ [path]: text });
  try {
    return await readPolicy(snapshot, blobs);
  } catch (error) {
    if (error instanceof Failure && error.kind === "policy" && error.message !== "") return error;
    throw error;
  }
}

const places = fc.constantFrom(".riskrc", ".riskrc.json", ".riskrc.yaml", ".riskrc.yml");

test("every accepted policy reads back from every place and syntax", async () => {
  await fc.assert(
    fc.asyncProperty(writtenPolicies, places, fc.constantFrom(0, 2), async (written, path, indent) => {
      const reading = await attempt(path, JSON.stringify(written, null, indent));
      expect(reading).toMatchObject({ state: "found", path });
      expect((reading as PolicyReading).policy).toEqual(normalizePolicy(written));
      const inManifest = (await attempt("package.json", JSON.stringify({ name: "x", riskscore: written }))) as PolicyReading;
      expect(inManifest.digest).toBe((reading as PolicyReading).digest);
    }),
  );
});

test("any JSON value and any text is read or refused, never a crash, and nothing is polluted", async () => {
  const values = fc.jsonValue({ maxDepth: 6 }).map((value) => JSON.stringify(value));
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  const yamlish = fc.array(fc.constantFrom("ignore", ":", " ", "\n", "- ", "[", "]", "{", "}", "&a", "*a", "<<", '"', "'", "#", "|", "!!set", "?", "\t", "---", "__proto__", "1", "~", "%"), { maxLength: 40 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(fc.oneof(values, bytes, yamlish, fc.string({ unit: "binary" })), fc.oneof(places, fc.constant("package.json")), async (text, path) => {
      await attempt(path, text);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

test("a key nobody knows is refused wherever it stands", async () => {
  const known = new Set(policyKeys().map(({ key }) => key.slice(key.lastIndexOf(".") + 1)));
  const key = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom("__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "extends")).filter((name) => !known.has(name));
  const at = fc.constantFrom<(member: string) => string>(
    (member) => `{${member}}`,
    (member) => `{"score":{${member}}}`,
    (member) => `{"score":{"bands":{${member}}}}`,
    (member) => `{"score":{"weights":{${member}}}}`,
    (member) => `{"critical":[{"name":"a","globs":["a"],${member}}]}`,
    (member) => `{"environments":[{"name":"a","globs":["a"],"production":true,${member}}]}`,
  );
  await fc.assert(
    fc.asyncProperty(key, at, fc.jsonValue({ maxDepth: 2 }), places, async (name, textWith, value, path) => {
      const reading = await attempt(path, textWith(`${JSON.stringify(name)}: ${JSON.stringify(value)}`));
      expect(reading).toBeInstanceOf(Failure);
    }),
  );
});

test.each(["__proto__", "constructor", "prototype"])("parsing %s pollutes nothing", async (key) => {
  for (const path of [".riskrc", ".riskrc.json", ".riskrc.yaml"]) {
    for (const text of [`{"${key}":{"polluted":true}}`, `{"score":{"${key}":{"polluted":true}}}`, `{"critical":[{"${key}":{"polluted":true}}]}`]) {
      expect(await attempt(path, text)).toBeInstanceOf(Failure);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }
  }
});
