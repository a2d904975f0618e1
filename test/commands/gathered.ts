import type { Change } from "../../src/change/change.ts";
import type { GatheredDiff } from "../../src/commands/gather-request.ts";
import type { World } from "../../src/commands/world.ts";
import { asBlobOid, asPackageName, asRepoPath, symbolIdOf } from "../../src/ids.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { silentProgress } from "../../src/progress.ts";
import type { Evidence } from "../../src/signals/evidence.ts";
import { hostOf } from "../cli/host-of.ts";

const at = asRepoPath("packages/money/src/round.ts");

const change: Change = {
  files: [
    {
      path: at,
      status: "modified",
      from: null,
      oldMode: "100644",
      newMode: "100644",
      oldOid: asBlobOid("a".repeat(40)),
      newOid: asBlobOid("b".repeat(40)),
      added: 12,
      deleted: 3,
      class: "source",
      package: asPackageName("@shop/money"),
      symbols: [symbolIdOf(at, "round")],
    },
  ],
  added: 12,
  deleted: 3,
};

const dependents = ["packages/cart/src/total.ts", "apps/shop/src/checkout.ts"].map((module, i) => ({ module: asRepoPath(module), package: asPackageName("@shop/app"), distance: i + 1, via: "runtime" as const, test: false }));

const evidence: Evidence = {
  change,
  radius: { modules: 2, runtime: 2, typeOnly: 0, symbols: 2, packages: 1, testFiles: 0, byDistance: [1, 1], dependents },
  sample: { modules: 3, histograms: [[], [1], [1, 1]] },
  moduleCount: 3,
  critical: [],
  entries: [],
  buildInputs: [],
  environments: [],
  packagesTouched: [asPackageName("@shop/money")],
  packagesReached: [asPackageName("@shop/app")],
  history: { days: 90, files: [], complete: true },
  gaps: [],
};

const noChange: Evidence = {
  ...evidence,
  change: { files: [], added: 0, deleted: 0 },
  radius: { ...evidence.radius, modules: 0, runtime: 0, symbols: 0, packages: 0, byDistance: [], dependents: [] },
  packagesTouched: [],
  packagesReached: [],
};

/** What gather says of a small staged change; fields can be replaced. */
export function gatheredDiff(changes: Partial<GatheredDiff> = {}): GatheredDiff {
  return {
    base: "c".repeat(40),
    head: "index",
    policy: defaultPolicy,
    policyFrom: "defaults",
    policyDigest: `sha256:${"0".repeat(64)}`,
    policyDiffers: false,
    policyPath: null,
    steeringKeysChanged: false,
    evidence,
    empty: false,
    ...changes,
  };
}

/** What gather says when nothing is staged. */
export const nothingStaged = gatheredDiff({ evidence: noChange, empty: true });

export function worldOf(changes: Partial<World> = {}): World {
  return { host: hostOf([]), version: "0.1.0", repo: undefined, paper: { width: 100, color: false, unicode: true }, progress: silentProgress, ...changes };
}
