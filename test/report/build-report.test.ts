import { expect, test } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import { reportOf } from "../../src/report/build-report.ts";
import type { Ruling } from "../../src/report/ruling.ts";
import { evidenceOf } from "../support/evidence-of.ts";
import { gateCaseOf, refusedRecord, signed } from "../support/gate-case-of.ts";

const judged = { riskscore: "0.1.0", base: "1".repeat(40), head: "index", policy: { from: "defaults", digest: `sha256:${"0".repeat(64)}`, differs: false }, bandByImpact: "high" } as const;
const score = { value: 50, band: "high", impact: 60, likelihood: 20, contributions: [] } as const;
const records = [signed("ann"), refusedRecord("bob")];
const ruling: Ruling = {
  provenance: {
    state: "tagged",
    attributions: [{ tool: "codex", model: null, kind: "session", confidence: "high", where: { place: "footer", commit: null, marker: "codex" } }],
    commits: [],
    identities: [
      { name: "Dev", email: "Dev@Shop.example", as: "author" },
      { name: "Dev", email: "dev@shop.example", as: "committer" },
      { name: "Zoë", email: "", as: "co-author" },
      { name: "Pusher", email: "pusher@shop.example", as: "pusher" },
    ],
    table: "1",
    unreadable: ["a note"],
    incomplete: null,
  },
  records,
  verdict: decide(gateCaseOf({ impact: 60, band: "high", records })),
  mode: "warn",
  posture: "elevated",
  landingRef: "refs/heads/main",
  digest: `sha256:${"0".repeat(64)}`,
};

test("who wrote it, who answered, and what was decided stand in the report", () => {
  const report = reportOf(judged, evidenceOf(), score, ruling);
  expect(report.provenance).toMatchObject({ state: "tagged", table: "1", unreadable: ["a note"], authors: ["dev@shop.example", "zoë"] });
  expect(report.signoffs).toMatchObject([{ person: "ann", counts: true, said: null }, { person: "bob", counts: false, reason: "expired" }]);
  expect(report.verdict).toMatchObject({ decision: "pass", rule: "signed off", mode: "warn", posture: "elevated", landingRef: "refs/heads/main", requirements: [{ role: "senior", status: "satisfied", given: ["ann"] }] });
});

test("contracts are the entry points that change, felt by the modules of other packages", () => {
  const entries = [
    { module: "packages/b/index.ts", package: "@acme/b", published: false, symbols: ["x"] },
    { module: "packages/a/index.ts", package: "@acme/a", symbols: ["z", "y"] },
  ];
  const { contracts } = reportOf(judged, evidenceOf({ dependents: [3, 1], packages: ["@acme/a", "@acme/b"], entries }), score, ruling);
  expect(contracts).toEqual([
    { package: "@acme/a", module: "packages/a/index.ts", published: true, symbols: ["packages/a/index.ts#y", "packages/a/index.ts#z"], callers: 1, packages: ["@acme/b"] },
    { package: "@acme/b", module: "packages/b/index.ts", published: false, symbols: ["packages/b/index.ts#x"], callers: 3, packages: ["@acme/a"] },
  ]);
});
