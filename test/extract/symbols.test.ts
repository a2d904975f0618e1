import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ambientReach } from "../../src/facts/ambient.ts";
import { exportsIn, factsOf, refsIn, usesIn } from "./facts-in-words.ts";

const namesOf = (text: string, kind?: Parameters<typeof factsOf>[1]): string[] => factsOf(text, kind).symbols.map(({ name }) => name);

test("every top-level declaration is a symbol", () => {
  const text = `function f() {} class C {} const a = 1, { b, c: [d] } = f(); interface I {} type T = 1; enum E {} namespace N {} import A = N.x;`;
  expect(namesOf(text)).toEqual(["<module>", "f", "C", "a", "b", "d", "I", "T", "E", "N", "A"]);
});

test("merged declarations and overloads are one symbol", () => {
  const facts = factsOf(`interface A {} export class A {} namespace A {} export function o(a: 1): 1; export function o(a: any) {}`);
  expect(facts.symbols.map(({ name, typeOnly }) => `${name}${typeOnly ? "?" : ""}`)).toEqual(["<module>", "A", "o"]);
  expect(exportsIn(facts)).toEqual(["A = A", "o = o"]);
});

test("interfaces and type aliases exist for the type checker only", () => {
  const facts = factsOf(`export interface I {} export type T = I; export declare const c: T; export enum E {}`);
  expect(facts.symbols.filter(({ typeOnly }) => typeOnly).map(({ name }) => name)).toEqual(["I", "T"]);
});

test("references go by name, members belong to their class", () => {
  const facts = factsOf(`const a = 1; const o = { a: 2 }; class C { a = o.a; m() { return a; } } function u() { return { a }; }`);
  expect(refsIn(facts, "C")).toEqual(["a", "o"]);
  expect(refsIn(facts, "o")).toEqual([]);
  expect(refsIn(facts, "u")).toEqual(["a"]);
});

test("what names share by destructuring they share wholly", () => {
  const facts = factsOf(`import { x } from "./x"; const { a, b } = x();`);
  expect([usesIn(facts, "a"), usesIn(facts, "b")]).toEqual([["./x#x"], ["./x#x"]]);
});

test("who reads a variable depends on who sets it", () => {
  const facts = factsOf(`let state; const map = {}; export function set(v) { state = v; map[v] = 1; } export function get() { return state; }`);
  expect(refsIn(facts, "state")).toEqual(["set"]);
  expect(refsIn(facts, "map")).toEqual(["set"]);
  expect(refsIn(facts, "get")).toEqual(["state"]);
});

test("a bare statement may change what it names", () => {
  const facts = factsOf(`import { router } from "./r"; export const app = express(); export const other = 1; app.use(router);`);
  expect(refsIn(facts, "app")).toEqual(["<module>"]);
  expect(refsIn(facts, "other")).toEqual([]);
  expect(refsIn(facts, "<module>")).toEqual(["app"]);
  expect(usesIn(facts, "<module>")).toEqual(["./r#", "./r#router"]);
});

test("a property set on a declaration is part of it", () => {
  const facts = factsOf(`import { p } from "./p"; export function Foo() {} Foo.propTypes = p; Foo.prototype.x = function () {};`, "js");
  expect(usesIn(facts, "Foo")).toEqual(["./p#p"]);
  expect(facts.effects).toBe(false);
});

test("var inside a top-level try is a name of the file", () => {
  const facts = factsOf(`try { var x = require("./x"); } catch {} function f() { return x; }`, "js");
  expect(refsIn(facts, "f")).toEqual(["x"]);
  expect(refsIn(facts, "x")).toEqual(["<module>"]);
});

test("names that begin with two underscores are found", () => {
  expect(usesIn(factsOf(`import { __a } from "./x"; function f() { __a(); }`), "f")).toEqual(["./x#__a"]);
  expect(refsIn(factsOf(`const __b = 1; function f() { __b; }`), "f")).toEqual(["__b"]);
});

describe("exports", () => {
  test.each([
    ["declarations", `export const a = 1, { b } = o; export function f() {} export default class K {}`, ["a = a", "b = b", "f = f", "default = K"]],
    ["anonymous default", `export default () => 1;`, ["default = default"]],
    ["default of a name", `const a = 1; export default a;`, ["default = a"]],
    ["lists", `const a = 1; export { a, a as b, a as default };`, ["a = a", "b = a", "default = a"]],
    ["imported and passed on", `import d, { a, type T } from "./x"; import * as ns from "./y"; export { d, a as b, T, ns }; export default a;`, ["d = ./x#default", "b = ./x#a", "T = ./x#T?", "ns = ./y#*", "default = ./x#a"]],
    ["re-exports", `export { a as b, default as c } from "./x"; export * from "./y"; export * as z from "./z"; export type { T } from "./t"; export type * from "./u";`, ["b = ./x#a", "c = ./x#default", "* = ./y", "z = ./z#*", "T = ./t#T?", "* = ./u?"]],
    ["export equals", `class A {} export = A;`, ["export= = A"]],
    ["exported import equals", `export import x = require("./x");`, ["x = ./x#*"]],
  ])("%s", (_, text, expected) => expect(exportsIn(factsOf(text))).toEqual(expected));

  test.each([
    ["module.exports of a name", `function a() {} module.exports = a;`, ["export= = a"]],
    ["module.exports of names", `const c = 1; module.exports = { a, b: c, d() {} }; function a() {}`, ["export= = export=", "d = d", "a = a", "b = c"]],
    ["exports.x", `exports.a = function () {}; module.exports.b = 1;`, ["a = a", "b = b"]],
    ["both at once", `exports = module.exports = function f() {};`, ["export= = export="]],
    ["of another module", `module.exports = require("./x"); exports.y = require("./y").z;`, ["export= = ./x#*", "y = ./y#z"]],
    ["spread", `module.exports = { ...require("./x"), a: require("./a") };`, ["export= = export=", "* = ./x", "a = ./a#*"]],
    ["compiled by TypeScript", `Object.defineProperty(exports, "__esModule", { value: true }); exports.a = void 0; const a = 1; exports.a = a; __exportStar(require("./x"), exports);`, ["* = ./x", "a = a"]],
    ["in a condition", `if (x) module.exports = require("./a"); else module.exports = require("./b");`, ["export= = <module>"]],
  ])("CommonJS: %s", (_, text, expected) => expect(exportsIn(factsOf(text, "js"))).toEqual(expected));

  test("what CommonJS code reads back from its exports it refers to", () => {
    const facts = factsOf(`exports.a = function () {}; exports.b = function () { exports.a(); module.exports.a(); };`, "js");
    expect(refsIn(facts, "b")).toEqual(["a"]);
  });
});

describe("effects", () => {
  test.each([
    `export const a = 1 + 2, b = [a, { c: () => f() }], t = \`x\${a}\`; export class C { x = f(); m() {} }`,
    `export const m = new Map([[1, 2]]), s = Symbol("s"), o = Object.freeze({ a: 1 });`,
    `export const a = /* @__PURE__ */ f(), b = /*#__PURE__*/ new X();`,
    `import React, { memo } from "react"; export const A = memo(() => null), B = React.createContext(1);`,
    `const x = y as unknown as T; const z = x satisfies U; enum E { A = 1 } interface I {} declare const d: I;`,
    `namespace N { export const a = 1; }`,
  ])("none: %s", (text) => expect(factsOf(text)).toMatchObject({ effects: false }));

  test.each([
    [`export const a = express();`, ["a"]],
    [`export class C { static x = f(); }`, ["C"]],
    [`export class C { static { f(); } }`, ["C"]],
    [`@Injectable() export class C {}`, ["C"]],
    [`export default f();`, ["default"]],
    [`export class C extends mixin(B) {}`, ["C"]],
    [`f();`, []],
    [`import "./x";`, []],
    [`if (a) { b = 1; }`, []],
    [`const [] = f();`, []],
  ])("some: %s", (text, impure) => {
    const facts = factsOf(text);
    expect(facts.effects).toBe(true);
    expect(facts.symbols.filter((symbol) => symbol.impure).map(({ name }) => name)).toEqual(impure);
    expect(refsIn(facts, "<module>")).toEqual(impure);
  });

  test("a directive is none", () => expect(factsOf(`"use client"; export const a = 1;`).effects).toBe(false));
});

test("classes have instances", () => {
  const facts = factsOf("class A {} export default class {} const B = class {}; function f() {} interface I {} const c = new A();");
  expect(facts.symbols.filter(({ instances }) => instances === true).map(({ name }) => name)).toEqual(["A", "default", "B"]);
});

describe("ambient", () => {
  test.each([
    ["declare global", "ts", `export {}; declare global { interface Window {} }`, true],
    ["declare module", "ts", `declare module "x" { export const a: 1; }`, true],
    ["a script-mode .d.ts", "dts", `interface Foo {} declare const BAR: Foo;`, true],
    ["a .d.ts that is a module", "dts", `export interface Foo {}`, false],
    ["a namespace", "ts", `export namespace N {}`, false],
    ["a script", "ts", `interface O {} run();`, false],
  ] as const)("%s", (_, kind, text, ambient) => expect(factsOf(text, kind).ambient).toBe(ambient));
});

describe("what is ambient is a symbol of its own", () => {
  const facts = factsOf(`import type { A } from "./a"; export class Box {} export const other = 1; declare global { interface Window { box: Box; a: A } }`);

  test("with what it refers to", () => {
    expect(refsIn(facts, "declare global")).toEqual(["Box"]);
    expect(usesIn(facts, "declare global")).toEqual(["./a#A?"]);
    expect(refsIn(facts, "<module>")).toEqual([]);
  });

  test.each([
    ["declare global", { to: "scope" }],
    ["Box", null],
    ["<module>", null],
  ])("%s", (name, reach) => expect(ambientReach(facts, name)).toEqual(reach));

  test("what a module declaration adds to is used by it", () => {
    const added = factsOf(`export {}; declare module "@acme/core" { interface Options { a: 1 } export const x: 1 } declare module "virtual:x" {} declare module "./y" { export * from "./z" }`);
    expect(usesIn(added, `augment module "@acme/core"`)).toEqual(["@acme/core#Options?", "@acme/core#x?"]);
    expect(ambientReach(added, `augment module "@acme/core"`)).toEqual({ to: "augmented", request: 0 });
    expect(ambientReach(added, `augment module "virtual:x"`)).toEqual({ to: "scope" });
    expect(usesIn(added, `augment module "./y"`)).toEqual(["./y#*?", "./z#*?"]);
  });

  test("in a script it says what the module is, and uses nothing of that name", () => {
    const mirror = factsOf(`declare module "acme/slide" { export function slide(): void }`, "dts");
    expect(mirror.requests).toEqual([]);
    expect(ambientReach(mirror, `declare module "acme/slide"`)).toEqual({ to: "askers", pattern: "acme/slide" });
  });

  test("a script without exports declares for all, a test beside `declare global` does not", () => {
    expect(ambientReach(factsOf("interface Foo {}", "dts"), "Foo")).toEqual({ to: "scope" });
    expect(ambientReach(factsOf(`/// <reference types="node" />\ninterface Foo {}`, "dts"), "<module>")).toEqual({ to: "scope" });
    expect(ambientReach(factsOf("declare global { var x: 1 } run();"), "<module>")).toBeNull();
  });
});

describe("what cannot be read", () => {
  test("a file that does not parse keeps its requests and tells no names apart", () => {
    const facts = factsOf(`import a from "./a";\nconst = {{{`);
    expect(facts).toMatchObject({ opaque: true, effects: true, gaps: [{ kind: "parse-error", line: 2 }] });
    expect(facts.requests.map(({ specifier }) => specifier)).toEqual(["./a"]);
  });
  test("Flow types that do not parse", () => expect(factsOf(`type A = {| a: ?string |};`, "jsx").gaps).toMatchObject([{ kind: "parse-error" }]));
  test("binary bytes", () => expect(factsOf(`a\0b`)).toMatchObject({ opaque: true, gaps: [{ kind: "binary-source" }] }));
  test("bytes that are not UTF-8 are still told apart", async () => {
    const door = await import("../../src/extract/extract.ts");
    const folder = mkdtempSync(join(tmpdir(), "riskscore-extract-"));
    await door.loadExtractor(folder);
    rmSync(folder, { recursive: true });
    const [e, o] = [0xe9, 0xf6].map((byte) => Buffer.concat([Buffer.from('const a = "'), Buffer.from([byte]), Buffer.from('"; const b = 1;')]));
    const [before, after] = [door.print("ts", e!), door.print("ts", o!)];
    expect([before.get("a") === after.get("a"), before.get("b") === after.get("b")]).toEqual([false, true]);
  });
  test("a git-lfs pointer", () => expect(factsOf(`version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n`)).toMatchObject({ opaque: true, gaps: [{ kind: "lfs-pointer" }] }));
  test("nesting deeper than the stack", () => expect(factsOf("(".repeat(60_000))).toMatchObject({ opaque: true, gaps: [{}] }));
  test("a long chain of additions", () => expect(factsOf(`const a = ${"1 + ".repeat(30_000)}1;`).gaps).toEqual([]));
});
