import { expect, test } from "vitest";
import { humanReport } from "../../src/report/human.ts";
import { reportWith, step } from "./report-fixture.ts";

const paper = { width: 90, color: false, unicode: true };

test("the report answers in the order a reader asks", () => {
  expect(humanReport(reportWith(), paper)).toMatchInlineSnapshot(`
    "HIGH · 71 of 100 · impact 80, likelihood 44
    needs a senior's sign-off · over the bar
    1 file, +12 −3 lines, from 1a2b3c4d5e to the index
    touches packages/money/src/round.ts#round

    Why
      impact      +31  wide-reach        143 modules depend on it, more than 96% of this
                                         repository's modules have
                                         (packages/money/src/round.ts)
      impact      +35  critical-reached  checkout uses it, 2 hops away
                                         (apps/shop/src/checkout.ts)
      likelihood  +20  untested          no test file is part of this change

    Radius
      143 modules can feel it: 120 at run time, 23 through types only
      310 symbols, 2 packages, 31 test files
      distance 1  12  ████
               2  40  █████████████▏
               3  91  ██████████████████████████████

    Critical modules
      checkout  apps/shop/src/checkout.ts (2 hops away, owned by @shop/payments)
        apps/shop/src/checkout.ts#pay
        →  import     packages/cart/src/total.ts#total
        →  import     packages/money/src/index.ts#round
        →  re-export  packages/money/src/round.ts#round

    Packages
      touched  @shop/money
      reached  @shop/cart (2), @shop/app (1)

    Who wrote it
      tagged: a tool took part: claude-code
        claude-code (opus): agent, high confidence; co-author in 9f8e7d6c5b and 1 more commit:
          Claude <noreply@anthropic.com>
        copilot: weak, low confidence; name of the branch: copilot/fix-rounding
      in the name of dev@shop.example

    Sign-off
      senior: 0 of 1; a tool took part, and its impact is high: a senior has to answer
      3f2a91c0de approve by ann does not count: it expired on 2026-06-01T00:00:00Z; said:
        looked at rounding
      a sign-off holds for sha256:abababababab… on its way to refs/heads/main
      → Ask a senior for a sign-off, or make the change reach less: riskscore explain says how
        to lower each signal.

    Gaps
      1 could hide a dependent of this change:
        apps/shop/src/plugins.ts: import(name) on line 4 can lead to any module
          (computed-import)
      1 elsewhere, out of this change's way: 1 unresolved-import (--all)

    Judged by the policy of 1a2b3c4d5e.
    "
  `);
});

test("without Unicode it draws with ASCII alone", () => {
  // eslint-disable-next-line no-control-regex
  expect(humanReport(reportWith(), { ...paper, unicode: false }, true)).toMatch(/^[\u0000-\u007f]*$/);
});

test("a change of comments alone says that nobody feels it", () => {
  const calm = reportWith();
  const report = reportWith({
    change: { ...calm.change, files: calm.change.files.map((file) => ({ ...file, symbols: [] })) },
    radius: { ...calm.radius, modules: 0, runtime: 0, typeOnly: 0, symbols: 0, packages: 0, testFiles: 0, byDistance: [], dependents: [], packagesReached: [] },
    critical: [],
    gaps: [],
  });
  expect(humanReport(report, paper)).toContain("nobody: only comments or formatting of source files differ");
});

test("a change that reaches everything stays short, and says what it leaves out", () => {
  const many = Array.from({ length: 500 }, (_, i) => i);
  const calm = reportWith();
  const report = reportWith({
    score: { ...calm.score, contributions: many.map((i) => ({ signal: "size", axis: "likelihood", points: 1, at: null, because: `fact ${i}` })) },
    radius: { ...calm.radius, byDistance: many, dependents: many.map((i) => ({ ...calm.radius.dependents[0]!, package: `@x/p${i}` as never })) },
    critical: many.map((i) => ({ ...calm.critical[0]!, name: `c${i}`, path: many.slice(0, 20).map((n) => step(`m${n}.ts#a`, `m${n + 1}.ts#a`)) })),
    gaps: many.map((i) => ({ kind: "parse-error" as const, local: i % 2 === 0, at: `f${i}.ts` as never, because: "unexpected token" })),
  });
  const short = humanReport(report, paper);
  expect(short.split("\n").length).toBeLessThanOrEqual(72);
  expect(short.match(/--all/g)?.length).toBeGreaterThanOrEqual(4);
  const long = humanReport(report, paper, true);
  for (const last of ["fact 499", "c499", "f499.ts", "@x/p499"]) expect(long).toContain(last);
});

test("a band that a critical path raised says so", () => {
  const report = reportWith({ score: { ...reportWith().score, impact: 32, bandByImpact: "medium" } });
  expect(humanReport(report, paper)).toContain("\nhigh because the critical path 'checkout' is reached; medium by impact alone\n");
});

test("a path is never broken, however narrow the terminal", () => {
  const report = humanReport(reportWith(), { ...paper, width: 40 }, true);
  expect(report).toContain("packages/cart/src/total.ts");
  expect(report).toContain("packages/money/src/round.ts#round");
});

test("colours come only when asked for, and change nothing else", () => {
  const colored = humanReport(reportWith(), { ...paper, color: true }, true);
  expect(colored).toContain("\u001b[");
  // eslint-disable-next-line no-control-regex
  expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(humanReport(reportWith(), paper, true));
});

test("a deleted module, of which all and the module itself are touched, is named once", () => {
  const report = reportWith();
  const files = report.change.files.map((file) => ({ ...file, symbols: [`${file.path}#*`, `${file.path}#<module>`] }));
  expect(humanReport({ ...report, change: { ...report.change, files } }, paper)).toMatch(/^touches packages\/money\/src\/round\.ts$/m);
});

test("a narrow terminal shows the facts below their signals, not a word a line", () => {
  const lines = humanReport(reportWith(), { ...paper, width: 40 }).split("\n");
  expect(lines).toContain("    143 modules depend on it, more than");
  expect(lines).toContain("  impact      +31  wide-reach");
});
