import type { EvidenceSketch } from "../support/evidence-of.ts";

/** The change that `src/score/README.md` scores step by step: a rounding rule that much of a shop depends on. */
export const workedExample: EvidenceSketch = {
  files: [
    { path: "packages/money/src/round.ts", added: 30, deleted: 10, symbols: ["round"], package: "@acme/money" },
    { path: "packages/money/src/format.ts", added: 8, deleted: 2, symbols: ["format"], package: "@acme/money" },
    { path: "docs/pricing.md", class: "docs", added: 120, deleted: 0, package: null },
  ],
  dependents: [12, 40, 91],
  packages: ["@acme/money", "@acme/cart", "@acme/tax", "web", "admin"],
  moduleCount: 600,
  sample: Array.from({ length: 250 }, (_, index) => (index < 240 ? [index % 9] : [60, 80])),
  critical: [{ module: "apps/web/src/checkout/pay.ts", distance: 3 }],
  entries: [
    { module: "packages/money/src/index.ts", package: "@acme/money", published: true },
    { module: "packages/cart/src/index.ts", package: "@acme/cart", published: false },
  ],
  history: { "packages/money/src/round.ts": [7, 3], "packages/money/src/format.ts": [1, 1] },
};
