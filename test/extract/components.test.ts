import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { fingerprint } from "../../src/extract/fingerprint.ts";
import { exportsIn, factsOf, refsIn, requestsIn, usesIn } from "./facts-in-words.ts";

const vue = `<script lang="ts">
import { old } from "./old";
export default { name: "x" };
</script>
<script setup lang="ts">
import Child from "./Child.vue";
const count = ref<number>(0);
</script>
<template>
  <!-- <script>import "./no"</script> -->
  <Child :n="count" @click="a > b"><img src="./logo.svg" /></Child>
</template>
<style lang="scss" src="./x.scss"></style>
<style>@import "./y.css";</style>
`;

test("vue: every script counts, the component is default, its template may name anything", () => {
  const facts = factsOf(vue, "vue");
  expect(requestsIn(facts)).toEqual(["import ./old", "import ./Child.vue", "asset ./x.scss (path)", "asset ./y.css (path)", "asset ./logo.svg (path)"]);
  expect(exportsIn(facts)).toEqual(["default = default"]);
  expect(refsIn(facts, "default")).toEqual(["<module>", "count"]);
  expect(usesIn(facts, "default")).toContain("./Child.vue#default");
  expect(facts.requests.map(({ line }) => line)).toEqual([2, 6, 13, 14, 11]);
  expect(facts.gaps).toEqual([]);
});

test("vue: a script may lie in a file of its own", () => {
  const facts = factsOf(`<script src="./x.ts"></script><template><a href="./page.html">b</a></template>`, "vue");
  expect(requestsIn(facts)).toEqual(["import ./x.ts"]);
  expect(usesIn(facts, "default")).toEqual(["./x.ts#", "./x.ts#*"]);
});

test("svelte: module script, instance script and markup", () => {
  const facts = factsOf(`<script context="module">export const a = 1;</script>\n<script lang="ts">import B from "./B.svelte"; export let prop: string; $: double = prop + a;</script>\n<B {prop} />`, "svelte");
  expect(exportsIn(facts)).toEqual(["a = a", "prop = prop", "default = default"]);
  expect(usesIn(facts, "default")).toEqual(["./B.svelte#default"]);
  expect(facts.gaps).toEqual([]);
});

test("astro: frontmatter, scripts, data blocks left out", () => {
  const text = `---\nimport Layout from "../L.astro";\nconst { a } = Astro.props as { a: string };\nif (!a) return;\n---\n<Layout>{a}</Layout>\n<script>import "./client"</script>\n<script type="application/ld+json">{"a": }</script>\n`;
  const facts = factsOf(text, "astro");
  expect(requestsIn(facts)).toEqual(["import ../L.astro", "side-effect ./client"]);
  expect(facts.gaps).toEqual([]);
  expect(facts.requests.map(({ line }) => line)).toEqual([2, 7]);
});

test("svelte: await at the top of a script without imports", () => {
  expect(factsOf(`<script>let { a } = $derived(await { a: 1, b: 2 });</script>`, "svelte").gaps).toEqual([]);
});

test("markup alone is a component too", () => {
  expect(factsOf("<h1>Hi</h1>", "svelte")).toMatchObject({ opaque: false, exports: [{ name: "default", symbol: 1 }] });
});

test("a change of markup touches the component, its formatting and comments do not", () => {
  const before = fingerprint(ts, "vue", vue);
  expect(fingerprint(ts, "vue", vue.replace("  <Child", "\n\t<Child").replace("no", "yes"))).toEqual(before);
  const after = fingerprint(ts, "vue", vue.replace("</Child>", "!</Child>"));
  expect([...after].filter(([name, print]) => before.get(name) !== print).map(([name]) => name)).toEqual(["<module>", "default"]);
});
