import type { Radius, RadiusSample } from "../graph/radius.ts";
import { counted } from "./counted.ts";
import { saturating } from "./curve.ts";
import { decayedReach } from "./decayed-reach.ts";
import { defineSignal } from "./signal.ts";

/** Near dependents at which the damping lets 63 % through: a repo of three modules has no far-reaching change. */
export const fullReach = 8;
/** Below this many sampled modules a percentage would say more than is known. */
const enoughForPercent = 100;

export const wideReach = defineSignal({
  id: "wide-reach",
  axis: "impact",
  title: "Wide reach",
  meaning: "How many modules can feel the change, nearer ones counted more, ranked among a sample of this repository's own modules.",
  why: "What is wrong in a module that much depends on is wrong in many places at once. Ranking within the repository keeps every hub of a large one from looking alike.",
  lower: "Split the change so that the part others depend on stands alone and is small; add beside a shared symbol rather than altering it; import the symbol, not the barrel.",
  reads: ["radius", "sample", "moduleCount"],
  measure({ radius, sample, moduleCount }, { distanceDecay }) {
    const reach = decayedReach(radius.byDistance, distanceDecay);
    const rank = rankOf(reach, sample, distanceDecay);
    const feeling = moduleCount > 0 ? Math.min(1, radius.modules / moduleCount) : 1;
    return { share: Math.max(rank.middle, feeling) * saturating(reach, fullReach), at: null, because: factOf(radius, rank) };
  },
});

interface Rank {
  /** 0-1, ties counted half: the middle rank. */
  readonly middle: number;
  readonly below: number;
  readonly sampled: number;
}

function rankOf(reach: number, { histograms }: RadiusSample, decay: number): Rank {
  const reaches = histograms.map((histogram) => decayedReach(histogram, decay));
  const below = reaches.filter((other) => other < reach).length;
  const ties = reaches.filter((other) => other === reach).length;
  const sampled = reaches.length;
  return { middle: sampled === 0 ? 0 : (below + ties / 2) / sampled, below, sampled };
}

function factOf({ modules, packages }: Radius, { below, sampled }: Rank): string {
  const where = packages > 1 ? ` in ${counted(packages, "package")}` : "";
  const fact = `${counted(modules, "module")}${where} can feel this`;
  if (below === 0) return fact;
  return `${fact}; it reaches further than ${othersPhrase(below, sampled)}`;
}

function othersPhrase(below: number, sampled: number): string {
  if (sampled < enoughForPercent) return `${below} of ${counted(sampled, "sampled module")}`;
  return below === sampled ? `all ${sampled} sampled modules` : `${Math.floor((100 * below) / sampled)} % of this repo's sampled modules`;
}
