import type { Authorship, Policy, Posture } from "../policy/policy.ts";
import type { ProvenanceState } from "../provenance/attribution.ts";

/** Whose bar a change is held against. Only what is tagged is a tool's by itself; for the rest the policy says how it counts. */
export function authorshipOf(state: ProvenanceState, { countsAs, posture: ownPosture }: Pick<Policy, "countsAs" | "posture">, posture: Posture = ownPosture): Authorship {
  const counts = { tagged: "ai", suspected: countsAs.suspected, "declared-human": countsAs.declaredHuman, unknown: "unknown" } as const satisfies Record<ProvenanceState, Authorship | "unknown">;
  const how = counts[state];
  return how === "unknown" ? countsAs.unknown[posture] : how;
}
