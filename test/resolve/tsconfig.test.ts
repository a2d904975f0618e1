import { expect, test } from "vitest";
import type { MemoryFile } from "../support/memory-snapshot.ts";
import { worldOf } from "./world.ts";

type Row = readonly [rule: string, files: Record<string, MemoryFile>, from: string, specifier: string, leads: string];
const paths = (rows: Record<string, string[]>, more: object = {}): object => ({ compilerOptions: { paths: rows, ...more } });

const rows: readonly Row[] = [
  ["paths without baseUrl are relative to their file", { "p/tsconfig.json": paths({ "@x/*": ["./src/*"] }), "p/a.ts": "", "p/src/b.ts": "" }, "p/a.ts", "@x/b", "p/src/b.ts"],
  ["with baseUrl, to that", { "p/tsconfig.json": paths({ "@x/*": ["lib/*"] }, { baseUrl: "src" }), "p/a.ts": "", "p/src/lib/b.ts": "" }, "p/a.ts", "@x/b", "p/src/lib/b.ts"],
  ["targets are tried in order", { "tsconfig.json": paths({ "@x/*": ["one/*", "two/*"] }), "a.ts": "", "two/b.ts": "" }, "a.ts", "@x/b", "two/b.ts"],
  ["the longest prefix wins", { "tsconfig.json": paths({ "@x/*": ["one/*"], "@x/y/*": ["two/*"] }), "a.ts": "", "one/y/b.ts": "", "two/b.ts": "" }, "a.ts", "@x/y/b", "two/b.ts"],
  ["an exact name", { "tsconfig.json": paths({ "@x": ["src/index.ts"] }), "a.ts": "", "src/index.ts": "" }, "a.ts", "@x", "src/index.ts"],
  ["a target in a build folder means its source", { "tsconfig.json": paths({ "@x": ["p/dist"] }), "a.ts": "", "p/package.json": { name: "p" }, "p/src/index.ts": "" }, "a.ts", "@x", "p/src/index.ts"],
  ["a target with a package is that package", { "tsconfig.json": paths({ "@x": ["p"] }), "a.ts": "", "p/package.json": { name: "p", main: "./lib/m.js" }, "p/src/m.ts": "" }, "a.ts", "@x", "p/src/m.ts"],
  ["baseUrl makes names paths", { "tsconfig.json": { compilerOptions: { baseUrl: "src" } }, "a.ts": "", "src/util/b.ts": "" }, "a.ts", "util/b", "src/util/b.ts"],
  ["and leaves others alone", { "tsconfig.json": { compilerOptions: { baseUrl: "src" } }, "a.ts": "" }, "a.ts", "react", "package react"],
  ["an alias without file", { "tsconfig.json": paths({ "@x/*": ["src/*"] }), "a.ts": "" }, "a.ts", "@x/gone", "unresolved alias-without-file"],
  ["unless it is a dependency as well", { "package.json": { name: "r", dependencies: { "@x/gone": "1" } }, "tsconfig.json": paths({ "@x/*": ["src/*"] }), "a.ts": "" }, "a.ts", "@x/gone", "package @x/gone"],
  ["* alone claims nothing", { "tsconfig.json": paths({ "*": ["types/*"] }), "a.ts": "" }, "a.ts", "react", "package react"],
  ["extends keeps the place of what it inherits", { "base/tsconfig.base.json": paths({ "@x/*": ["../src/*"] }), "p/tsconfig.json": { extends: "../base/tsconfig.base" }, "p/a.ts": "", "src/b.ts": "" }, "p/a.ts", "@x/b", "src/b.ts"],
  ["the last of several bases wins", { "1.json": paths({ "@x": ["one.ts"] }), "2.json": paths({ "@x": ["two.ts"] }), "tsconfig.json": { extends: ["./1.json", "./2.json"] }, "a.ts": "", "one.ts": "", "two.ts": "" }, "a.ts", "@x", "two.ts"],
  ["${configDir} is the folder of the last", { "base/tsconfig.json": paths({ "@x/*": ["${configDir}/src/*"] }), "p/tsconfig.json": { extends: "../base/tsconfig.json" }, "p/a.ts": "", "p/src/b.ts": "" }, "p/a.ts", "@x/b", "p/src/b.ts"],
  [
    "extends a package of the repo",
    { "package.json": { name: "r", workspaces: ["p/*"] }, "package-lock.json": "{}", "p/cfg/package.json": { name: "@acme/tsconfig" }, "p/cfg/base.json": paths({ "@x/*": ["${configDir}/s/*"] }), "p/b/package.json": { name: "b" }, "p/b/tsconfig.json": { extends: "@acme/tsconfig/base.json" }, "p/b/a.ts": "", "p/b/s/z.ts": "" },
    "p/b/a.ts",
    "@x/z",
    "p/b/s/z.ts",
  ],
  [
    "and one that is reached through node_modules",
    { "rush.json": { projects: [{ projectFolder: "rig" }, { projectFolder: "b" }] }, "rig/package.json": { name: "rig" }, "rig/profiles/base.json": paths({ "@x/*": ["${configDir}/s/*"] }), "b/package.json": { name: "b" }, "b/tsconfig.json": { extends: "./node_modules/rig/profiles/base.json" }, "b/a.ts": "", "b/s/z.ts": "" },
    "b/a.ts",
    "@x/z",
    "b/s/z.ts",
  ],
  ["a cycle of extends ends", { "tsconfig.json": { extends: "./o.json" }, "o.json": { extends: "./tsconfig.json", ...paths({ "@x": ["b.ts"] }) }, "a.ts": "", "b.ts": "" }, "a.ts", "@x", "b.ts"],
  ["a link is what it leads to", { "base.json": paths({ "@x": ["b.ts"] }), "tsconfig.json": { link: "base.json" }, "a.ts": "", "b.ts": "" }, "a.ts", "@x", "b.ts"],
  ["comments and commas", { "tsconfig.json": '\uFEFF{ // why\n "compilerOptions": { "paths": { "@x": ["b.ts",], }, }, }', "a.ts": "", "b.ts": "" }, "a.ts", "@x", "b.ts"],
  [
    "a solution file stands for its projects",
    { "tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.node.json" }] }, "tsconfig.app.json": { include: ["src"], ...paths({ "@x": ["src/b.ts"] }) }, "tsconfig.node.json": { include: ["vite.config.ts"], ...paths({ "@x": ["c.ts"] }) }, "src/a.ts": "", "vite.config.ts": "", "src/b.ts": "", "c.ts": "" },
    "src/a.ts",
    "@x",
    "src/b.ts",
  ],
  ["the project that includes the file", { "tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.node.json" }] }, "tsconfig.app.json": { include: ["src"], ...paths({ "@x": ["src/b.ts"] }) }, "tsconfig.node.json": { include: ["*.config.ts"], ...paths({ "@x": ["c.ts"] }) }, "vite.config.ts": "", "src/b.ts": "", "c.ts": "" }, "vite.config.ts", "@x", "c.ts"],
  ["a file that none includes takes the nearest", { "tsconfig.json": paths({ "@x": ["far.ts"] }), "p/tsconfig.json": { include: ["src"], ...paths({ "@x": ["near.ts"] }) }, "p/near.ts": "", "far.ts": "", "p/test/a.ts": "" }, "p/test/a.ts", "@x", "far.ts"],
  ["an alias of a tsconfig that leaves the file out", { "p/tsconfig.json": { include: ["src"], ...paths({ "@x": ["near.ts"] }) }, "p/near.ts": "", "p/test/a.ts": "" }, "p/test/a.ts", "@x", "p/near.ts"],
  ["rootDirs are one folder", { "tsconfig.json": { compilerOptions: { rootDirs: ["src", "gen"] } }, "src/a.ts": "", "gen/b.ts": "" }, "src/a.ts", "./b", "gen/b.ts"],
  ["moduleSuffixes come first", { "tsconfig.json": { compilerOptions: { moduleSuffixes: [".web2", ""] } }, "a.ts": "", "b.ts": "", "b.web2.ts": "" }, "a.ts", "./b", "b.web2.ts"],
  ["jsconfig counts where there is no tsconfig", { "jsconfig.json": paths({ "@x": ["b.js"] }), "a.js": "", "b.js": "" }, "a.js", "@x", "b.js"],
];

test.each(rows)("%s", async (_rule, files, from, specifier, leads) => {
  expect((await worldOf(files)).leads(from, specifier)).toBe(leads);
});

test("what a tsconfig extends under another name is reported, found or not", async () => {
  const { context } = await worldOf({ "tsconfig.json": { extends: ["./shared.json", "./gone"] }, "shared.json": {} });
  expect(context.extraInputs).toEqual(["gone", "gone.json", "gone/tsconfig.json", "shared.json"]);
  expect(context.gaps).toEqual([{ kind: "tsconfig", local: false, at: "tsconfig.json", because: 'it extends "./gone", which is not in this tree' }]);
});

test("an unreadable tsconfig is a gap", async () => {
  expect((await worldOf({ "tsconfig.json": "[]" })).context.gaps).toMatchObject([{ kind: "tsconfig", at: "tsconfig.json" }]);
});

test("a base published elsewhere is no gap", async () => {
  expect((await worldOf({ "package.json": { name: "@acme/a" }, "tsconfig.json": { extends: "@tsconfig/node20" } })).context.gaps).toEqual([]);
});

test("the scope of a file, and what its tsconfig implies", async () => {
  const { resolver } = await worldOf({
    "package.json": { name: "r", workspaces: ["p/*"] },
    "package-lock.json": "{}",
    "p/jsx/package.json": { name: "@acme/jsx", exports: { "./jsx-runtime": "./dist/jsx-runtime.js" } },
    "p/jsx/src/jsx-runtime.ts": "",
    "p/types/package.json": { name: "@acme/types", types: "./index.d.ts" },
    "p/types/index.d.ts": "",
    "p/app/package.json": { name: "app" },
    "p/app/tsconfig.json": { compilerOptions: { jsxImportSource: "@acme/jsx", types: ["@acme/types", "node"] } },
    "p/app/a.tsx": "",
    "p/app/b.ts": "",
  });
  expect(resolver.scopeOf("p/app/a.tsx" as never)).toBe("p/app/tsconfig.json");
  expect(resolver.scopeOf("p/jsx/src/jsx-runtime.ts" as never)).toBeNull();
  expect(resolver.impliedBy("p/app/a.tsx" as never)).toEqual([
    { target: "p/jsx/src/jsx-runtime.ts", kind: "import" },
    { target: "p/types/index.d.ts", kind: "type" },
  ]);
  expect(resolver.impliedBy("p/app/b.ts" as never)).toEqual([{ target: "p/types/index.d.ts", kind: "type" }]);
});
