import { expect, test } from "vitest";
import { headsToAsk, type Landed, usedUp } from "../../src/signoff/used-up.ts";

const main = "refs/heads/main";
const pass: Landed = { landingRef: main, direct: true, decision: "pass", head: "h1", signoffs: ["r1", "r2"] };

test("a record is used up by an update of the landing ref that is still in it", () => {
  expect(usedUp([pass], main, new Set(["h1"]))).toEqual(new Set(["r1", "r2"]));
});

test.each<[string, Landed]>([
  ["a pass that the remote refused, so that a retried push passes", { ...pass, head: "h2" }],
  ["a push of another branch", { ...pass, direct: false }],
  ["an update of another ref", { ...pass, landingRef: "refs/heads/other" }],
  ["a decision that let nothing pass", { ...pass, decision: "needs-sign-off" }],
  ["a pass that rested on nobody", { ...pass, signoffs: [] }],
])("not by %s", (_, decision) => {
  expect(usedUp([decision], main, new Set(["h1"]))).toEqual(new Set());
});

test("only the heads that matter are asked for, each once", () => {
  expect(headsToAsk([pass, pass, { ...pass, head: "h2" }, { ...pass, head: "h3", direct: false }, { ...pass, head: "h4", signoffs: [] }], main)).toEqual(["h1", "h2"]);
});
