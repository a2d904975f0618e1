import { expect, test } from "vitest";
import { asRepoPath } from "../../src/ids.ts";
import { signoffScreen } from "../../src/report/signoff-screen.ts";
import { reportWith, step } from "./report-fixture.ts";
import { toSign } from "./to-sign.ts";

const paper = { width: 80, color: false, unicode: true };

test("one screen, the truth first and what is signed last", () => {
  expect(signoffScreen(reportWith(), toSign, paper)).toMatchInlineSnapshot(`
    "HIGH · 71 of 100 · impact 80, likelihood 44
    1 file, +12 −3 lines, from 1a2b3c4d5e to the index
    143 modules (120 at run time) in 2 packages can feel it, 31 test files among
      them; 1 gap may hide more
    critical path checkout: apps/shop/src/checkout.ts (2 hops away)
      apps/shop/src/checkout.ts#pay
      →  import     packages/cart/src/total.ts#total
      →  import     packages/money/src/index.ts#round
      →  re-export  packages/money/src/round.ts#round
    tagged: a tool took part: claude-code (co-author in 9f8e7d6c5b and 1 more
      commit: Claude <noreply@anthropic.com>)
    in the name of dev@shop.example
    contracts that change:
      @shop/money: round; felt by 2 modules of other packages (@shop/app,
        @shop/cart), and whoever installed it
    asked for:
      senior: 0 of 1; a tool took part, and its impact is high: a senior has to
        answer

    You sign: approve
      change    sha256:abababababababababababababababababababababababababababababababab, 1 file
      lands on  refs/heads/main of shop
      policy    sha256:0000000000000000000000000000000000000000000000000000000000000000
      until     2026-06-08T00:00:00Z
      as        ann@shop.example, senior, SHA256:1uPLzDdDJlE8S8M3mXkQmYpGqvYxVZQ0m1yHcNfKd2M
    "
  `);
});

test("an override is called one, a veto too", () => {
  expect(signoffScreen(reportWith(), { ...toSign, decision: "override", signer: { ...toSign.signer, role: "breakglass" } }, paper)).toContain("You sign: OVERRIDE (lets it pass without the seniors it needs; has to be reviewed afterwards)");
  expect(signoffScreen(reportWith(), { ...toSign, decision: "reject" }, paper)).toContain("You sign: REJECT (a veto)");
});

test("a policy-admin sees which safeguards the name is asked for", () => {
  const requirements = [{ role: "policy-admin", status: "unsatisfied", needed: 1, given: [], paths: [".husky/pre-push"], because: "it changes hooks: a policy-admin has to answer" }] as const;
  const report = reportWith({ verdict: { ...reportWith().verdict, rule: "changes a safeguard", requirements } });
  expect(signoffScreen(report, { ...toSign, signer: { ...toSign.signer, role: "policy-admin" } }, paper)).toContain("  policy-admin: 0 of 1; it changes hooks: a policy-admin has to answer\n    .husky/pre-push\n");
});

test("a change that reaches nobody and whose writer is unknown says so", () => {
  const calm = reportWith();
  const screen = signoffScreen(
    { ...calm, radius: { ...calm.radius, modules: 0, packages: 0 }, critical: [], contracts: [], gaps: [], provenance: { ...calm.provenance, state: "unknown", attributions: [] } },
    toSign,
    paper,
  );
  expect(screen).toContain("no other module can feel it\n");
  expect(screen).toContain("critical paths: none is reached\n");
  expect(screen).toContain("unknown: no marker of a tool was found, which does not prove that a person wrote");
  expect(screen).toContain("contracts: no package's exports change\ntouches packages/money/src/round.ts#round\n");
});

test("a change that reaches everything, under names of any length, stays on two screens of a narrow terminal", () => {
  const calm = reportWith();
  const long = (what: string): string => `${what}/${"x".repeat(5000)}`;
  const many = Array.from({ length: 300 }, (_, i) => i);
  const report = reportWith({
    critical: many.map((i) => ({ ...calm.critical[0]!, name: long(`c${i}`), module: long("m"), path: many.slice(0, 20).map((n) => step(`${long("m")}${n}.ts#a`, `${long("m")}${n + 1}.ts#a`)) })),
    contracts: many.map((i) => ({ package: long(`@p/${i}`), module: long("m"), published: true, symbols: many.map((n) => `${long("m")}#${long(`s${n}`)}`), callers: 300, packages: many.map((n) => long(`q${n}`)) })),
    provenance: { ...calm.provenance, authors: many.map((i) => long(`a${i}`)), attributions: many.map((i) => ({ ...calm.provenance.attributions[0]!, tool: long(`t${i}`), where: { place: "footer", commit: null, marker: long("f") } })) },
    gaps: many.map((i) => ({ kind: "parse-error" as const, local: true, at: asRepoPath(`f${i}.ts`), because: long("b") })),
  });
  const lines = signoffScreen(report, toSign, paper).split("\n");
  expect(lines.length).toBeLessThanOrEqual(50);
  expect(lines[0]).toBe("HIGH · 71 of 100 · impact 80, likelihood 44");
  expect(lines.find((line) => line.startsWith("You sign:"))).toBe("You sign: approve");
});
