import type { RepoPath } from "../ids.ts";

/** The two axes of the score. Impact: how much would be felt. Likelihood: how probable that something is wrong. */
export type Axis = "impact" | "likelihood";

/** One signal's reading of the evidence: points on one axis and a fact a reader can check. */
export interface Finding {
  readonly signal: string;
  readonly axis: Axis;
  /** 0-100, how much this adds to its axis before capping; whole numbers in the report. */
  readonly points: number;
  readonly at: RepoPath | null;
  readonly because: string;
}
