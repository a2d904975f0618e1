import { expect, test } from "vitest";
import { effectiveRows, policyKeyTable } from "../../src/config/explain.ts";
import { readPolicy } from "../../src/config/read-policy.ts";
import { snapshotOf } from "./snapshot-of.ts";

async function rowsOf(files: Record<string, string>) {
  const { snapshot, blobs } = snapshotOf(files);
  return new Map(effectiveRows(await readPolicy(snapshot, blobs)).map(({ key, value, from }) => [key, { value, from }]));
}

test("without a policy file every value is a default", async () => {
  const rows = await rowsOf({});
  expect([...rows.values()].every(({ from }) => from === "default")).toBe(true);
  expect(rows.get("score.bands.high")).toEqual({ value: 50, from: "default" });
  expect(rows.get("critical")).toEqual({ value: [], from: "default" });
});

test.each([
  [".riskrc.json", '{\n  "gapsAllowed": 2,\n  "critical": [{ "name": "pay", "globs": ["a/**"] }],\n  "score": { "weights": { "size": 1 } }\n}', ["2:3", "3:18", "3:33", "4:27"]],
  [".riskrc.yaml", "gapsAllowed: 2\ncritical:\n  - name: pay\n    globs: [a/**]\nscore:\n  weights:\n    size: 1\n", ["1:1", "3:5", "4:5", "7:5"]],
  ["package.json", '{"riskscore":{"gapsAllowed":2,"critical":[{"name":"pay","globs":["a/**"]}],"score":{"weights":{"size":1}}}}', ["1:15", "1:44", "1:57", "1:96"]],
])("values of %s name their line and column", async (path, text, [gaps, name, globs, size]) => {
  const rows = await rowsOf({ [path]: text });
  expect(rows.get("gapsAllowed")).toEqual({ value: 2, from: `${path}:${gaps}` });
  expect(rows.get("critical[0].name")).toEqual({ value: "pay", from: `${path}:${name}` });
  expect(rows.get("critical[0].globs")).toEqual({ value: ["a/**"], from: `${path}:${globs}` });
  expect(rows.get("critical[0].weight")).toEqual({ value: 1, from: "default" });
  expect(rows.get("score.weights.size")).toEqual({ value: 1, from: `${path}:${size}` });
  expect(rows.get("score.weights.churn")?.from).toBe("default");
});

test("the README's table has one row a key", async () => {
  const table = await policyKeyTable();
  expect(table).toContain("| `critical[].whenReached` | low \\| medium \\| high \\| critical | `\"high\"` |");
  expect(table.split("\n").every((line) => line.startsWith("| ") && line.endsWith(" |"))).toBe(true);
});
