/**
 * Dependents counted by nearness: one at distance 1 counts 1, each further hop `decay` times the one before. With 1 all
 * count alike, with 0 only the direct ones. More dependents, or nearer ones, never count less.
 */
export function decayedReach(byDistance: readonly number[], decay: number): number {
  return byDistance.reduce((reach, dependents, hops) => reach + dependents * decay ** hops, 0);
}
