import { defaultWeights } from "../policy/default-weights.ts";
import type { Policy } from "../policy/policy.ts";
import { signals } from "./catalogue.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Signal } from "./signal.ts";

/** What each signal finds in the evidence, in the catalogue's order; nothing for a signal that finds none or is switched off (weight 0). */
export function findingsOf(evidence: Evidence, policy: Pick<Policy, "score">): Finding[] {
  return Object.values(signals).flatMap((signal) => findingOf(signal, evidence, policy) ?? []);
}

function findingOf(signal: Signal, evidence: Evidence, { score }: Pick<Policy, "score">): Finding | null {
  const weight = score.weights[signal.id] ?? defaultWeights[signal.id];
  const reading = weight > 0 ? signal.measure(evidence, score) : null;
  if (reading === null || reading.share <= 0) return null;
  return { signal: signal.id, axis: signal.axis, points: weight * reading.share, at: reading.at, because: reading.because };
}
