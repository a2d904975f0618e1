import type { Attribution, AttributionKind, Confidence, ProvenanceState } from "./attribution.ts";

const tierOf = { agent: 0, session: 0, env: 0, line: 0, declared: 0, assist: 1, weak: 2 } as const satisfies Record<AttributionKind, number>;
const sureness = { high: 0, medium: 1, low: 2 } as const satisfies Record<Confidence, number>;

/** What evidence amounts to. Any evidence beats a person's word that there was no tool; no evidence is `unknown`, never a person. */
export function stateOf(attributions: readonly Pick<Attribution, "kind">[], declaredNone: boolean): ProvenanceState {
  if (attributions.some(({ kind }) => tierOf[kind] === 0)) return "tagged";
  if (attributions.length > 0) return "suspected";
  return declaredNone ? "declared-human" : "unknown";
}

/** Strongest first; equals keep their order. */
export function strongestFirst(attributions: readonly Attribution[]): readonly Attribution[] {
  return attributions.toSorted((a, b) => tierOf[a.kind] - tierOf[b.kind] || sureness[a.confidence] - sureness[b.confidence]);
}
