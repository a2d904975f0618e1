import { expect, test } from "vitest";
import { authorshipOf } from "../../src/gate/authorship.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import type { CountsAs, Posture } from "../../src/policy/policy.ts";
import type { ProvenanceState } from "../../src/provenance/attribution.ts";

const strict: CountsAs = { suspected: "ai", declaredHuman: "people", unknown: { normal: "ai", elevated: "ai", reset: "ai" } };

test.each<[ProvenanceState, Posture, CountsAs, string]>([
  ["tagged", "normal", defaultPolicy.countsAs, "ai"],
  ["suspected", "normal", defaultPolicy.countsAs, "people"],
  ["suspected", "elevated", defaultPolicy.countsAs, "ai"],
  ["unknown", "normal", defaultPolicy.countsAs, "people"],
  ["unknown", "reset", defaultPolicy.countsAs, "ai"],
  ["declared-human", "normal", defaultPolicy.countsAs, "people"],
  ["declared-human", "elevated", defaultPolicy.countsAs, "ai"],
  ["suspected", "normal", strict, "ai"],
  ["declared-human", "reset", strict, "people"],
  ["unknown", "normal", strict, "ai"],
])("%s at posture %s", (state, posture, countsAs, authorship) => {
  expect(authorshipOf(state, { countsAs, posture })).toBe(authorship);
});
