import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { gatherDiff, gatherGraph } from "../../src/commands/gather.ts";
import type { DiffRequest } from "../../src/commands/gather-request.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";

const leftovers: TestRepo[] = [];
afterEach(() => leftovers.splice(0).forEach((repo) => repo.remove()));

const lastCommit: DiffRequest = { base: "HEAD~1", head: { kind: "commit", rev: "HEAD" }, threeDots: false, policyFrom: "base" };

/** `src/direct.js` imports a stylesheet, a `.wasm` and a script that are links into `shared`; a readme and a folder are links nobody imports. */
function linkedRepo(changed: string): TestRepo {
  const repo = repoOf({
    "package.json": '{ "name": "shop" }',
    "README.md": "hello",
    "shared/add.wasm": "one",
    "shared/look.css": "a {}",
    "shared/add.js": "export const add = 1;\n",
    "src/direct.js": 'import "./look.css";\nimport { sum } from "./add.wasm";\nimport { add } from "./add.js";\nexport const both = () => sum + add;\n',
  });
  leftovers.push(repo);
  const links = { "src/add.wasm": "../shared/add.wasm", "src/look.css": "../shared/look.css", "src/add.js": "../shared/add.js", "src/README.md": "../README.md", "src/all": "../shared" };
  for (const [at, target] of Object.entries(links)) symlinkSync(target, join(repo.path, at));
  repo.git("add", "src");
  repo.commit("links");
  repo.commit("changed", { [changed]: changed.endsWith(".js") ? "export const add = 2;\n" : "two" });
  return repo;
}

const dependentsOf = async (repo: TestRepo): Promise<string[]> => (await gatherDiff(repo.host(), lastCommit)).evidence.radius.dependents.map(({ module, distance }) => `${distance} ${module}`);

test.for([
  ["shared/add.wasm", ["1 src/add.wasm", "2 src/direct.js"]],
  ["shared/look.css", ["1 src/look.css", "2 src/direct.js"]],
  ["shared/add.js", ["1 src/add.js", "2 src/direct.js"]],
  ["README.md", []],
] as const)("what imports a link feels a change of %s behind it, with cold cache and warm", async ([changed, expected]) => {
  const repo = linkedRepo(changed);
  expect(await dependentsOf(repo)).toEqual(expected);
  expect(await dependentsOf(repo)).toEqual(expected);
});

test("a link nobody imports is no module", async () => {
  const { graph } = await gatherGraph(linkedRepo("README.md").host(), { rev: "HEAD" });
  const present = [...graph.present].map((module) => graph.ids[module] as string);
  expect(present.toSorted()).toEqual(["shared/add.js", "shared/add.wasm", "shared/look.css", "src/add.js", "src/add.wasm", "src/direct.js", "src/look.css"]);
});

test("a file that becomes a link of the same bytes is linked anew, whatever was kept of it", async () => {
  const repo = repoOf({ "package.json": '{ "name": "shop" }', "real.ts": "export const real = 1;\n", "alias.ts": "real.ts", "app.ts": 'import { real } from "./alias.ts";\nexport const run = () => real;\n' });
  leftovers.push(repo);
  await gatherGraph(repo.host(), { rev: "HEAD" });
  rmSync(join(repo.path, "alias.ts"));
  symlinkSync("real.ts", join(repo.path, "alias.ts"));
  repo.git("add", "alias.ts");
  repo.commit("a link");
  repo.commit("changed", { "real.ts": "export const real = 2;\n" });
  expect(await dependentsOf(repo)).toEqual(["1 alias.ts", "2 app.ts"]);
});

test("what imports through a linked folder feels a change behind it, also through a link to a link", async () => {
  const repo = repoOf({ "package.json": '{ "name": "shop" }', "real/lib.ts": "export const lib = 1;\n", "app.ts": 'import { lib } from "./near/lib";\nexport const run = () => lib;\n', "far.ts": 'import { lib } from "./further/lib.js";\nexport const run = () => lib;\n' });
  leftovers.push(repo);
  symlinkSync("real", join(repo.path, "near"));
  symlinkSync("near", join(repo.path, "further"));
  repo.git("add", "near", "further");
  repo.commit("links");
  repo.commit("changed", { "real/lib.ts": "export const lib = 2;\n" });
  for (const _ of ["cold", "warm"]) expect((await dependentsOf(repo)).filter((one) => one.endsWith(".ts"))).toEqual(["1 app.ts", "1 far.ts"]);
});
