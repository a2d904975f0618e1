import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { fingerprint } from "../../src/extract/fingerprint.ts";
import type { ScriptKind } from "../../src/facts/module-facts.ts";

/** Names whose prints differ between two texts. */
function touched(before: string, after: string, kind: ScriptKind = "tsx"): string[] {
  const [a, b] = [fingerprint(ts, kind, before), fingerprint(ts, kind, after)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).sort();
}

describe("touches nothing", () => {
  test.each([
    ["white space", "const a=1;function f(){return a}", "const a = 1;\n\nfunction f() {\n  return a;\n}\n"],
    ["comments", "const a = 1;", "// one\nconst /* two */ a = /** @deprecated three */ 1; // four"],
    ["quotes", `const a = "it's";`, `const a = 'it\\'s';`],
    ["semicolons", "const a = 1;\nf();\n", "const a = 1\nf()\n"],
    ["trailing commas", "f({ a, b }, [c]);", "f({ a, b, }, [c,],);"],
    ["separators of a type", "interface I { a: 1; b: 2 }", "interface I { a: 1, b: 2, }"],
    ["parentheses of an arrow", "const f = a => a;", "const f = (a) => a;"],
    ["line breaks in JSX text", "const a = <p>one two</p>;", "const a = <p>\n  one two\n</p>;"],
    ["a comment in JSX", "const a = <p><b /></p>;", "const a = <p>{/* no */}<b /></p>;"],
    ["order of imports", `import a from "a"; import b from "b"; export const c = a + b;`, `import b from "b"; import a from "a"; export const c = a + b;`],
    ["linter comments", "function f() { a(); }", "function f() { /* eslint-disable */ /* istanbul ignore next */ a(); }"],
    ["prose about steering comments", "const a = 1;", "/** Reads `@jsxImportSource` and, like @ts-ignore, more. */ const a = 1;"],
    ["Windows line ends", "const a = <p>\n x\n</p>;\nf();", "const a = <p>\r\n x\r\n</p>;\r\nf();"],
    ["prose of JSDoc in TypeScript", "/** @param {A} a */ function f(a) {}", "/** @param {B} a */ function f(a) {}"],
  ])("%s", (_, before, after) => expect(touched(before, after)).toEqual([]));
});

describe("touches what it is in", () => {
  test.each([
    ["a body", "function f() { return 1 } function g() {}", "function f() { return 2 } function g() {}", ["f"]],
    ["a member", "class A { m() { a } } class B {}", "class A { m() { b } } class B {}", ["A"]],
    ["const to let", "const a = 1; const b = 2;", "let a = 1; const b = 2;", ["a"]],
    ["an operator", "const a = !b;", "const a = ~b;", ["a"]],
    ["async", "function f() {}", "async function f() {}", ["f"]],
    ["clauses of a for", "function f() { for (;a;) {} }", "function f() { for (;;a) {} }", ["f"]],
    ["an elision", "const a = [1, 2];", "const a = [1,, 2];", ["a"]],
    ["template text", "const a = `x  ${b}`;", "const a = `x ${b}`;", ["a"]],
    ["space in JSX text", "const a = <p>a <b /></p>;", "const a = <p>a<b /></p>;", ["a"]],
    ["a bare statement", "f(1); const a = 1;", "f(2); const a = 1;", ["<module>"]],
    ["a directive", `const a = 1;`, `"use client"; const a = 1;`, ["<module>"]],
    ["one of several declared together", "const a = 1, b = 2;", "const a = 1, b = 3;", ["b"]],
    ["a new declaration", "const a = 1;", "const a = 1; const b = 2;", ["b"]],
    ["an export list", "const a = 1, b = 2; export { a };", "const a = 1, b = 2; export { a as c };", ["a"]],
    ["an inline export", "const a = 1;", "export const a = 1;", ["a"]],
    ["a re-export", `export { a } from "./x"; export { b } from "./x";`, `export { a } from "./x"; export { c as b } from "./x";`, ["b"]],
    ["a star", `export * from "./x";`, `export * from "./y";`, ["*", "<imports>"]],
    ["an import that one uses", `import { a } from "./x"; const b = a, c = 1;`, `import { a } from "./y"; const b = a, c = 1;`, ["<imports>", "b"]],
    ["another name under the same binding", `import { a } from "./x"; const b = a, c = 1;`, `import { d as a } from "./x"; const b = a, c = 1;`, ["b"]],
    ["an unused import", `const b = 1;`, `import { a } from "./y"; const b = 1;`, ["<imports>"]],
    ["an unused type import", `const b = 1;`, `import type { a } from "./y"; const b = 1;`, []],
    ["a side-effect import", `const b = 1;`, `import "./y"; const b = 1;`, ["<imports>", "<module>"]],
    ["an import attribute", `import a from "./a.json";`, `import a from "./a.json" with { type: "json" };`, ["<module>"]],
    ["moved to another symbol", "function f() { a } function g() {}", "function f() {} function g() { a }", ["f", "g"]],
  ])("%s", (_, before, after, expected) => expect(touched(before, after)).toEqual(expected));
});

describe("comments that steer tools are code", () => {
  test.each([
    ["@ts-expect-error", "function f() { a }", "function f() { // @ts-expect-error why\n a }", ["f"]],
    ["@ts-ignore before a declaration", "const a = 1, b = 2;", "// @ts-ignore\nconst a = 1, b = 2;", ["a", "b"]],
    ["@vite-ignore", "const a = () => import(b);", "const a = () => import(/* @vite-ignore */ b);", ["a"]],
    ["webpackChunkName", `const a = () => import("./b");`, `const a = () => import(/* webpackChunkName: "c" */ "./b");`, ["a"]],
    ["#__PURE__", "const a = f();", "const a = /* #__PURE__ */ f();", ["a"]],
    ["a reference", "const a = 1;", `/// <reference types="node" />\nconst a = 1;`, ["<module>", "a"]],
    ["@ts-nocheck", `import "x"; const a = 1;`, `// @ts-nocheck\nimport "x"; const a = 1;`, ["<module>", "a"]],
    ["@jsxImportSource", `import "x"; const a = <b />;`, `/** @jsxImportSource p */\nimport "x"; const a = <b />;`, ["<imports>", "<module>", "a"]],
  ])("%s", (_, before, after, expected) => expect(touched(before, after).filter((name) => name !== "<imports>")).toEqual(expected.filter((name) => name !== "<imports>")));

  test("types in the JSDoc of JavaScript", () => {
    const before = "/**\n * Says it.\n * @param {string} a who\n */\nfunction f(a) {}\nfunction g() {}";
    expect(touched(before, before.replace("Says", "Tells").replace("who", "whom"), "js")).toEqual([]);
    expect(touched(before, before.replace("string", "number"), "js")).toEqual(["f"]);
  });
});

test("in a file nested too deeply to be compared, every name changes with any byte", () => {
  const text = `export const a = 1; export { b } from "./b"; export const deep = ${"1 + ".repeat(20_000)}1;`;
  expect(touched(text, `${text} `)).toEqual(expect.arrayContaining(["<module>", "a", "b", "deep"]));
});

test("a file that does not parse is compared whole", () => {
  expect(touched("const a = {{{ // one", "const a = {{{ // two")).toEqual(["<module>"]);
});

test("CommonJS exports are told apart", () => {
  const before = `const a = 1; exports.f = function () { return 1 }; module.exports.g = 2; module.exports.a = a;`;
  expect(touched(before, before.replace("return 1", "return 3"), "js")).toEqual(["f"]);
});

/** Names whose type print differs between two texts. */
function typesTouched(before: string, after: string, kind: ScriptKind = "tsx"): string[] {
  const [a, b] = [fingerprint(ts, kind, before), fingerprint(ts, kind, after)];
  const type = (print: string | undefined): string | undefined => print?.slice(print.indexOf("/") + 1);
  return touched(before, after, kind).filter((name) => type(a.get(name)) !== type(b.get(name)));
}

describe("a body that cannot move the type", () => {
  test.each([
    ["a written return type", "function f(): A { return a }", "function f(): A { return b }"],
    ["a method's", "class C { m(): A { return a } x = 1 }", "class C { m(): A { return b } x = 1 }"],
    ["an arrow's", "const f = (): A => a", "const f = (): A => b"],
    ["in an object", "const o = { m(): A { return a } }", "const o = { m(): A { return b } }"],
    ["nothing is returned", "function f() { a() }", "function f() { b() }"],
    ["a method returns nothing", "class C { m() { a() } }", "class C { m() { b() } }"],
    ["a setter", "class C { set m(v: A) { a() } }", "class C { set m(v: A) { b() } }"],
    ["JSX", "const F = (p: P) => { a(); return <div>{a}</div> }", "const F = (p: P) => { b(); return <p /> }"],
    ["JSX or nothing", "function F() { if (a) return null; return <div /> }", "function F() { if (b) { return null } return c ? <p /> : null }"],
    ["inside a call", "const F = memo((p: P) => <div />)", "const F = memo((p: P) => <p />)"],
    ["an import that only a body uses", `import { a } from "./x"; function f(): A { return a }`, `import { a } from "./y"; function f(): A { return a }`],
  ])("%s", (_, before, after) => {
    expect(touched(before, after)).not.toEqual([]);
    expect(typesTouched(before, after)).toEqual(before.startsWith("import") ? ["<imports>"] : []);
  });

  test.each([
    ["inferred", "function f() { return a }", "function f() { return b }", "f"],
    ["an arrow that may never end", "const f = () => { a() }", "const f = () => { throw a }", "f"],
    ["another literal", "function f() { return 1 }", "function f() { return '1' }", "f"],
    ["may run off the end", "function F() { if (a) return <p /> }", "function F() { return <p /> }", "F"],
    ["a generator", "function* f() { yield 1 }", "function* f() { yield a }", "f"],
    ["a constructor", "class C { x; constructor() { this.x = 1 } }", "class C { x; constructor() { this.x = a } }", "C"],
    ["the signature", "function f(a: A): void {}", "function f(a: B): void {}", "f"],
    ["the return type", "function f(): A { return a }", "function f(): B { return a }", "f"],
    ["a default value", "function f(a = 1): void {}", "function f(a = b): void {}", "f"],
    ["an initialiser", "const a = 1;", "const a = 2;", "a"],
  ])("but not: %s", (_, before, after, name) => expect(typesTouched(before, after)).toEqual([name]));

  test("JavaScript declares members in bodies", () => {
    expect(typesTouched("class C { m() { this.a = 1 } }", "class C { m() { this.b = 1 } }", "js")).toEqual(["C"]);
  });
});
