import type { Bar, CountsAs, CriticalPath, Environment, Landing, Policy, ScoreWeights, TeamTool } from "./policy.ts";
import type { WrittenPolicy } from "./schema.ts";
import { criticalDefaults, defaultPolicy } from "./defaults.ts";
import { normalRoster } from "./normal-roster.ts";
import { plainEmail } from "./e-mail.ts";

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
    mode: written.mode ?? defaultPolicy.mode,
    posture: written.posture ?? defaultPolicy.posture,
    repo: written.repo ?? defaultPolicy.repo,
    landing: normalLanding(written.landing ?? {}),
    bars: { ai: normalBar("ai", written.bars?.ai), people: normalBar("people", written.bars?.people) },
    countsAs: normalCountsAs(written.countsAs ?? {}),
    signoff: normalSignoff(written.signoff ?? {}),
    override: { maxHours: written.override?.maxHours ?? defaultPolicy.override.maxHours },
    protect: written.protect ?? defaultPolicy.protect,
    tools: (written.tools ?? defaultPolicy.tools).map(normalTool),
    roster: normalRoster(written.roster ?? {}),
    client: { onUndecided: written.client?.onUndecided ?? defaultPolicy.client.onUndecided },
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

function normalLanding(landing: NonNullable<WrittenPolicy["landing"]>): Landing {
  return { protected: landing.protected ?? defaultPolicy.landing.protected, base: landing.base ?? defaultPolicy.landing.base };
}

function normalBar(whose: "ai" | "people", bar: Partial<Bar> = {}): Bar {
  const defaults = defaultPolicy.bars[whose];
  return { medium: bar.medium ?? defaults.medium, high: bar.high ?? defaults.high, critical: bar.critical ?? defaults.critical };
}

function normalCountsAs(written: NonNullable<WrittenPolicy["countsAs"]>): CountsAs {
  const { suspected, declaredHuman, unknown } = defaultPolicy.countsAs;
  return {
    suspected: written.suspected ?? suspected,
    declaredHuman: written.declaredHuman ?? declaredHuman,
    unknown: { normal: written.unknown?.normal ?? unknown.normal, elevated: written.unknown?.elevated ?? unknown.elevated, reset: written.unknown?.reset ?? unknown.reset },
  };
}

function normalSignoff(written: NonNullable<WrittenPolicy["signoff"]>): Policy["signoff"] {
  const { maxAgeDays, tolerance, seniorsExempt } = defaultPolicy.signoff;
  return { maxAgeDays: written.maxAgeDays ?? maxAgeDays, tolerance: written.tolerance ?? tolerance, seniorsExempt: written.seniorsExempt ?? seniorsExempt };
}

function normalTool({ tool, kind, emails = [], trailers = [], env = [] }: NonNullable<WrittenPolicy["tools"]>[number]): TeamTool {
  return { tool, kind, emails: emails.map(plainEmail), trailers, env };
}
