import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import type { Band } from "../../src/score/score.ts";
import { scoreOf, valueOf } from "../../src/score/score-of.ts";
import { asRepoPath } from "../../src/ids.ts";
import type { Axis, Finding } from "../../src/signals/finding.ts";
import { evidenceOf } from "../support/evidence-of.ts";

const finding = (signal: string, axis: Axis, points: number, at: string | null = null): Finding => ({ signal, axis, points, at: at === null ? null : asRepoPath(at), because: "so" });
const bandAt = (points: number, critical: Parameters<typeof evidenceOf>[0] = {}): Band => scoreOf([finding("wide-reach", "impact", points)], evidenceOf(critical).critical, defaultPolicy).band;

describe("scoreOf", () => {
  it("of nothing found is nothing, and low", () => {
    expect(scoreOf([], [], defaultPolicy)).toEqual({ value: 0, band: "low", impact: 0, likelihood: 0, contributions: [] });
  });

  it("makes points whole so that they add up to their axis", () => {
    const { impact, likelihood, contributions } = scoreOf([finding("a", "impact", 10.4), finding("b", "impact", 5.4), finding("c", "impact", 3.4), finding("d", "likelihood", 7.5)], [], defaultPolicy);
    expect(impact).toBe(19);
    expect(likelihood).toBe(8);
    expect(contributions.map(({ signal, points }) => [signal, points])).toEqual([["a", 11], ["d", 8], ["b", 5], ["c", 3]]);
  });

  it("drops what is left without a point", () => {
    expect(scoreOf([finding("a", "impact", 10), finding("b", "impact", 0.2)], [], defaultPolicy).contributions.map(({ signal }) => signal)).toEqual(["a"]);
  });

  it("caps an axis at 100 and still shows every point", () => {
    const { impact, contributions } = scoreOf([finding("a", "impact", 80), finding("b", "impact", 70)], [], defaultPolicy);
    expect([impact, contributions.map(({ points }) => points)]).toEqual([100, [80, 70]]);
  });

  it("sorts by points, then signal, then place", () => {
    const findings = [finding("b", "impact", 5), finding("a", "impact", 5, "z.ts"), finding("a", "impact", 5, "y.ts"), finding("c", "likelihood", 9)];
    expect(scoreOf(findings, [], defaultPolicy).contributions.map(({ signal, at }) => `${signal} ${at}`)).toEqual(["c null", "a y.ts", "a z.ts", "b null"]);
  });

  it("gives a point that two remainders deserve alike to the same one in any order", () => {
    const findings = [finding("a", "impact", 5.5), finding("b", "impact", 10.5), finding("c", "impact", 2.5)];
    expect(scoreOf(findings, [], defaultPolicy)).toEqual(scoreOf(findings.toReversed(), [], defaultPolicy));
  });

  it("bands by impact alone", () => {
    const { medium, high, critical } = defaultPolicy.score.bands;
    expect([0, medium - 1, medium, high - 1, high, critical - 1, critical, 100].map((points) => bandAt(points))).toEqual(["low", "low", "medium", "medium", "high", "high", "critical", "critical"]);
    expect(scoreOf([finding("size", "likelihood", 100)], [], defaultPolicy).band).toBe("low");
  });

  it("raises the band to what the policy asks for critical modules, and never lowers it", () => {
    expect(bandAt(0, { critical: [{ module: "a.ts", distance: 4 }] })).toBe("high");
    expect(bandAt(0, { critical: [{ module: "a.ts", distance: 0 }] })).toBe("critical");
    expect(bandAt(0, { critical: [{ module: "a.ts", distance: 4, whenReached: "medium" }] })).toBe("medium");
    expect(bandAt(95, { critical: [{ module: "a.ts", distance: 0, whenChanged: "medium" }] })).toBe("critical");
  });

  it("reads as impact, less up to a fifth", () => {
    expect([valueOf(80, 44), valueOf(80, 0), valueOf(80, 100), valueOf(0, 100), valueOf(100, 100)]).toEqual([71, 64, 80, 0, 100]);
  });
});
