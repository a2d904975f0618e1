import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { defaultWeights, impactWeights, signalIds, type SignalId } from "../../src/policy/default-weights.ts";
import { signals } from "../../src/signals/catalogue.ts";
import { type Signal, weightKeyOf } from "../../src/signals/signal.ts";
import { evidenceOf } from "../support/evidence-of.ts";

describe("the catalogue of signals", () => {
  it("holds exactly the signals the policy weighs, under their own ids, in the policy's order", () => {
    expect(Object.keys(signals)).toEqual(signalIds);
    expect(Object.entries(signals).map(([id, one]) => id === one.id)).not.toContain(false);
  });

  it.each(signalIds)("puts %s on the axis of its default weight and explains it in whole sentences", (id: SignalId) => {
    const signal: Signal = signals[id];
    expect(signal.axis).toBe(id in impactWeights ? "impact" : "likelihood");
    expect(defaultWeights[id]).toBeGreaterThan(0);
    expect(weightKeyOf(signal)).toBe(`score.weights.${id}`);
    expect(signal.title).toMatch(/^[A-Z][^.]+$/);
    for (const text of [signal.meaning, signal.why, signal.lower]) expect(text).toMatch(/^[A-Z].{20,}\.$/);
  });

  it.each(signalIds)("lets %s look at nothing but what it says it reads", (id: SignalId) => {
    const evidence = evidenceOf({ dependents: 3, critical: [{ module: "a.ts", distance: 1 }] });
    const parts = new Set<string>();
    const watched = new Proxy(evidence, { get: (target, part) => (parts.add(String(part)), Reflect.get(target, part) as unknown) });
    const { measure, reads }: Signal = signals[id];
    measure(watched, defaultPolicy.score);
    expect([...parts].filter((part) => !(reads as readonly string[]).includes(part))).toEqual([]);
  });
});
