import { expect, test } from "vitest";
import { signalIds } from "../../src/policy/default-weights.ts";
import { policyKeys } from "../../src/policy/keys.ts";

test("every key says what it is, what it does, and shows an example where it holds a value", () => {
  for (const { key, title, description, type, example } of policyKeys()) {
    expect(title, key).not.toBe("");
    expect(description.length, key).toBeGreaterThan(20);
    if (type !== "object") expect(example, key).toBeDefined();
  }
});

test("keys are unique, and every signal's weight is among them", () => {
  const keys = policyKeys().map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(["critical[].globs", "environments[].production", "score.bands.high", ...signalIds.map((id) => `score.weights.${id}`)]));
});

test("types are in words, required keys have no default", () => {
  const of = (key: string) => policyKeys().find((row) => row.key === key);
  expect(of("gapsAllowed")).toMatchObject({ type: "whole number 0-1000000", default: 0, required: false });
  expect(of("critical[].weight")).toMatchObject({ type: "number 0-1", default: 1 });
  expect(of("critical[].globs")).toMatchObject({ type: "list of globs", required: true, default: undefined });
  expect(of("critical[].whenReached")).toMatchObject({ type: "low | medium | high | critical", default: "high" });
});
