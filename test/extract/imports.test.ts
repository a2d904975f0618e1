import { expect, test } from "vitest";
import type { ScriptKind } from "../../src/facts/module-facts.ts";
import { factsOf, requestsIn, usesIn } from "./facts-in-words.ts";

interface Row {
  readonly name: string;
  readonly text: string;
  readonly kind?: ScriptKind;
  readonly requests: readonly string[];
  /** Uses of `f`, or of another symbol named here. */
  readonly uses?: readonly string[];
  readonly of?: string;
}

const table: readonly Row[] = [
  { name: "named", text: `import { a, b as c } from "./x"; function f() { return a + c; }`, requests: ["import ./x"], uses: ["./x#a", "./x#b"] },
  { name: "default", text: `import d from "./x"; function f() { return d; }`, requests: ["import ./x"], uses: ["./x#default"] },
  { name: "string name", text: `import { "a b" as c } from "./x"; function f() { c(); }`, requests: ["import ./x"], uses: ["./x#a b"] },
  { name: "evaluation of a static import", text: `import { a } from "./x";`, requests: ["import ./x"], of: "<module>", uses: ["./x#"] },
  { name: "namespace, member only", text: `import * as ns from "./x"; function f() { ns.a(); ns["b"]; let t: ns.T; }`, requests: ["import ./x"], uses: ["./x#T?", "./x#a", "./x#b"] },
  { name: "namespace that escapes", text: `import * as ns from "./x"; function f() { return ns; }`, requests: ["import ./x"], uses: ["./x#*"] },
  { name: "import type", text: `import type { T } from "./x"; function f(t: T) {}`, requests: ["import? ./x"], uses: ["./x#T?"] },
  { name: "import type evaluates nothing", text: `import type { T } from "./x";`, requests: ["import? ./x"], of: "<module>", uses: [] },
  { name: "inline type specifier", text: `import { type T, a } from "./x"; function f(t: T) { a(); }`, requests: ["import ./x"], uses: ["./x#T?", "./x#a"] },
  { name: "value import used as a type only", text: `import { T } from "./x"; function f(t: T): typeof T {}`, requests: ["import ./x"], uses: ["./x#T?"] },
  { name: "types that decorators record", text: `import { S } from "./x"; @D() class f { constructor(s: S) {} }`, requests: ["import ./x"], uses: ["./x#S"] },
  { name: "implements is a type, extends is not", text: `import { I, B } from "./x"; class f extends B implements I {}`, requests: ["import ./x"], uses: ["./x#B", "./x#I?"] },
  { name: "side effect", text: `import "./x.css";`, requests: ["side-effect ./x.css"], of: "<module>", uses: ["./x.css#"] },
  { name: "import attributes", text: `import j from "./x.json" with { type: "json" }; function f() { j; }`, requests: ["import ./x.json"], uses: ["./x.json#default"] },
  { name: "import equals require", text: `import x = require("./x"); function f() { x.a(); }`, requests: ["require ./x"], uses: ["./x#a"] },
  { name: "require", text: `const x = require("./x"); function f() { x.a(); }`, kind: "js", requests: ["require ./x"], uses: ["./x#a"] },
  { name: "require called", text: `const x = require("./x"); function f() { x(); }`, kind: "js", requests: ["require ./x"], uses: ["./x#*"] },
  { name: "require, destructured", text: `const { a, b: c } = require("./x"); function f() { a(c); }`, kind: "js", requests: ["require ./x"], uses: ["./x#a", "./x#b"] },
  { name: "require, member", text: `const a = require("./x").b; function f() { a(); }`, kind: "js", requests: ["require ./x"], uses: ["./x#b"] },
  { name: "require in a function", text: `function f() { const { a } = require("./x"); return require("./y").b; }`, kind: "js", requests: ["require ./x", "require ./y"], uses: ["./x#", "./x#a", "./y#", "./y#b"] },
  { name: "require in a function is not evaluated with the module", text: `function f() { require("./x"); }`, kind: "js", requests: ["require ./x"], of: "<module>", uses: [] },
  { name: "require.resolve", text: `function f() { return require.resolve("./x"); }`, kind: "js", requests: ["require ./x"], uses: ["./x#", "./x#*"] },
  { name: "createRequire", text: `import { createRequire } from "node:module"; const load = createRequire(import.meta.url); function f() { load("./x").a; }`, requests: ["import node:module", "require ./x"], uses: ["./x#", "./x#a"] },
  { name: "createRequire under another name", text: `import { createRequire as make } from "node:module"; const load = make(import.meta.url); function f() { load("./x").a; }`, requests: ["import node:module", "require ./x"], uses: ["./x#", "./x#a"] },
  { name: "createRequire called at once", text: `import { createRequire } from "node:module"; function f() { createRequire(import.meta.url)("./x").a; createRequire(import.meta.url).resolve("./y"); }`, requests: ["import node:module", "require ./x", "require ./y"], uses: ["./x#", "./x#a", "./y#", "./y#*", "node:module#createRequire"] },
  { name: "dynamic", text: `function f() { return import("./x"); }`, requests: ["dynamic ./x"], uses: ["./x#", "./x#*"] },
  { name: "dynamic, destructured", text: `async function f() { const { a, b: c } = await import("./x"); }`, requests: ["dynamic ./x"], uses: ["./x#", "./x#a", "./x#b"] },
  { name: "dynamic, member", text: `async function f() { return (await import("./x")).a; }`, requests: ["dynamic ./x"], uses: ["./x#", "./x#a"] },
  { name: "dynamic, then with a pattern", text: `function f() { import("./x").then(({ a }) => a()); }`, requests: ["dynamic ./x"], uses: ["./x#", "./x#a"] },
  { name: "dynamic, then with members", text: `const f = React.lazy(() => import("./x").then((m) => ({ default: m.A })));`, requests: ["dynamic ./x"], uses: ["./x#", "./x#A"] },
  { name: "dynamic, then that hands it on", text: `function f() { import("./x").then((m) => g(m)); }`, requests: ["dynamic ./x"], uses: ["./x#", "./x#*"] },
  { name: "dynamic in a lazy component", text: `const f = lazy(() => import("./x"));`, requests: ["dynamic ./x"], uses: ["./x#", "./x#*"] },
  { name: "dynamic at the top level is evaluated with the module", text: `const f = await import("./x");`, requests: ["dynamic ./x"], of: "<module>", uses: ["./x#"] },
  { name: "dynamic, template without holes", text: "function f() { import(`./x`); }", requests: ["dynamic ./x"], uses: ["./x#", "./x#*"] },
  { name: "dynamic, template", text: "function f(x) { import(`./locales/${x}.js`); }", requests: ["dynamic ./locales/*.js (pattern)"], uses: ["./locales/*.js#", "./locales/*.js#*"] },
  { name: "dynamic, template with glob characters", text: "function f(x) { import(`./[id]/${x}.js`); }", requests: ["dynamic ./?id?/*.js (pattern)"] },
  { name: "dynamic, concatenation", text: `function f(x) { import("./locales/" + x + ".js"); }`, requests: ["dynamic ./locales/*.js (pattern)"] },
  { name: "dynamic, either of two", text: `function f(x) { import(x ? "./a" : "./b"); }`, requests: ["dynamic ./a", "dynamic ./b"] },
  { name: "require of a joined path", text: `function f(x) { require(path.join(__dirname, "rules", x)); }`, kind: "js", requests: ["require ./rules/* (pattern)"] },
  { name: "a path from the folder's name", text: `const dirname = path.dirname(fileURLToPath(import.meta.url)); function f() { import(path.resolve(dirname, "../x.js")); }`, requests: ["dynamic ../x.js"] },
  { name: "a template from the folder's name", text: "function f(x) { require(`${__dirname}/../locales/${x}.json`); }", kind: "js", requests: ["require ../locales/*.json (pattern)"] },
  { name: "a query behind a pattern", text: "function f(x) { import(`./a/${x}.js?t=${now}`); }", requests: ["dynamic ./a/*.js (pattern)"] },
  { name: "await in a file without imports", text: `const f = await { a: 1 }; (await import("./x")).a;`, requests: ["dynamic ./x"] },
  { name: "octal escapes of old scripts", text: `const f = "\\033[0m" + 010; require("./x");`, kind: "js", requests: ["require ./x"] },
  { name: "import.meta.glob", text: `const f = import.meta.glob("./pages/**/*.tsx");`, requests: ["dynamic ./pages/**/*.tsx (pattern)"], uses: ["./pages/**/*.tsx#", "./pages/**/*.tsx#*"] },
  { name: "import.meta.glob, several, negations dropped", text: `const f = import.meta.glob(["./a/*.ts", "!./a/no.ts", "./b/*.ts"]);`, requests: ["dynamic ./a/*.ts (pattern)", "dynamic ./b/*.ts (pattern)"] },
  { name: "import.meta.resolve", text: `function f() { import.meta.resolve("./x"); }`, requests: ["dynamic ./x"] },
  { name: "new URL", text: `const f = new URL("x.png", import.meta.url);`, requests: ["asset x.png (path)"], uses: ["x.png#", "x.png#*"] },
  { name: "new URL of an address", text: `const f = new URL("https://example.com", import.meta.url); const g = new URL("./y", base);`, requests: [] },
  { name: "worker by URL", text: `function f() { new Worker(new URL("./w.ts", import.meta.url)); }`, requests: ["asset ./w.ts (path)"] },
  { name: "worker by path", text: `function f() { new Worker("./w.js"); }`, requests: ["dynamic ./w.js (path)"] },
  { name: "vi.mock", text: `vi.mock("./x", () => ({}));`, requests: ["mock ./x"], of: "<module>", uses: ["./x#", "./x#*"] },
  { name: "vi.mock of an import", text: `vi.mock(import("./x"), () => ({}));`, requests: ["dynamic ./x"] },
  { name: "jest's family", text: `jest.doMock("./a"); jest.requireActual("./b"); vi.importActual("./c"); jest.unstable_mockModule("./d", f);`, requests: ["mock ./a", "mock ./b", "mock ./c", "mock ./d"] },
  { name: "require.context", text: `const f = require.context("./dir", true, /\\.js$/);`, kind: "js", requests: ["dynamic ./dir/** (pattern)"] },
  { name: "require.context, flat", text: `const f = require.context("./dir", false, /\\.js$/);`, kind: "js", requests: ["dynamic ./dir/* (pattern)"] },
  { name: "triple-slash path and types", text: `/// <reference path="a.d.ts" />\n/// <reference types="node" />\n`, requests: ["type? a.d.ts (path)", "type? node"], of: "<module>", uses: ["a.d.ts#*?", "node#*?"] },
  { name: "import type expression", text: `function f(a: import("./x").T, b: typeof import("./y")) {}`, requests: ["type? ./x", "type? ./y"], uses: ["./x#T?", "./y#*?"] },
  { name: "JSDoc import type", text: `/** @param {import("./x").T} a */\nfunction f(a) {}`, kind: "js", requests: ["type? ./x"], uses: ["./x#T?"] },
  { name: "JSDoc import type on a member", text: `class f {\n/** @type {import("./x").T} */\na = 1;\n}`, kind: "js", requests: ["type? ./x"], uses: ["./x#T?"] },
  { name: "JSDoc import type on a variable", text: `/** @type {import("./x").T} */\nexport const f = {};`, kind: "js", requests: ["type? ./x"], uses: ["./x#T?"] },
  { name: "JSDoc import type before a require", text: `/** @type {import("./x").T} */\nconst f = require("./y");`, kind: "js", requests: ["type? ./x", "require ./y"] },
  { name: "JSDoc @import", text: `/** @import { T } from "./x" */\n\n/** @param {T} a */\nfunction f(a) {}`, kind: "js", requests: ["type? ./x"], uses: ["./x#T?"] },
  { name: "JSDoc @typedef", text: `/** @typedef {import("./x").T} f */\nexport {}`, kind: "js", requests: ["type? ./x"], uses: ["./x#T?"] },
  { name: "JSDoc in TypeScript says nothing", text: `/** @param {import("./x").T} a */\nfunction f(a) {}`, requests: [] },
  { name: "@jsxImportSource", text: `/** @jsxImportSource preact */\nconst f = <a />;`, kind: "tsx", requests: ["import preact/jsx-runtime"], uses: ["preact/jsx-runtime#*"] },
  { name: "setup files", text: `export default { test: { setupFiles: ["./setup.ts", "some-package"], globalSetup: "<rootDir>/global.ts" } };`, requests: ["side-effect ./setup.ts (setup)", "side-effect ./global.ts (setup)"], of: "default", uses: ["./global.ts#", "./global.ts#*", "./setup.ts#", "./setup.ts#*"] },
  { name: "setup files by their path", text: `module.exports = { setupFiles: [require.resolve("./a.js"), path.join(__dirname, "b.js"), fileURLToPath(new URL("./c.js", import.meta.url)), require.resolve("some-package")] };`, kind: "js", requests: ["side-effect ./a.js (setup)", "side-effect ./b.js (setup)", "side-effect ./c.js (setup)", "require ./a.js", "asset ./c.js (path)", "require some-package"] },
  { name: "JSX component", text: `import { A, B } from "./x"; import * as ns from "./y"; function f() { return <A><ns.C b={1} /><div /></A>; }`, kind: "tsx", requests: ["import ./x", "import ./y"], uses: ["./x#A", "./y#C"] },
  { name: "property names are no uses", text: `import { a, b } from "./x"; function f(o) { return { a: o.a, b }; }`, requests: ["import ./x"], uses: ["./x#b"] },
  { name: "inside declare module", text: `declare module "y" { import { T } from "./x"; export const a: T; }`, kind: "dts", requests: ["type? ./x"], of: `declare module "y"`, uses: ["./x#*?"] },
  { name: "same specifier, value and type", text: `import { a } from "./x"; import type { T } from "./x";`, requests: ["import ./x", "import? ./x"] },
];

test.each(table)("$name", ({ text, kind, requests, uses, of }) => {
  const facts = factsOf(text, kind);
  expect(requestsIn(facts)).toEqual(requests);
  if (uses !== undefined) expect(usesIn(facts, of ?? "f")).toEqual(uses);
  expect(facts.gaps).toEqual([]);
});

test.each([
  ["import(name)", `function f(name) { import(name); }`, undefined],
  ["a template that begins with a hole", "function f(x) { import(`${x}/foo.js`); }", "**/foo{,.*,/**}"],
  ["a query behind a hole", "function f(x) { import(x + '?t=1'); }", undefined],
  ["a path joined to a hole", "function f(x) { require(path.join(x, 'package.json')); }", "**/package.json"],
  ["a hole and a way up", "function f(x) { require(`${x}/../locales/${x}.json`); }", "**/locales/*.json"],
  ["require of a variable", `function f(x) { require(x); }`, undefined],
] as const)("%s is a gap", (_, text, pattern) => {
  const facts = factsOf(text, "js");
  expect(facts.requests).toEqual([]);
  expect(facts.gaps).toMatchObject([{ kind: "computed-import", line: 1 }]);
  expect(facts.gaps[0]!.pattern).toBe(pattern);
});

test("lines are those of the specifiers", () => {
  const facts = factsOf(`\nimport a from "./a";\n\nexport * from "./b";\nfunction f() {\n  return import("./c");\n}\nconst late = 1;\nvi.mock("./d");`);
  expect(facts.requests.map(({ specifier, line }) => `${specifier}:${line}`).sort()).toEqual(["./a:2", "./b:4", "./c:6", "./d:9"]);
});
