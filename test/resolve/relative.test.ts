import { expect, test } from "vitest";
import type { RequestFact } from "../../src/facts/module-facts.ts";
import { worldOf } from "./world.ts";

type Row = readonly [rule: string, files: readonly string[], from: string, specifier: string, leads: string, request?: Partial<RequestFact>];

const rows: readonly Row[] = [
  ["an extension is added", ["a.ts", "b.ts"], "a.ts", "./b", "b.ts"],
  ["TypeScript before others", ["a.ts", "b.ts", "b.json", "b.vue"], "a.ts", "./b", "b.ts"],
  [".js means its source", ["a.ts", "b.ts"], "a.ts", "./b.js", "b.ts"],
  [".js means tsx too", ["a.ts", "b.tsx"], "a.ts", "./b.js", "b.tsx"],
  [".jsx means tsx", ["a.ts", "b.tsx"], "a.ts", "./b.jsx", "b.tsx"],
  [".mjs means mts", ["a.mts", "b.mts"], "a.mts", "./b.mjs", "b.mts"],
  [".cjs means cts", ["a.cts", "b.cts"], "a.cts", "./b.cjs", "b.cts"],
  [".ts written where there is only .js", ["a.ts", "b.js"], "a.ts", "./b.ts", "b.js"],
  ["source and its twin both count: tools differ", ["a.ts", "b.ts", "b.js"], "a.ts", "./b.js", "b.ts b.js"],
  ["the same without extension", ["a.ts", "b.ts", "b.js"], "a.ts", "./b", "b.ts b.js"],
  ["a declaration alone is the answer", ["a.ts", "b.d.ts"], "a.ts", "./b.js", "b.d.ts"],
  ["declarations beside code count for TypeScript", ["a.ts", "b.js", "b.d.ts"], "a.ts", "./b.js", "b.js b.d.ts"],
  ["and for type edges", ["a.js", "b.js", "b.d.ts"], "a.js", "./b", "b.js b.d.ts", { kind: "type" }],
  ["not for what JavaScript runs", ["a.js", "b.js", "b.d.ts"], "a.js", "./b", "b.js"],
  ["declarations of an asset", ["a.ts", "b.css", "b.css.d.ts"], "a.ts", "./b.css", "b.css b.css.d.ts"],
  ["declarations of an asset, as TypeScript 5 has it", ["a.ts", "b.css", "b.d.css.ts"], "a.ts", "./b.css", "b.css b.d.css.ts"],
  ["index of a folder", ["a.ts", "b/index.tsx"], "a.ts", "./b", "b/index.tsx"],
  ["a file before a folder", ["a.ts", "b.ts", "b/index.ts"], "a.ts", "./b", "b.ts"],
  ["a slash means the folder", ["a.ts", "b.ts", "b/index.ts"], "a.ts", "./b/", "b/index.ts"],
  ["the folder itself", ["b/a.ts", "b/index.ts"], "b/a.ts", ".", "b/index.ts"],
  ["the folder itself, with a slash", ["b/a.ts", "b/index.ts"], "b/a.ts", "./", "b/index.ts"],
  ["the folder above", ["b/a.ts", "index.ts"], "b/a.ts", "..", "index.ts"],
  ["components are named in full", ["a.ts", "b.vue", "c.svelte", "d.astro"], "a.ts", "./c.svelte", "c.svelte"],
  ["runes modules", ["a.ts", "s.svelte.ts"], "a.ts", "./s.svelte.js", "s.svelte.ts"],
  ["JSON may be named without extension", ["a.js", "b.json"], "a.js", "./b", "b.json"],
  ["dots in names", ["a.ts", "b.service.ts"], "a.ts", "./b.service", "b.service.ts"],
  ["a query is the bundler's", ["a.ts", "b.svg"], "a.ts", "./b.svg?url", "b.svg"],
  ["a query after a module", ["a.ts", "w.ts"], "a.ts", "./w?worker", "w.ts"],
  ["a fragment", ["a.ts", "b.svg"], "a.ts", "./b.svg#icon", "b.svg"],
  ["a hash that is part of the name", ["a.ts", "b#1.ts"], "a.ts", "./b#1", "b#1.ts"],
  ["loaders before the name", ["a.ts", "b.md"], "a.ts", "!!raw-loader!./b.md", "b.md"],
  ["platform files all count", ["a.ts", "b.ios.ts", "b.android.ts"], "a.ts", "./b", "b.ios.ts b.android.ts"],
  ["beside the plain one too", ["a.ts", "b.ts", "b.native.ts"], "a.ts", "./b", "b.ts b.native.ts"],
  ["letters are exact", ["a.ts", "B.ts"], "a.ts", "./b", "unresolved no-such-file"],
  ["climbing out", ["x/a.ts"], "x/a.ts", "../../b", "unresolved outside-repository"],
  ["nothing there", ["a.ts"], "a.ts", "./gone", "unresolved no-such-file"],
  ["SvelteKit makes types beside routes", ["r/+page.ts"], "r/+page.ts", "./$types", 'builtin "./$types"'],
  ["a path through node_modules leaves the repo", ["a.ts"], "a.ts", "./node_modules/react/index.js", "package react"],
  ["from a file of node_modules, # is its own affair", ["node_modules/chalk/index.js"], "node_modules/chalk/index.js", "#ansi", "builtin #ansi"],
  ["a path needs no ./", ["a.ts", "w.ts"], "a.ts", "w.js", "w.ts", { shape: "path", kind: "asset" }],
  ["a setup file below rootDir", ["a.config.ts", "test/s.ts"], "a.config.ts", "<rootDir>/test/s.ts", "test/s.ts", { shape: "setup" }],
  ["a setup file from further up", ["it/jest.config.js", "it/s.js"], "it/jest.config.js", "./it/s.js", "it/s.js", { shape: "setup" }],
  ["a folder means the sources below", ["t/a.ts", "t/fix/x.ts", "t/fix/y.png"], "t/a.ts", "./fix/", "t/fix/x.ts", { shape: "path", kind: "asset" }],
  ["a link to a folder likewise", ["link", "real/x.ts"], "link", "real", "real/x.ts", { shape: "path" }],
  ["not the folder it stands in", ["t/a.ts", "t/b.ts"], "t/a.ts", "./", "", { shape: "path", kind: "asset" }],
  ["nor what a configuration calls @", ["vite.config.ts", "src/b.ts"], "vite.config.ts", "./src", "", { shape: "path", kind: "asset" }],
  ["a glob beside", ["a.ts", "l/de.ts", "l/en.ts", "l/x.css"], "a.ts", "./l/*.ts", "l/de.ts l/en.ts", { shape: "pattern" }],
  ["a glob without extension", ["a.ts", "l/de.ts", "l/en/index.ts"], "a.ts", "./l/*", "l/de.ts l/en/index.ts", { shape: "pattern" }],
  ["a glob for what sources compile to", ["a.ts", "l/de.ts"], "a.ts", "./l/*.js", "l/de.ts", { shape: "pattern" }],
  ["a deep glob", ["x/a.ts", "p/1/a.vue", "p/2/b/c.vue"], "x/a.ts", "../p/**/*.vue", "p/1/a.vue p/2/b/c.vue", { shape: "pattern" }],
  ["folders with glob characters stay plain", ["[id]/a.ts", "[id]/l/de.ts", "i/l/x.ts"], "[id]/a.ts", "./l/*.ts", "[id]/l/de.ts", { shape: "pattern" }],
  ["a glob with a query", ["a.ts", "l/de.ts"], "a.ts", "./l/*.ts?raw", "l/de.ts", { shape: "pattern" }],
  ["a glob for folders", ["a.ts", "f/1/x.ts", "f/1/i.png"], "a.ts", "./f/*/", "f/1/x.ts", { shape: "pattern" }],
  ["what a glob takes away is nobody's", ["a.ts", "b.ts"], "a.ts", "!./b.ts", "", { shape: "pattern" }],
  ["a glob that matches nothing", ["a.ts"], "a.ts", "./l/*.ts", "unresolved pattern-without-match", { shape: "pattern" }],
];

test.each(rows.map(([rule, ...row]) => ({ rule, row })))("$rule", async ({ row: [files, from, specifier, leads, request] }) => {
  expect((await worldOf(files)).leads(from, specifier, request)).toBe(leads);
});

test("a folder of packages is a place to list them: their sources are not asked for", async () => {
  const files = { "package.json": { workspaces: ["packages/*"] }, "package-lock.json": "{}", "packages/a/package.json": { name: "@acme/a" }, "packages/a/index.ts": "", "scripts/list.ts": "" };
  expect((await worldOf(files)).leads("scripts/list.ts", "../packages", { shape: "path", kind: "asset" })).toBe("");
});
