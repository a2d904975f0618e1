import type { CriticalHit } from "../critical/critical-hit.ts";
import { compareText } from "../ids.ts";
import type { Policy } from "../policy/policy.ts";
import type { Axis, Finding } from "../signals/finding.ts";
import { bandOf } from "./band-of.ts";
import type { Score } from "./score.ts";
import { wholePoints } from "./whole-points.ts";

/** The share of impact that `value` keeps when nothing speaks for a mistake; the rest grows with likelihood. */
export const keptWithoutLikelihood = 0.8;

/** The two axes, each the capped sum of its findings; the band from impact and critical hits; one number for reading. The formula stands in README.md. */
export function scoreOf(findings: readonly Finding[], criticalHits: readonly Pick<CriticalHit, "entry" | "distance">[], policy: Pick<Policy, "score">): Score {
  const ordered = findings.toSorted(mostFirst);
  const contributions = [...pointsOn("impact", ordered), ...pointsOn("likelihood", ordered)].toSorted(mostFirst);
  const impact = capped(contributions, "impact");
  const likelihood = capped(contributions, "likelihood");
  return { value: valueOf(impact, likelihood), band: bandOf(impact, criticalHits, policy), impact, likelihood, contributions };
}

/** Impact, less up to a fifth where likelihood is low: a reading aid that decides nothing. 0-100, whole. */
export function valueOf(impact: number, likelihood: number): number {
  return Math.round(impact * (keptWithoutLikelihood + (1 - keptWithoutLikelihood) * (likelihood / 100)));
}

function pointsOn(axis: Axis, findings: readonly Finding[]): readonly Finding[] {
  return wholePoints(findings.filter((finding) => finding.axis === axis));
}

function capped(contributions: readonly Finding[], axis: Axis): number {
  return Math.min(100, contributions.reduce((sum, one) => (one.axis === axis ? sum + one.points : sum), 0));
}

function mostFirst(a: Finding, b: Finding): number {
  return b.points - a.points || compareText(a.signal, b.signal) || compareText(a.at ?? "", b.at ?? "") || compareText(a.because, b.because);
}
