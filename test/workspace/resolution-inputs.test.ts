import { expect, test } from "vitest";
import { resolutionInputs } from "../../src/workspace/resolution-inputs.ts";
import { memorySnapshot } from "../support/memory-snapshot.ts";

test("manifests, workspace files and tsconfigs by content, lockfiles of the root by name", () => {
  const wanted = ["package.json", "a/package.json", "pnpm-workspace.yaml", "lerna.json", "rush.json", "a/tsconfig.json", "a/tsconfig.build.json", "base.tsconfig.json", "jsconfig.json"];
  const others = ["a.ts", "a/data.json", "node_modules/x/package.json", "a/node_modules/x/tsconfig.json", "a/yarn.lock", "a/clock.ts", "my-package.json"];
  const { snapshot } = memorySnapshot(Object.fromEntries([...wanted, ...others, "yarn.lock"].map((path) => [path, path])));
  const inputs = resolutionInputs(snapshot);
  expect(inputs.map(({ path }) => path)).toEqual([...wanted, "yarn.lock"]);
  expect(inputs.at(-1)?.oid).toBe("");
  expect(inputs[0]?.oid).toBe(snapshot.entries.get(wanted[0] as never)?.oid);
});
