import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { checkShape } from "../../src/policy/check-shape.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { canonicalJson, policyDigest } from "../../src/policy/digest.ts";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import { bandNames, policySchema } from "../../src/policy/schema.ts";
import { bands } from "../../src/score/score.ts";
import { writtenPolicies } from "./written-policies.ts";

const same = (text: string) => text;

test("every written policy passes the check, and the normalised policy is one too", () => {
  fc.assert(
    fc.property(writtenPolicies, (written) => {
      expect(checkShape(written)).toEqual({ written });
      const policy = normalizePolicy(written);
      expect(checkShape(policy)).toEqual({ written: policy });
    }),
  );
});

test("normalising is idempotent", () => {
  fc.assert(
    fc.property(writtenPolicies, (written) => {
      const policy = normalizePolicy(written);
      expect(normalizePolicy(policy)).toEqual(policy);
    }),
  );
});

test("the digest sees what a policy says, not how it is laid out", () => {
  fc.assert(
    fc.property(writtenPolicies, (written) => {
      const reversed = Object.fromEntries(Object.entries(written).toReversed()) as typeof written;
      const digest = policyDigest(normalizePolicy(written), same);
      expect(policyDigest(normalizePolicy(reversed), same)).toBe(digest);
      expect(policyDigest(normalizePolicy({ ...normalizePolicy(written), $schema: "x" }), same)).toBe(digest);
      expect(policyDigest(normalizePolicy({ ...written, gapsAllowed: (written.gapsAllowed ?? 0) + 1 }), same)).not.toBe(digest);
    }),
  );
});

test("canonical JSON parses back to the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("the schema's defaults are the defaults the normaliser fills in", () => {
  expect(v.parse(policySchema, {})).toEqual(defaultPolicy);
  expect(normalizePolicy({})).toEqual(defaultPolicy);
  const entry = { name: "a", globs: ["a"] };
  expect(v.parse(policySchema, { critical: [entry] })).toEqual(normalizePolicy({ critical: [entry] }));
});

test("the policy's bands are the score's", () => {
  expect(bandNames).toEqual(bands);
});
