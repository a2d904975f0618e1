import type { CriticalHit } from "../critical/critical-hit.ts";
import type { Policy } from "../policy/policy.ts";
import { bands, type Band } from "./score.ts";

/** The band that impact alone asks for, raised to what each critical hit's policy entry asks for. Nothing lowers it. */
export function bandOf(impact: number, hits: readonly Pick<CriticalHit, "entry" | "distance">[], { score }: Pick<Policy, "score">): Band {
  const floors = hits.map(({ entry, distance }) => (distance === 0 ? entry.whenChanged : entry.whenReached));
  return highest([bandByImpact(impact, score.bands), ...floors]);
}

function bandByImpact(impact: number, starts: Policy["score"]["bands"]): Band {
  if (impact >= starts.critical) return "critical";
  if (impact >= starts.high) return "high";
  return impact >= starts.medium ? "medium" : "low";
}

function highest(some: readonly Band[]): Band {
  return bands.findLast((band) => some.includes(band))!;
}
