import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bands, type Score } from "../../src/score/score.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { defaultWeights, signalIds } from "../../src/policy/default-weights.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { scoreOf } from "../../src/score/score-of.ts";
import { asRepoPath } from "../../src/ids.ts";
import type { Evidence } from "../../src/signals/evidence.ts";
import { findingsOf } from "../../src/signals/measure-all.ts";
import { evidenceOf, type EvidenceSketch, type FileSketch, type HitSketch } from "../support/evidence-of.ts";

const amount = fc.nat({ max: 60 });
const distances = fc.array(amount, { maxLength: 5 });
const path = fc.constantFrom("a.ts", "b.ts", "packages/c/src/d.ts", "__proto__", "e.test.ts", "README.md", "package.json");
const name = fc.constantFrom("@acme/a", "@acme/b", "@acme/c", "constructor");

const changedFile: fc.Arbitrary<FileSketch> = fc.record({
  path,
  class: fc.constantFrom("source", "test", "style", "asset", "manifest", "lockfile", "config", "workflow", "docs", "other"),
  status: fc.constantFrom("added", "modified", "deleted", "renamed"),
  added: fc.option(fc.nat({ max: 5000 })),
  deleted: fc.option(fc.nat({ max: 5000 })),
  package: fc.option(name),
  symbols: fc.constantFrom([], ["main"], ["<module>", "parse"]),
});
const hit: fc.Arbitrary<HitSketch> = fc.record({
  module: path,
  distance: fc.nat({ max: 6 }),
  name: fc.constantFrom("checkout", "login"),
  weight: fc.constantFrom(0, 0.1, 0.5, 1),
  whenReached: fc.constantFrom(...bands),
  whenChanged: fc.constantFrom(...bands),
});
const sketch: fc.Arbitrary<EvidenceSketch> = fc.record({
  dependents: distances,
  files: fc.uniqueArray(changedFile, { maxLength: 7, selector: (one) => one.path }),
  packages: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
  moduleCount: fc.nat({ max: 500 }),
  sample: fc.array(distances, { maxLength: 12 }),
  critical: fc.array(hit, { maxLength: 4 }),
  entries: fc.array(fc.record({ module: path, package: name, published: fc.boolean() }), { maxLength: 3 }),
  buildInputs: fc.array(fc.record({ path, governs: fc.nat({ max: 600 }) }), { maxLength: 3 }),
  environments: fc.array(fc.record({ name, production: fc.boolean(), files: fc.array(path, { maxLength: 3 }) }), { maxLength: 2 }),
  history: fc.dictionary(path, fc.tuple(amount, amount), { maxKeys: 4 }),
  historyComplete: fc.boolean(),
});
/** Decays whose powers are exact in binary, so that equal reaches are equal numbers. */
const policy: fc.Arbitrary<Policy> = fc
  .record({ decay: fc.constantFrom(0, 0.25, 0.5, 0.75, 1), weights: fc.record(Object.fromEntries(signalIds.map((id) => [id, fc.constantFrom(0, defaultWeights[id], 100)]))) })
  .map(({ decay, weights }) => ({ ...defaultPolicy, score: { ...defaultPolicy.score, distanceDecay: decay, weights } }));

const judge = (evidence: Evidence, by: Policy): Score => scoreOf(findingsOf(evidence, by), evidence.critical, by);
const rank = (score: Score): number => bands.indexOf(score.band);

function expectNoLess(less: Score, more: Score): void {
  expect(more.impact).toBeGreaterThanOrEqual(less.impact);
  expect(rank(more)).toBeGreaterThanOrEqual(rank(less));
}

describe("every score", () => {
  it("stays within 0-100 in whole numbers, and its points add up to each axis", () => {
    fc.assert(
      fc.property(sketch, policy, (one, by) => {
        const score = judge(evidenceOf(one), by);
        for (const number of [score.value, score.impact, score.likelihood]) expect(Number.isInteger(number) && number >= 0 && number <= 100).toBe(true);
        for (const axis of ["impact", "likelihood"] as const) {
          const points = score.contributions.filter((found) => found.axis === axis).map((found) => found.points);
          expect(points.every((some) => Number.isInteger(some) && some > 0 && some <= 100)).toBe(true);
          expect(Math.min(100, points.reduce((sum, some) => sum + some, 0))).toBe(score[axis]);
        }
        expect(score.contributions.map(({ because }) => because).join("\n")).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
      }),
    );
  });

  it("ignores the order of files, findings, hits, and every other list", () => {
    fc.assert(
      fc.property(sketch, policy, fc.infiniteStream(fc.nat()), (one, by, keys) => {
        const shuffled = <T>(list: readonly T[]): T[] => list.map((item) => ({ item, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ item }) => item);
        const evidence = evidenceOf(one);
        const mixed: Evidence = {
          ...evidence,
          change: { ...evidence.change, files: shuffled(evidence.change.files) },
          sample: { ...evidence.sample, histograms: shuffled(evidence.sample.histograms) },
          critical: shuffled(evidence.critical),
          entries: shuffled(evidence.entries),
          buildInputs: shuffled(evidence.buildInputs),
          environments: shuffled(evidence.environments),
          packagesReached: shuffled(evidence.packagesReached),
          history: { ...evidence.history, files: shuffled(evidence.history.files) },
        };
        expect(scoreOf(shuffled(findingsOf(mixed, by)), mixed.critical, by)).toEqual(judge(evidence, by));
      }),
    );
  });

  it("is at least the band that the policy asks for each critical hit", () => {
    fc.assert(
      fc.property(sketch, policy, (one, by) => {
        const evidence = evidenceOf(one);
        const score = judge(evidence, by);
        for (const { entry, distance } of evidence.critical) expect(rank(score)).toBeGreaterThanOrEqual(bands.indexOf(distance === 0 ? entry.whenChanged : entry.whenReached));
      }),
    );
  });
});

describe("impact never falls", () => {
  const law = (more: fc.Arbitrary<(evidence: Evidence) => Evidence>): void =>
    fc.assert(fc.property(sketch, policy, more, (one, by, widen) => expectNoLess(judge(evidenceOf(one), by), judge(widen(evidenceOf(one)), by))));
  const withRadius = (evidence: Evidence, byDistance: number[]): Evidence => ({ ...evidence, radius: { ...evidence.radius, byDistance, modules: byDistance.reduce((sum, at) => sum + at, 0) } });

  it("with one more dependent", () => {
    law(
      fc.nat({ max: 5 }).map((hops) => (evidence) => {
        const byDistance = Array.from({ length: Math.max(hops + 1, evidence.radius.byDistance.length) }, (_, at) => evidence.radius.byDistance[at] ?? 0);
        byDistance[hops]!++;
        return withRadius(evidence, byDistance);
      }),
    );
  });

  it("with a dependent one hop nearer", () => {
    law(
      fc.integer({ min: 1, max: 5 }).map((hops) => (evidence) => {
        const byDistance = [...evidence.radius.byDistance];
        if ((byDistance[hops] ?? 0) === 0) return evidence;
        byDistance[hops]!--;
        byDistance[hops - 1]!++;
        return withRadius(evidence, byDistance);
      }),
    );
  });

  it("with one more critical hit", () => {
    law(hit.map((one) => (evidence) => ({ ...evidence, critical: [...evidence.critical, ...evidenceOf({ critical: [one] }).critical] })));
  });

  it("with a critical module one hop nearer", () => {
    law(fc.constant((evidence) => ({ ...evidence, critical: evidence.critical.map((one) => (one.distance > 1 ? { ...one, distance: one.distance - 1 } : one)) })));
  });

  it("with one more package reached", () => {
    law(name.map((one) => (evidence) => ({ ...evidence, packagesReached: [...new Set([...evidence.packagesReached, ...evidenceOf({ dependents: 1, packages: [one] }).packagesReached])] })));
  });

  it("with one more public entry point, build input or environment file", () => {
    law(fc.record({ module: path, package: name, published: fc.boolean() }).map((one) => (evidence) => ({ ...evidence, entries: [...evidence.entries, ...evidenceOf({ entries: [one] }).entries] })));
    law(fc.record({ path, governs: amount }).map((one) => (evidence) => ({ ...evidence, buildInputs: [...evidence.buildInputs, ...evidenceOf({ buildInputs: [one] }).buildInputs] })));
    law(fc.record({ name, production: fc.boolean(), files: fc.array(path) }).map((one) => (evidence) => ({ ...evidence, environments: [...evidence.environments, ...evidenceOf({ environments: [one] }).environments] })));
  });

  it("with one more gap", () => {
    law(fc.boolean().map((local) => (evidence) => ({ ...evidence, gaps: [...evidence.gaps, { kind: "parse-error", local, at: asRepoPath("z.ts"), because: "it does not parse" }] })));
  });
});

describe("likelihood", () => {
  it("never rises because a test file changes too", () => {
    fc.assert(
      fc.property(sketch, policy, (one, by) => {
        const added: FileSketch = { path: "z.test.ts", class: "test", added: 400, deleted: 0 };
        const without = judge(evidenceOf(one), by);
        const withTest = judge(evidenceOf({ ...one, files: [...(one.files ?? []), added] }), by);
        expect(withTest.likelihood).toBeLessThanOrEqual(without.likelihood);
        expect(withTest.impact).toBe(without.impact);
      }),
    );
  });
});

describe("a change of comments and documentation alone", () => {
  it("scores nothing, whatever else is true of the repository", () => {
    const quiet = fc.uniqueArray(fc.record({ path, class: fc.constantFrom("source" as const, "docs" as const), added: amount, deleted: amount }), { maxLength: 5, selector: (one) => one.path });
    fc.assert(
      fc.property(sketch, quiet, policy, (one, files, by) => {
        const evidence = evidenceOf({ ...one, files: files.map((file) => ({ ...file, symbols: [] })), dependents: [], critical: [], entries: [], buildInputs: [] });
        expect(judge(evidence, by)).toEqual({ value: 0, band: "low", impact: 0, likelihood: 0, contributions: [] });
      }),
    );
  });
});
