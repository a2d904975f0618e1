import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPolicyFile } from "../../src/config/check-file.ts";
import { policyJsonSchema } from "../../src/config/json-schema.ts";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import { policyKeys } from "../../src/policy/keys.ts";
import { policySchemaLocation, type WrittenPolicy } from "../../src/policy/schema.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { writtenPolicies } from "../policy/written-policies.ts";

const bytes = readFileSync(new URL("../../.riskrc.example.json", import.meta.url));
const example = JSON.parse(bytes.toString()) as WrittenPolicy;
const valid = new Ajv({ strict: true, allowUnionTypes: true }).compile(policyJsonSchema());

test("the example is strict JSON and a policy, and survives being read and written", async () => {
  const { policy, digest } = await checkPolicyFile(bytes, ".riskrc.example.json");
  expect(policy).toEqual(normalizePolicy(example));
  expect((await checkPolicyFile(Buffer.from(JSON.stringify(policy)), ".riskrc.json")).digest).toBe(digest);
});

test("the example mentions every key, and no other", () => {
  const walk = (value: unknown, key: string): string[] => {
    if (Array.isArray(value)) return [key, ...value.filter((item) => typeof item === "object").flatMap((item) => walk(item, `${key}[]`).slice(1))];
    if (typeof value !== "object" || value === null) return [key];
    return [key, ...Object.entries(value).flatMap(([name, child]) => walk(child, key === "" ? name : `${key}.${name}`))];
  };
  expect(new Set(walk(example, "").slice(1))).toEqual(new Set(policyKeys().map(({ key }) => key)));
});

test("the example shows the defaults where there is one, and the schema's place", () => {
  expect(example.$schema).toBe(policySchemaLocation);
  expect(example.score).toEqual(defaultPolicy.score);
  expect(example.tests).toEqual(defaultPolicy.tests);
  expect(example.gapsAllowed).toBe(defaultPolicy.gapsAllowed);
});

test("the example validates against the JSON Schema", () => {
  expect(valid(example), JSON.stringify(valid.errors)).toBe(true);
});

test("what the reader accepts, the JSON Schema accepts", () => {
  fc.assert(fc.property(writtenPolicies, (written) => valid(written)));
});

test.each([[{ critcal: [] }], [{ gapsAllowed: -1 }], [{ gapsAllowed: 1.5 }], [{ critical: [{ name: "a" }] }], [{ score: { weights: { size: 101 } } }], [{ ignore: [""] }], [[]]])("the JSON Schema refuses %j", (value) => {
  expect(valid(value)).toBe(false);
});

test("the JSON Schema documents every key", () => {
  const undocumented: string[] = [];
  const walk = (schema: Record<string, unknown>, key: string): void => {
    for (const [name, child] of Object.entries((schema["properties"] ?? {}) as Record<string, Record<string, unknown>>)) {
      if (typeof child["title"] !== "string" || typeof child["description"] !== "string") undocumented.push(`${key}.${name}`);
      walk(child, `${key}.${name}`);
      if (child["items"] !== undefined) walk(child["items"] as Record<string, unknown>, `${key}.${name}[]`);
    }
  };
  walk(policyJsonSchema(), "");
  expect(undocumented).toEqual([]);
  expect(policyJsonSchema()).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", title: "riskscore policy", additionalProperties: false });
});
