import { expect, test } from "vitest";
import type { MemoryFile } from "../support/memory-snapshot.ts";
import { worldOf } from "./world.ts";

/** A workspace with package `@acme/a` in `p/a` and an importing package `b` in `p/b`. */
const withA = (a: object, files: readonly string[], b: object = {}, more: Record<string, MemoryFile> = {}): Record<string, MemoryFile> => ({
  "package.json": { name: "r", private: true, workspaces: ["p/*"] },
  "package-lock.json": "{}",
  "p/a/package.json": { name: "@acme/a", version: "2.0.0", ...a },
  "p/b/package.json": { name: "b", ...b },
  "p/b/x.ts": "",
  ...Object.fromEntries(files.map((path) => [`p/a/${path}`, ""])),
  ...more,
});

type Row = readonly [rule: string, files: Record<string, MemoryFile>, specifier: string, leads: string];
const rows: readonly Row[] = [
  ["exports as a string", withA({ exports: "./dist/index.js" }, ["src/index.ts"]), "@acme/a", "p/a/src/index.ts"],
  ["exports as conditions", withA({ exports: { types: "./dist/index.d.ts", default: "./dist/index.js" } }, ["src/index.ts"]), "@acme/a", "p/a/src/index.ts"],
  ["nested conditions and arrays", withA({ exports: { ".": { node: { import: ["./dist/m.mjs", "./x"] } } } }, ["src/m.mts"]), "@acme/a", "p/a/src/m.mts"],
  ["a subpath", withA({ exports: { "./x": "./dist/x.js" } }, ["src/x/index.ts"]), "@acme/a/x", "p/a/src/x/index.ts"],
  ["a wildcard", withA({ exports: { "./*": "./dist/*.js", "./deep/*": "./dist/d/*.js" } }, ["src/d/x.ts"]), "@acme/a/deep/x", "p/a/src/d/x.ts"],
  ["a wildcard with a tail", withA({ exports: { "./*.css": "./css/*.css" } }, ["css/x.css"]), "@acme/a/x.css", "p/a/css/x.css"],
  ["the folder form", withA({ exports: { "./lib/": "./lib/" } }, ["src/x.ts"]), "@acme/a/lib/x.js", "p/a/src/x.ts"],
  ["a target that is source", withA({ exports: "./src/main.ts" }, ["src/main.ts", "src/index.ts"]), "@acme/a", "p/a/src/main.ts"],
  ["different conditions, different sources: all", withA({ exports: { browser: "./src/b.ts", default: "./src/n.ts" } }, ["src/b.ts", "src/n.ts"]), "@acme/a", "p/a/src/b.ts p/a/src/n.ts"],
  ["written declarations beside", withA({ exports: { types: "./index.d.ts", default: "./index.js" } }, ["index.js", "index.d.ts"]), "@acme/a", "p/a/index.js p/a/index.d.ts"],
  ["main", withA({ main: "lib/index.js" }, ["src/index.ts"]), "@acme/a", "p/a/src/index.ts"],
  ["main without extension", withA({ main: "./build/main" }, ["src/main.ts"]), "@acme/a", "p/a/src/main.ts"],
  ["main of hand-written code stays", withA({ main: "lib/index.js" }, ["lib/index.js", "index.js"]), "@acme/a", "p/a/lib/index.js"],
  ["no entry at all", withA({}, ["index.ts"]), "@acme/a", "p/a/index.ts"],
  ["no entry at all, in src", withA({}, ["src/index.ts"]), "@acme/a", "p/a/src/index.ts"],
  ["formats in folders", withA({ main: "dist/cjs/x/y.js" }, ["src/x/y.ts"]), "@acme/a", "p/a/src/x/y.ts"],
  ["formats in names", withA({ main: "dist/index.cjs.prod.js" }, ["src/index.ts"]), "@acme/a", "p/a/src/index.ts"],
  ["a folder that sounds like a format but is source", withA({ main: "dist/node/index.js" }, ["src/node/index.ts", "src/index.ts"]), "@acme/a", "p/a/src/node/index.ts"],
  ["a build of several packages repeats folders", withA({ types: "dist/p/a/src/x.d.ts" }, ["src/x.ts"]), "@acme/a", "p/a/src/x.ts"],
  ["sources at the root", withA({ main: "dist/index.js" }, ["index.ts"]), "@acme/a", "p/a/index.ts"],
  ["a bundle named after the package", withA({ main: "dist/a.umd.js" }, ["src/index.ts"]), "@acme/a", "p/a/src/index.ts"],
  ["outDir and rootDir", withA({ main: "made/x.js" }, ["code/x.ts"], {}, { "p/a/tsconfig.json": { compilerOptions: { outDir: "made", rootDir: "code" } } }), "@acme/a", "p/a/code/x.ts"],
  ["outDir and include", withA({ main: "made/x.js" }, ["code/x.ts"], {}, { "p/a/tsconfig.json": { compilerOptions: { outDir: "made" }, include: ["code/**/*"] } }), "@acme/a", "p/a/code/x.ts"],
  ["styles taken out of code", withA({ exports: { "./index.css": "./dist/index.css" } }, ["src/index.tsx"]), "@acme/a/index.css", "p/a/src/index.tsx"],
  ["styles with a source of their own", withA({ exports: { "./x.css": "./dist/x.css" } }, ["src/x.scss", "src/x.ts"]), "@acme/a/x.css", "p/a/src/x.scss"],
  ["deep into source", withA({ main: "dist/index.js" }, ["src/x.ts"]), "@acme/a/src/x", "p/a/src/x.ts"],
  ["deep into output", withA({ main: "lib/index.js" }, ["src/x.ts"]), "@acme/a/lib/x", "p/a/src/x.ts"],
  ["deep though exports forbid it", withA({ exports: "./dist/index.js" }, ["src/index.ts", "src/x.ts"]), "@acme/a/src/x", "p/a/src/x.ts"],
  ["the manifest itself", withA({ exports: "./dist/index.js" }, ["src/index.ts"]), "@acme/a/package.json", "p/a/package.json"],
  ["not exported, not there", withA({ exports: "./dist/index.js" }, ["src/index.ts"]), "@acme/a/gone", "unresolved no-such-export"],
  ["forbidden by null", withA({ exports: { ".": "./src/index.ts", "./x/*": null } }, ["src/index.ts"]), "@acme/a/x/y", "unresolved no-such-export"],
  ["no file of a package without exports", withA({ main: "src/index.ts" }, ["src/index.ts"]), "@acme/a/gone", "unresolved no-such-file"],
  ["output without source", withA({ main: "dist/made.js" }, []), "@acme/a", "unresolved unbuilt-output"],
  ["a published version is still the workspace's source", withA({}, ["index.ts"], { dependencies: { "@acme/a": "^1.0.0" } }), "@acme/a", "p/a/index.ts"],
  ["an npm: alias to another name leaves the repo", withA({}, ["index.ts"], { dependencies: { "@acme/a": "npm:other@1" } }), "@acme/a", "package other"],
  ["an npm: alias under another name too", withA({}, ["index.ts"], { dependencies: { old: "npm:@acme/a@1" } }), "old", "package @acme/a"],
  ["workspace: with another name", withA({}, ["index.ts"], { dependencies: { alias: "workspace:@acme/a@*" } }), "alias", "p/a/index.ts"],
  ["link: to a folder", withA({}, ["index.ts"], { dependencies: { l: "link:../a" } }), "l", "p/a/index.ts"],
  ["file: to a folder without manifest", withA({}, [], { dependencies: { l: "file:../../vendor/l" } }, { "vendor/l/x.js": "" }), "l/x", "vendor/l/x.js"],
  ["file: to an archive leaves the repo", withA({}, [], { dependencies: { l: "file:../l.tgz" } }), "l", "package l"],
  ["a name of nobody", withA({}, []), "@acme/gone", "package @acme/gone"],
  ["a subpath of an outside package", withA({}, []), "lodash/fp", "package lodash"],
  ["builtins", withA({}, []), "fs/promises", "builtin fs/promises"],
  ["builtins by protocol", withA({}, []), "node:test", "builtin test"],
  ["a declared package with a builtin's name", withA({}, [], { dependencies: { events: "3" } }), "events", "package events"],
  ["virtual modules", withA({}, []), "virtual:pwa", "builtin virtual:pwa"],
  ["addresses", withA({}, []), "https://esm.sh/react", "builtin https"],
  ["SvelteKit's", withA({}, []), "$app/stores", "builtin $app/stores"],
  ["imports", withA({}, [], { imports: { "#x": { node: "./dist/x.js" } } }, { "p/b/src/x.ts": "" }), "#x", "p/b/src/x.ts"],
  ["imports with wildcards", withA({}, [], { imports: { "#l/*.js": "./src/*.js" } }, { "p/b/src/x.ts": "" }), "#l/x.js", "p/b/src/x.ts"],
  ["imports that name a package", withA({}, ["index.ts"], { imports: { "#a": "@acme/a" } }), "#a", "p/a/index.ts"],
  ["no such import", withA({}, [], { imports: { "#x": "./x.ts" } }), "#y", "unresolved no-such-import"],
  ["imports that lead round in a circle", withA({}, [], { imports: { "#x": "#y", "#y": "#x" } }), "#x", "unresolved unbuilt-output"],
  ["itself", withA({}, [], { exports: { "./z": "./dist/z.js" } }, { "p/b/src/z.ts": "" }), "b/z", "p/b/src/z.ts"],
  ["itself, not exported", withA({}, [], { exports: { ".": "./x.ts" } }), "b/gone", "unresolved self-reference"],
  ["@/ means the package's src", withA({}, [], {}, { "p/b/src/u.ts": "" }), "@/u", "p/b/src/u.ts"],
  ["~/ too", withA({}, [], {}, { "p/b/src/u.ts": "" }), "~/u?raw", "p/b/src/u.ts"],
  ["$lib", withA({}, [], {}, { "p/b/src/lib/u.ts": "" }), "$lib/u", "p/b/src/lib/u.ts"],
  ["@/ without file", withA({}, []), "@/gone", "unresolved alias-without-file"],
  ["/ is the package's folder", withA({}, [], {}, { "p/b/src/u.ts": "" }), "/src/u.ts", "p/b/src/u.ts"],
  ["/ is its public folder", withA({}, [], {}, { "p/b/public/u.svg": "" }), "/u.svg", "p/b/public/u.svg"],
  ["output named by a manifest", withA({ main: "a.js" }, ["src/index.ts"]), "../a/a.js", "p/a/src/index.ts"],
  ["output reached by a path", withA({}, ["src/x.ts"]), "../a/dist/x.js", "p/a/src/x.ts"],
  ["output without source reached by a path", withA({}, []), "../a/dist/x.js", "unresolved unbuilt-output"],
  ["a folder with a nameless manifest", withA({}, ["src/sub.ts"], {}, { "p/a/sub/package.json": { main: "../dist/sub.js" } }), "@acme/a/sub", "p/a/src/sub.ts"],
  ["a member through node_modules", withA({}, ["index.ts"]), "./node_modules/@acme/a", "p/a/index.ts"],
  ["an empty name", withA({}, []), "", "unresolved malformed"],
  ["no name at all", withA({}, []), "what is this", "unresolved malformed"],
];

test.each(rows)("%s", async (_rule, files, specifier, leads) => {
  expect((await worldOf(files)).leads("p/b/x.ts", specifier)).toBe(leads);
});

test("two members of one name: both", async () => {
  const { leads, context } = await worldOf({ ...withA({}, ["index.ts"]), "p/c/package.json": { name: "@acme/a" }, "p/c/index.ts": "" });
  expect(leads("p/b/x.ts", "@acme/a")).toBe("p/a/index.ts p/c/index.ts");
  expect(context.packages).toHaveLength(4);
});

test("a package of a nested workspace is known in there only", async () => {
  const { leads } = await worldOf({
    ...withA({}, ["index.ts"]),
    "ex/package.json": { name: "ex", workspaces: ["q/*"] },
    "ex/q/one/package.json": { name: "@acme/a" },
    "ex/q/one/index.ts": "",
    "ex/q/two/package.json": { name: "two" },
    "ex/q/two/x.ts": "",
  });
  expect([leads("ex/q/two/x.ts", "@acme/a"), leads("p/b/x.ts", "@acme/a"), leads("p/b/x.ts", "two")]).toEqual(["ex/q/one/index.ts", "p/a/index.ts", "package two"]);
});

test("patterns reach members by name", async () => {
  const { leads } = await worldOf(withA({}, ["src/locales/de.ts", "src/locales/en.ts", "index.ts"]));
  expect(leads("p/b/x.ts", "@acme/a/locales/*", { shape: "pattern" })).toBe("p/a/src/locales/de.ts p/a/src/locales/en.ts");
  expect(leads("p/b/x.ts", "@acme/*", { shape: "pattern" })).toBe("p/a/index.ts");
  expect(leads("p/b/x.ts", "lodash/*", { shape: "pattern" })).toBe("package lodash");
});

test("entries are sources, by package", async () => {
  const { resolver } = await worldOf(
    withA({ exports: { ".": "./dist/index.js", "./f/*": "./dist/f/*.js" }, bin: { a: "./bin/a.mjs" } }, ["src/index.ts", "src/f/x.ts", "src/f/y/index.ts", "bin/a.mjs"], { private: true, main: "x.ts" }),
  );
  expect(resolver.entries().map(({ module, package: name, published }) => `${name} ${module} ${published}`)).toEqual([
    "@acme/a p/a/bin/a.mjs true",
    "@acme/a p/a/src/f/x.ts true",
    "@acme/a p/a/src/f/y/index.ts true",
    "@acme/a p/a/src/index.ts true",
    "b p/b/x.ts false",
  ]);
  expect([resolver.packageOf("p/a/src/f/x.ts" as never), resolver.packageOf("zzz.ts" as never)]).toEqual(["@acme/a", "r"]);
});
