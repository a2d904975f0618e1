import type { Band } from "../score/score.ts";

/** A part of the repository that must not break, as the policy names it. */
export interface CriticalPath {
  readonly name: string;
  readonly globs: readonly string[];
  readonly owner: string | null;
  /** 0-1: how much reaching it counts. */
  readonly weight: number;
  /** The least band when a dependent of the change is in it, and when the change itself is. */
  readonly whenReached: Band;
  readonly whenChanged: Band;
}

export interface Environment {
  readonly name: string;
  readonly globs: readonly string[];
  readonly production: boolean;
}

/** The policy after defaults: what the core reads. `schema.ts` holds the file's shape, docs and JSON Schema. */
export interface Policy {
  readonly critical: readonly CriticalPath[];
  readonly environments: readonly Environment[];
  /** Files whose gaps are not gaps (broken fixtures, say). They stay in the change and the graph. */
  readonly ignore: readonly string[];
  /** Extra entry points, beside those the manifests name. */
  readonly entryPoints: readonly string[];
  /** What counts as a test file. */
  readonly tests: readonly string[];
  /** How many local gaps that could not be widened a verdict may rest on. */
  readonly gapsAllowed: number;
  readonly score: ScoreWeights;
}

export interface ScoreWeights {
  /** Impact at which each band begins. */
  readonly bands: { readonly medium: number; readonly high: number; readonly critical: number };
  /** Each further hop counts this share of the one before. 0-1. */
  readonly distanceDecay: number;
  /** The most points each signal may add to its axis, by signal id. */
  readonly weights: Readonly<Record<string, number>>;
}
