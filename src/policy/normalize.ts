import type { CriticalPath, Environment, Policy, ScoreWeights } from "./policy.ts";
import type { WrittenPolicy } from "./schema.ts";
import { criticalDefaults, defaultPolicy } from "./defaults.ts";

/** The policy a checked file stands for: what it says, and the default for everything it does not. A Policy is its own normal form. */
export function normalizePolicy(written: WrittenPolicy): Policy {
  return {
    critical: (written.critical ?? defaultPolicy.critical).map(normalCritical),
    environments: (written.environments ?? defaultPolicy.environments).map(normalEnvironment),
    ignore: written.ignore ?? defaultPolicy.ignore,
    entryPoints: written.entryPoints ?? defaultPolicy.entryPoints,
    tests: written.tests ?? defaultPolicy.tests,
    gapsAllowed: written.gapsAllowed ?? defaultPolicy.gapsAllowed,
    score: normalScore(written.score ?? {}),
    mode: defaultPolicy.mode,
    posture: defaultPolicy.posture,
    repo: defaultPolicy.repo,
    landing: defaultPolicy.landing,
    bars: defaultPolicy.bars,
    countsAs: defaultPolicy.countsAs,
    signoff: defaultPolicy.signoff,
    override: defaultPolicy.override,
    protect: defaultPolicy.protect,
    tools: defaultPolicy.tools,
    roster: defaultPolicy.roster,
    client: defaultPolicy.client,
  };
}

function normalCritical(entry: NonNullable<WrittenPolicy["critical"]>[number]): CriticalPath {
  const { owner, weight, whenReached, whenChanged } = criticalDefaults;
  return {
    name: entry.name,
    globs: entry.globs,
    owner: entry.owner ?? owner,
    weight: entry.weight ?? weight,
    whenReached: entry.whenReached ?? whenReached,
    whenChanged: entry.whenChanged ?? whenChanged,
  };
}

function normalEnvironment({ name, globs, production }: NonNullable<WrittenPolicy["environments"]>[number]): Environment {
  return { name, globs, production };
}

function normalScore(score: NonNullable<WrittenPolicy["score"]>): ScoreWeights {
  const defaults = defaultPolicy.score;
  return {
    bands: { ...defaults.bands, ...score.bands },
    distanceDecay: score.distanceDecay ?? defaults.distanceDecay,
    weights: { ...defaults.weights, ...score.weights },
  };
}
