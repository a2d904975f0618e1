import type { RepoPath } from "../ids.ts";
import type { SignalId } from "../policy/default-weights.ts";
import type { ScoreWeights } from "../policy/policy.ts";
import type { Evidence } from "./evidence.ts";
import type { Axis } from "./finding.ts";

/** What a signal read: how much of its weight the change earns, and a fact a reader can check. */
export interface Reading {
  /** 0-1: the share of the signal's weight. 0 is no finding. */
  readonly share: number;
  /** The place that tells most; null when the fact is about the whole change. */
  readonly at: RepoPath | null;
  /** Plain, short, true. Paths and names stand as they are: renderers escape. */
  readonly because: string;
}

/** One question put to the evidence. The texts are what `riskscore explain <signal>` prints. */
export interface Signal {
  readonly id: SignalId;
  readonly axis: Axis;
  readonly title: string;
  /** What it measures. */
  readonly meaning: string;
  /** Why that matters. */
  readonly why: string;
  /** What the author of a change can do about it. */
  readonly lower: string;
  /** The parts of the evidence it looks at. */
  readonly reads: readonly (keyof Evidence)[];
  /** Null when there is nothing to say. */
  measure(evidence: Evidence, scale: ScoreWeights): Reading | null;
}

type Definition<Part extends keyof Evidence> = Omit<Signal, "reads" | "measure"> & {
  readonly reads: readonly Part[];
  measure(evidence: Pick<Evidence, Part>, scale: ScoreWeights): Reading | null;
};

/** A signal that can only look at what it says it reads: anything else does not compile. */
export function defineSignal<const Part extends keyof Evidence>(definition: Definition<Part>): Signal {
  return definition;
}

/** The policy key that sets the most points the signal may add. */
export function weightKeyOf({ id }: Pick<Signal, "id">): string {
  return `score.weights.${id}`;
}
