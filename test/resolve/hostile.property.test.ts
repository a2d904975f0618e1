import fc from "fast-check";
import { expect, test } from "vitest";
import { worldOf } from "./world.ts";

const pieces = fc.constantFrom("..", ".", "", "__proto__", "constructor", "toString", "@acme", "a", "src", "*", "**", "{a,b}", "[", "(", "!", "?", "#", "@", "~", "$lib", "dist", "node_modules", "\0", "\n", "\\", " ", "%", "é", "\ud800", "C:", "node:", "https:", "<rootDir>", "package.json");
const specifiers = fc.oneof(fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("/")), fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join("")), fc.string());
const shapes = fc.constantFrom("literal", "pattern", "path", "setup");

const world = worldOf({
  "package.json": '{ "name": "r", "workspaces": ["p/*"], "dependencies": { "__proto__": "1", "x": "file:../../../etc" } }',
  "package-lock.json": "{}",
  "p/a/package.json": '{ "name": "@acme/a", "exports": { ".": { "__proto__": "./x.js", "default": "./src/i.ts" }, "./*": "./dist/*/*.js" }, "imports": { "#*": "./*", "#__proto__": "#constructor" }, "main": "../../../../x" }',
  "p/a/src/i.ts": "",
  "p/a/tsconfig.json": '{ "compilerOptions": { "baseUrl": "../../..", "paths": { "__proto__": ["./src/i.ts"], "*": ["../../../../*"], "@/*": 7 }, "rootDirs": ["/", ".."] }, "include": ["["], "extends": ["../../../../x", "__proto__", ""] }',
  "b/__proto__/package.json": '{ "name": "__proto__" }',
});

test("no specifier makes the resolver throw, and every answer names files of the tree", async () => {
  const { resolver } = await world;
  fc.assert(
    fc.property(specifiers, shapes, fc.constantFrom("p/a/src/i.ts", "x.js", "b/__proto__/y.vue"), (specifier, shape, from) => {
      const resolution = resolver.resolve({ specifier, shape, kind: "import", typeOnly: false } as never, from as never);
      if (resolution.to === "modules") for (const module of resolution.modules) expect(module.startsWith("../") || module.startsWith("/")).toBe(false);
      else expect(JSON.stringify(resolution).length).toBeLessThan(4000);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["a very long name", "x".repeat(10_000), "unresolved malformed"],
  ["a long climb", "../".repeat(1000), "unresolved outside-repository"],
  ["the prototype", "__proto__", "package __proto__"],
  ["a constructor", "constructor", "package constructor"],
  ["a NUL", "\0virtual", "builtin \0virtual"],
])("%s", async (_name, specifier, leads) => {
  expect((await world).leads("p/a/src/i.ts", specifier)).toBe(leads);
});
