import type { Finding } from "../signals/finding.ts";

export const bands = ["low", "medium", "high", "critical"] as const;
export type Band = (typeof bands)[number];

/** 0-100 each. `value` is for reading; `band` comes from `impact` alone. */
export interface Score {
  readonly value: number;
  readonly band: Band;
  readonly impact: number;
  readonly likelihood: number;
  /** Most points first, then by signal and place. */
  readonly contributions: readonly Finding[];
}
