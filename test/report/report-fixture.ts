import type { Report } from "../../src/report/report.ts";
import { asCommitOid, asPackageName, asRepoPath, symbolIdOf } from "../../src/ids.ts";
import type { PathStep } from "../../src/graph/radius.ts";
import type { EdgeKind } from "../../src/facts/module-facts.ts";

const path = asRepoPath;

export function step(from: string, to: string, kind: EdgeKind = "import", typeOnly = false): PathStep {
  return { from: symbolOf(from), to: symbolOf(to), kind, typeOnly };
}

function symbolOf(id: string): PathStep["from"] {
  const [module = "", name = "<module>"] = id.split("#");
  return symbolIdOf(path(module), name);
}

const baseOid = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";

const headOid = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";

/** A shop: rounding changed, checkout feels it. Fields can be replaced. */
export function reportWith(changed: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    riskscore: "0.1.0",
    base: baseOid,
    head: "index",
    policy: { from: baseOid, digest: `sha256:${"0".repeat(64)}`, differs: false },
    change: {
      files: [
        { path: "packages/money/src/round.ts", status: "modified", from: null, class: "source", package: "@shop/money", symbols: ["packages/money/src/round.ts#round"], added: 12, deleted: 3 },
      ],
      added: 12,
      deleted: 3,
      packages: ["@shop/money"],
    },
    score: {
      value: 71,
      band: "high",
      bandByImpact: "high",
      impact: 80,
      likelihood: 44,
      contributions: [
        { signal: "wide-reach", axis: "impact", points: 31, at: path("packages/money/src/round.ts"), because: "143 modules depend on it, more than 96% of this repository's modules have" },
        { signal: "critical-reached", axis: "impact", points: 35, at: path("apps/shop/src/checkout.ts"), because: "checkout uses it, 2 hops away" },
        { signal: "untested", axis: "likelihood", points: 20, at: null, because: "no test file is part of this change" },
      ],
    },
    radius: {
      modules: 143,
      runtime: 120,
      typeOnly: 23,
      symbols: 310,
      packages: 2,
      testFiles: 31,
      byDistance: [12, 40, 91],
      dependents: [
        { module: path("packages/cart/src/total.ts"), package: asPackageName("@shop/cart"), distance: 1, via: "runtime", test: false },
        { module: path("packages/cart/test/total.test.ts"), package: asPackageName("@shop/cart"), distance: 2, via: "runtime", test: true },
        { module: path("apps/shop/src/checkout.ts"), package: asPackageName("@shop/app"), distance: 2, via: "type", test: false },
      ],
      packagesReached: ["@shop/app", "@shop/cart"],
    },
    critical: [
      {
        name: "checkout",
        owner: "@shop/payments",
        module: "apps/shop/src/checkout.ts",
        distance: 2,
        via: "runtime",
        path: [
          step("apps/shop/src/checkout.ts#pay", "packages/cart/src/total.ts#total"),
          step("packages/cart/src/total.ts#total", "packages/money/src/index.ts#round", "import"),
          step("packages/money/src/index.ts#round", "packages/money/src/round.ts#round", "re-export"),
        ],
      },
    ],
    contracts: [{ package: "@shop/money", module: "packages/money/src/index.ts", published: true, symbols: ["packages/money/src/index.ts#round"], callers: 2, packages: ["@shop/app", "@shop/cart"] }],
    provenance: {
      state: "tagged",
      attributions: [
        { tool: "claude-code", model: "opus", kind: "agent", confidence: "high", where: { place: "co-author", commit: asCommitOid(headOid), marker: "Claude <noreply@anthropic.com>" } },
        { tool: "claude-code", model: null, kind: "agent", confidence: "high", where: { place: "co-author", commit: asCommitOid(baseOid), marker: "Claude <noreply@anthropic.com>" } },
        { tool: "copilot", model: null, kind: "weak", confidence: "low", where: { place: "branch", commit: null, marker: "copilot/fix-rounding" } },
      ],
      table: "2026-06",
      unreadable: [],
      authors: ["dev@shop.example"],
    },
    signoffs: [
      { id: "3f2a91c0de".padEnd(64, "0"), decision: "approve", person: "ann", roles: [], counts: false, reason: "expired", because: "It expired on 2026-06-01T00:00:00Z.", expiresAt: "2026-06-01T00:00:00Z", said: "looked at rounding", ticket: null },
    ],
    verdict: {
      decision: "needs-sign-off",
      rule: "over the bar",
      rollout: "limited",
      requirements: [{ role: "senior", status: "unsatisfied", needed: 1, given: [], paths: [], because: "a tool took part, and its impact is high: a senior has to answer" }],
      overridden: false,
      mode: "enforce",
      posture: "normal",
      landingRef: "refs/heads/main",
      digest: `sha256:${"ab".repeat(32)}`,
    },
    gaps: [
      { kind: "computed-import", local: true, at: path("apps/shop/src/plugins.ts"), because: "import(name) on line 4 can lead to any module" },
      { kind: "unresolved-import", local: false, at: path("packages/old/src/z.ts"), because: "'@shop/gone' is no package of this repository" },
    ],
    ...changed,
  };
}
