import type { CriticalPath, Policy } from "./policy.ts";
import { defaultWeights } from "./default-weights.ts";

/**
 * What counts as a test file where the policy does not say. Stories (`*.stories.*`) are left out: they show a component and
 * check nothing, so a reached story is a reached page of somebody's documentation, not a safety net.
 */
export const defaultTests: readonly string[] = [
  "**/*.{test,spec}.*",
  "**/*.test-d.*",
  "**/*.cy.*",
  "**/__tests__/**",
  "**/__mocks__/**",
  "**/test/**",
  "**/tests/**",
  "**/e2e/**",
];

/** What a critical path's entry may leave out. */
export const criticalDefaults = { owner: null, weight: 1, whenReached: "high", whenChanged: "critical" } as const satisfies Partial<CriticalPath>;

/** The policy that judges where no file says otherwise: nothing is critical, nothing is excused. */
export const defaultPolicy: Policy = {
  critical: [],
  environments: [],
  ignore: [],
  entryPoints: [],
  tests: defaultTests,
  gapsAllowed: 0,
  score: {
    // One saturated `wide-reach` (45) is medium; it takes a second signal, or a critical path, to be high.
    bands: { medium: 25, high: 50, critical: 85 },
    distanceDecay: 0.5,
    weights: defaultWeights,
  },
  mode: "enforce",
  posture: "normal",
  repo: null,
  landing: { protected: ["refs/heads/main", "refs/heads/master"], base: null },
  // The bar is on impact: tools answer from `high` on, people only for the safeguards themselves.
  bars: { ai: { medium: 0, high: 1, critical: 2 }, people: { medium: 0, high: 0, critical: 0 } },
  countsAs: { suspected: "unknown", declaredHuman: "unknown", unknown: { normal: "people", elevated: "ai", reset: "ai" } },
  signoff: { maxAgeDays: 7, tolerance: 5, seniorsExempt: false },
  override: { maxHours: 4 },
  protect: [],
  tools: [],
  roster: { people: [], revokedKeys: [], revokedSignoffs: [], blockedChanges: [] },
  client: { onUndecided: "block" },
};
