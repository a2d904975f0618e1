import type { Authorship, Bar, Policy } from "../policy/policy.ts";
import { bandOf } from "../score/band-of.ts";
import { bands, type Band } from "../score/score.ts";

/** The band that counts: the one reported, or impact's own where that is higher. */
export function countingBand({ impact, band, policy }: { readonly impact: number; readonly band: Band; readonly policy: Pick<Policy, "score"> }): Band {
  const byImpact = bandOf(impact, [], policy);
  return bands.indexOf(byImpact) > bands.indexOf(band) ? byImpact : band;
}

/**
 * How many seniors have to answer. A written policy may ask less of a higher band, or less of a tool than of a person: neither
 * holds, because then making a change worse, or tagging it, would buy its passage. So a bar never falls with the band, and a
 * tool's is at least the people's.
 */
export function seniorsNeeded({ bars }: Pick<Policy, "bars">, authorship: Authorship, band: Band): number {
  const people = barAt(bars.people, band);
  return authorship === "people" ? people : Math.max(people, barAt(bars.ai, band));
}

/** The highest bar of this band and those below it. */
function barAt(bar: Bar, band: Band): number {
  const reached = bands.slice(0, bands.indexOf(band) + 1);
  return Math.max(...reached.map((one) => (one === "low" ? 0 : bar[one])));
}
