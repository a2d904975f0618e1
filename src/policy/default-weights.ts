/**
 * The most points each signal may add to its axis unless the policy says otherwise. Stands apart from `src/signals/` so that
 * the policy can name every signal without importing one; why each number is what it is: `src/score/README.md`.
 */
export const impactWeights = {
  "wide-reach": 45,
  "critical-reached": 35,
  "packages-crossed": 10,
  "public-entry": 15,
  "build-inputs": 15,
  "environment": 15,
} as const;

export const likelihoodWeights = {
  size: 35,
  files: 10,
  spread: 15,
  churn: 20,
  authors: 10,
  untested: 20,
} as const;

export const defaultWeights = { ...impactWeights, ...likelihoodWeights } as const;

export type SignalId = keyof typeof defaultWeights;

/** Every signal id: impact first, in the order of the tables above. */
export const signalIds = Object.keys(defaultWeights) as readonly SignalId[];
