import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWorkspace } from "../../src/workspace/read-workspace.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { type MemoryFile, memorySnapshot } from "../support/memory-snapshot.ts";

/** The scratch folder lies inside another monorepo: discovery that walks up would find that one. */
let outer: string;
beforeAll(async () => {
  outer = await mkdtemp(join(tmpdir(), "riskscore-outer-"));
  await writeFile(join(outer, "package.json"), JSON.stringify({ name: "outer", workspaces: ["pkgs/*"] }));
  await writeFile(join(outer, "package-lock.json"), "{}");
  await mkdir(join(outer, "pkgs/stranger"), { recursive: true });
  await writeFile(join(outer, "pkgs/stranger/package.json"), JSON.stringify({ name: "stranger" }));
});
afterAll(() => rm(outer, { recursive: true, force: true }));

async function read(files: Record<string, MemoryFile>): Promise<Workspace> {
  const { snapshot, blobs } = memorySnapshot(files);
  const scratch = join(outer, "scratch");
  const workspace = await readWorkspace(snapshot, blobs, scratch);
  expect(existsSync(scratch) ? await readdir(scratch) : []).toEqual([]);
  return workspace;
}
const members = ({ packages }: Workspace): string[] => packages.filter(({ member }) => member).map(({ dir }) => dir);
const because = ({ gaps }: Workspace): string[] => gaps.map((gap) => `${gap.kind} ${gap.at}: ${gap.because}`);

const two = { "p/a/package.json": { name: "a" }, "p/b/package.json": { name: "b" }, "p/b/nested/package.json": { name: "nested" }, "p/b/esm/package.json": { type: "module" } };

test.each<[string, string, Record<string, MemoryFile>]>([
  ["npm", "npm", { "package.json": { name: "r", workspaces: ["p/*"] }, "package-lock.json": "{}" }],
  ["npm with an object and a shrinkwrap", "npm", { "package.json": { name: "r", workspaces: { packages: ["./p/*/"] } }, "npm-shrinkwrap.json": "{}" }],
  ["yarn classic", "yarn", { "package.json": { name: "r", workspaces: { packages: ["p/*"], nohoist: [] } }, "yarn.lock": "" }],
  ["yarn berry", "yarn", { "package.json": { name: "r", workspaces: ["p/*"], packageManager: "yarn@4.0.0" }, "yarn.lock": "__metadata:" }],
  ["bun", "bun", { "package.json": { name: "r", workspaces: ["p/*"] }, "bun.lock": "{}" }],
  ["bun with the old lockfile", "bun", { "package.json": { name: "r", workspaces: ["p/*"] }, "bun.lockb": "\0" }],
  ["pnpm", "pnpm", { "package.json": { name: "r" }, "pnpm-workspace.yaml": "packages:\n  - 'p/*'\n  - '!**/test/**'\n", "pnpm-lock.yaml": "" }],
  ["pnpm without a root manifest", "pnpm", { "pnpm-workspace.yaml": "packages: ['p/*']" }],
  ["lerna", "lerna", { "package.json": { name: "r" }, "lerna.json": { packages: ["p/*"], version: "1.0.0" } }],
  ["rush", "rush", { "rush.json": '{ /* all */ "projects": [ { "packageName": "a", "projectFolder": "p/a" }, { "packageName": "b", "projectFolder": "p/b", }, ] }' }],
])("%s", async (_name, tool, files) => {
  const workspace = await read({ ...files, ...two });
  expect([workspace.tool, members(workspace), because(workspace)]).toEqual([tool, ["p/a", "p/b"], []]);
  expect(workspace.packages.filter(({ dir }) => dir !== "").map(({ name }) => name)).toEqual(["a", "b", "nested"]);
});

test("one package, without asking anybody", async () => {
  const workspace = await read({ "package.json": '\uFEFF{ "name": "one", // the one\n "private": true, "main": "x.js", }', "node_modules/z/package.json": { name: "z" } });
  expect(workspace).toEqual({ tool: "root", gaps: [], packages: [{ name: "one", dir: "", private: true, manifest: { main: "x.js" }, member: true }] });
});

test("no manifest", async () => {
  expect(await read({ "a.js": "" })).toEqual({ tool: "none", packages: [], gaps: [] });
});

test("packages without a root of any kind are listed, not linked", async () => {
  const workspace = await read(two);
  expect([workspace.tool, members(workspace), workspace.packages.map(({ name }) => name)]).toEqual(["none", [], ["a", "b", "nested"]]);
});

test("the only workspace of a repo may lie in a folder", async () => {
  const workspace = await read({ "js/package.json": { name: "r", workspaces: ["p/*"] }, "js/yarn.lock": "", "js/p/a/package.json": { name: "a" } });
  expect([workspace.tool, members(workspace)]).toEqual(["yarn", ["js/p/a"]]);
});

test("without a lockfile the workspace is read all the same, and a gap says so", async () => {
  const npm = await read({ "package.json": { name: "r", workspaces: ["p/*"] }, ...two });
  expect([npm.tool, members(npm), because(npm)]).toEqual(["npm", ["p/a", "p/b"], ["workspace package.json: there is no lockfile to tell which package manager reads this workspace; read as npm"]]);
  const yarn = await read({ "package.json": { name: "r", workspaces: ["p/*"], packageManager: "yarn@4.1.0" }, ...two });
  expect([yarn.tool, members(yarn)]).toEqual(["yarn", ["p/a", "p/b"]]);
});

test("a member glob that matches nothing is loud", async () => {
  const workspace = await read({ "package.json": { name: "r", workspaces: ["p/*", "gone/*"] }, "package-lock.json": "{}", ...two });
  expect([members(workspace), because(workspace)]).toEqual([["p/a", "p/b"], ['workspace package.json: the member glob "gone/*" matches no package.json in this tree']]);
});

test("a rush project that is not there does not hide the others", async () => {
  const workspace = await read({ "rush.json": { projects: [{ projectFolder: "p/a" }, { projectFolder: "p/gone" }] }, ...two });
  expect([workspace.tool, members(workspace), because(workspace)]).toEqual(["rush", ["p/a"], ['workspace rush.json: the project folder "p/gone" matches no package.json in this tree']]);
});

test("when discovery fails, the declared globs are expanded all the same", async () => {
  const { snapshot, blobs } = memorySnapshot({ "package.json": { name: "r", workspaces: ["p/*", "!p/b"] }, "yarn.lock": "", ...two });
  const workspace = await readWorkspace(snapshot, blobs, join(outer, "package.json", "no-folder"));
  expect([workspace.tool, members(workspace), because(workspace)]).toEqual(["yarn", ["p/a"], ["workspace package.json: discovery failed (ENOTDIR); members are the declared globs, expanded by riskscore"]]);
});

test("declarations that cannot be read are local gaps: whose members they hide is unknown", async () => {
  const workspace = await read({ "package.json": { name: "r" }, "pnpm-workspace.yaml": "packages: ['p/*'\n : :", ...two });
  expect(workspace.gaps).toMatchObject([{ kind: "workspace", local: true, at: "pnpm-workspace.yaml" }]);
  expect(members(workspace)).toEqual([""]);
});

test("manifests as people leave them", async () => {
  const workspace = await read({
    "package.json": { workspaces: ["p/*"] },
    "package-lock.json": "{}",
    "p/nameless/package.json": {},
    "p/broken/package.json": "<<<<<<< HEAD",
    "p/half/package.json": '{ "name": "half", "main": ',
    "p/gone/package.json": { missing: true },
    "p/one/package.json": { name: "same" },
    "p/two/package.json": { name: "same" },
    "fixtures/bad/package.json": "{",
  });
  expect(workspace.packages.map(({ name, dir, member }) => [name, dir, member])).toEqual([
    [".", "", false],
    ["./p/broken", "p/broken", true],
    ["./p/gone", "p/gone", true],
    ["half", "p/half", true],
    ["./p/nameless", "p/nameless", true],
    ["same", "p/one", true],
    ["same", "p/two", true],
  ]);
  expect(workspace.gaps.map(({ kind, at, local }) => [kind, at, local])).toEqual([
    ["missing-blob", "p/gone/package.json", true],
    ["manifest", "p/broken/package.json", false],
    ["manifest", "p/half/package.json", false],
    ["manifest", "p/gone/package.json", false],
    ["manifest", "fixtures/bad/package.json", false],
    ["manifest", "p/broken/package.json", true],
    ["manifest", "p/gone/package.json", true],
    ["workspace", "p/two/package.json", false],
  ]);
});

test("a tree made by hand cannot write outside the scratch folder", async () => {
  await read({ "package.json": { name: "r", workspaces: ["**"] }, "package-lock.json": "{}", "../../evil/package.json": { name: "evil" }, "a\\..\\b/package.json": { name: "w" }, ".git/package.json": { name: "g" }, "p/package.json": { name: "p" } });
  expect(existsSync(join(outer, "evil"))).toBe(false);
  expect(existsSync(join(tmpdir(), "evil"))).toBe(false);
});
