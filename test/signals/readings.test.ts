import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { impactWeights, type SignalId } from "../../src/policy/default-weights.ts";
import { findingsOf } from "../../src/signals/measure-all.ts";
import { evidenceOf, type EvidenceSketch } from "../support/evidence-of.ts";

/** What one signal says about a sketch; null when it finds nothing. */
function reading(signal: SignalId, sketch: EvidenceSketch, policy = defaultPolicy) {
  const found = findingsOf(evidenceOf(sketch), policy).find((finding) => finding.signal === signal);
  return found === undefined ? null : { points: found.points, at: found.at, because: found.because };
}
const because = (signal: SignalId, sketch: EvidenceSketch) => reading(signal, sketch)?.because ?? null;
const points = (signal: SignalId, sketch: EvidenceSketch) => reading(signal, sketch)?.points ?? 0;
const impactOf = (sketch: EvidenceSketch) => findingsOf(evidenceOf(sketch), defaultPolicy).filter(({ axis }) => axis === "impact");

describe("a change that nothing can feel", () => {
  it("of comments or layout alone has no impact and no likelihood", () => {
    expect(findingsOf(evidenceOf({ files: [{ path: "a.ts", symbols: [] }], history: { "a.ts": [40, 9] } }), defaultPolicy)).toEqual([]);
  });

  it("of documentation alone has no impact, wherever it lies", () => {
    const files = [{ path: "deploy/production/README.md", class: "docs" as const, package: "@acme/a" }, { path: "docs/b.md", class: "docs" as const, package: "@acme/b" }];
    const environments = [{ name: "production", production: true, files: ["deploy/production/README.md"] }];
    expect(findingsOf(evidenceOf({ files, environments }), defaultPolicy)).toEqual([]);
  });

  it("but documentation that a module loads is felt", () => {
    expect(points("wide-reach", { files: [{ path: "docs/a.md", class: "docs", symbols: ["<module>"] }], dependents: 3 })).toBeGreaterThan(0);
  });
});

describe("wide-reach", () => {
  it("says how many can feel it, where, and how that compares", () => {
    expect(because("wide-reach", { dependents: [12, 40, 91], packages: ["a", "b", "c"] })).toBe("143 modules in 3 packages can feel this; it reaches further than all 256 sampled modules");
    expect(because("wide-reach", { dependents: [10, 5] })).toMatch(/^15 modules can feel this; it reaches further than \d\d % of this repo's sampled modules$/);
    expect(because("wide-reach", { dependents: 1, sample: [0, 3, 9] })).toBe("1 module can feel this; it reaches further than 1 of 3 sampled modules");
    expect(because("wide-reach", { dependents: 1, sample: [5, 5, 9] })).toBe("1 module can feel this");
  });

  it("never calls a handful of modules a far reach, even when it is all of a tiny repo", () => {
    const tiny = points("wide-reach", { dependents: 2, sample: [0, 1, 2], moduleCount: 3 });
    expect(tiny).toBeGreaterThan(0);
    expect(tiny).toBeLessThan(impactWeights["wide-reach"] / 4);
  });

  it("gives a hub much more than a leaf beside it, in repositories of any size", () => {
    expect(points("wide-reach", { dependents: 0 })).toBe(0);
    expect(points("wide-reach", { dependents: 4, sample: [0, 0, 1, 4], moduleCount: 5 })).toBeGreaterThan(2 * points("wide-reach", { dependents: 1, sample: [0, 0, 1, 4], moduleCount: 5 }));
    expect(points("wide-reach", { dependents: 120 })).toBeGreaterThan(44);
  });

  it("is not fooled by a repository where everything reaches everything", () => {
    const cycle = Array.from({ length: 100 }, () => 99);
    expect(points("wide-reach", { dependents: 99, sample: cycle, moduleCount: 100 })).toBeGreaterThan(40);
  });

  it("ranks nothing without a sample", () => {
    expect(because("wide-reach", { dependents: 30, sample: [] })).toBe("30 modules can feel this");
  });
});

describe("critical-reached", () => {
  const hit = (distance: number, module = "apps/shop/src/pay.ts") => ({ module, distance });

  it("names the nearest and counts the others", () => {
    expect(reading("critical-reached", { critical: [hit(2)] })).toMatchObject({ at: "apps/shop/src/pay.ts", because: "apps/shop/src/pay.ts, part of 'checkout', can feel it from 2 hops away" });
    expect(because("critical-reached", { critical: [hit(1)] })).toContain("from 1 hop away");
    expect(because("critical-reached", { critical: [hit(3, "b.ts"), hit(0, "a.ts")] })).toBe("it changes a.ts, part of 'checkout'; 1 more critical module is edited or can feel it");
    expect(because("critical-reached", { critical: [hit(3, "b.ts"), hit(0, "a.ts"), { ...hit(2, "c.ts"), name: "login" }] })).toBe(
      "it changes a.ts, part of 'checkout'; 2 more critical modules (of 'login') are edited or can feel it",
    );
  });

  it("counts changing more than reaching, near more than far, heavy more than light, two more than one", () => {
    const of = (...critical: NonNullable<EvidenceSketch["critical"]>) => points("critical-reached", { critical });
    expect(of(hit(0))).toBeGreaterThan(of(hit(1)));
    expect(of(hit(1))).toBeGreaterThan(of(hit(2)));
    expect(of(hit(1))).toBeGreaterThan(of({ ...hit(1), weight: 0.5 }));
    expect(of(hit(1), hit(3, "b.ts"))).toBeGreaterThan(of(hit(1)));
    expect(of({ ...hit(1), weight: 0 })).toBe(0);
  });

  it("adds weights up the same in any order, to the last digit", () => {
    const hits = [0.3, 0.2, 0.1].map((weight, index) => ({ ...hit(1, `${index}.ts`), weight }));
    expect(points("critical-reached", { critical: hits })).toBe(points("critical-reached", { critical: hits.toReversed() }));
  });
});

describe("packages-crossed", () => {
  it("counts the packages beyond the first, edited or reached", () => {
    expect(because("packages-crossed", { dependents: 3, packages: ["a", "b", "c"] })).toBe("3 packages are edited or can feel it");
    expect(because("packages-crossed", { dependents: 3, packages: ["a"] })).toBeNull();
    expect(because("packages-crossed", { files: [{ path: "a/x.ts", package: "a" }, { path: "b/x.ts", package: "b" }] })).toBe("2 packages are edited or can feel it");
  });

  it("leaves out packages where only tests, comments or documentation change", () => {
    const files = [{ path: "a/x.ts", package: "a" }, { path: "b/x.test.ts", package: "b", class: "test" as const }, { path: "c/x.ts", package: "c", symbols: [] }, { path: "d/x.md", package: "d", class: "docs" as const }];
    expect(because("packages-crossed", { files })).toBeNull();
  });
});

describe("public-entry", () => {
  const entry = (name: string, published = true) => ({ module: `packages/${name}/index.ts`, package: name, published });

  it("names the packages, published ones first", () => {
    expect(because("public-entry", { entries: [entry("a")] })).toBe("exports of the published package a can feel it");
    expect(because("public-entry", { entries: [entry("b", false), entry("a")] })).toBe("exports of the published package a and of 1 private one can feel it");
    expect(because("public-entry", { entries: [entry("a"), entry("b"), entry("c"), entry("d", false), entry("e", false)] })).toBe("exports of 3 published packages (a, b and 1 more) and of 2 private ones can feel it");
    expect(because("public-entry", { entries: [entry("a", false)] })).toBe("exports of the private package a can feel it");
  });

  it("points at the shallowest entry point of the package it names first: a `./*` export makes every file one", () => {
    const entries = [{ ...entry("b"), module: "packages/b/__tests__/deep/b.spec.ts" }, { ...entry("b"), module: "packages/b/index.js" }, { ...entry("a", false), module: "a.js" }, { ...entry("c"), module: "c.js" }];
    expect(reading("public-entry", { entries })?.at).toBe("packages/b/index.js");
  });

  it("counts published more than private, and a package with two entry points once", () => {
    expect(points("public-entry", { entries: [entry("a")] })).toBeGreaterThan(points("public-entry", { entries: [entry("a", false)] }));
    const second = { ...entry("a"), module: "packages/a/extra.ts" };
    expect(points("public-entry", { entries: [entry("a"), second] })).toBe(points("public-entry", { entries: [entry("a")] }));
  });
});

describe("build-inputs", () => {
  it("says how many modules the widest one governs", () => {
    const buildInputs = [{ path: "packages/a/package.json", governs: 30 }, { path: "tsconfig.json", governs: 100 }];
    expect(reading("build-inputs", { buildInputs, moduleCount: 200 })).toEqual({ points: 15 * 0.65, at: "tsconfig.json", because: "tsconfig.json governs 100 modules of 200; 1 other build input changed too" });
  });

  it("finds nothing in one that governs nothing, and copes with a repository without modules", () => {
    expect(because("build-inputs", { buildInputs: [{ path: "package.json", governs: 0 }], moduleCount: 0 })).toBeNull();
    expect(because("build-inputs", { buildInputs: [{ path: "package.json", governs: 1 }], moduleCount: 1 })).toBe("package.json governs 1 module of 1");
  });
});

describe("environment", () => {
  const files = [{ path: "deploy/prod/app.yaml", class: "asset" as const }, { path: "deploy/test/app.yaml", class: "asset" as const }];

  it("counts production in full and names it first", () => {
    const environments = [{ name: "test", production: false, files: ["deploy/test/app.yaml"] }, { name: "prod", production: true, files: ["deploy/prod/app.yaml"] }];
    expect(reading("environment", { files, environments })).toEqual({ points: 15, at: "deploy/prod/app.yaml", because: "1 changed file configures the production environment 'prod'" });
  });

  it("counts another environment a quarter", () => {
    const environments = [{ name: "test", production: false, files: ["deploy/test/app.yaml", "deploy/prod/app.yaml"] }];
    expect(reading("environment", { files, environments })).toEqual({ points: 3.75, at: "deploy/prod/app.yaml", because: "2 changed files configure the environment 'test'" });
  });

  it("finds nothing in an environment that the change leaves alone", () => {
    expect(because("environment", { environments: [{ name: "prod", production: true, files: [] }] })).toBeNull();
  });
});

describe("size and files", () => {
  it("count lines of source, not of tests, lockfiles, binary or reformatted files", () => {
    const files = [
      { path: "a.ts", added: 1000, deleted: 234 },
      { path: "b.ts", added: 500, symbols: [] },
      { path: "a.test.ts", class: "test" as const, added: 500 },
      { path: "pnpm-lock.yaml", class: "lockfile" as const, added: 9000 },
      { path: "odd.ts", added: null, deleted: null },
    ];
    expect(because("size", { files })).toBe("1,234 changed lines of source");
    expect(because("files", { files })).toBe("3 files changed, tests and documentation not counted");
  });

  it("give nothing for a pure move of one file and all of the weight for a very large change", () => {
    expect(points("size", { files: [{ path: "b.ts", from: "a.ts", status: "renamed", added: 0, deleted: 0 }] })).toBe(0);
    expect(points("files", {})).toBe(0);
    const many = Array.from({ length: 40 }, (_, index) => ({ path: `f${index}.ts`, added: 100 }));
    expect([points("size", { files: many }), points("files", { files: many })]).toEqual([35, 10]);
  });

  it("speak of one line in the singular", () => {
    expect(because("size", { files: [{ path: "a.ts", added: 1, deleted: 0 }] })).toBe("1 changed line of source");
  });
});

describe("spread", () => {
  const files = (...lines: number[]) => lines.map((added, index) => ({ path: `f${index}.ts`, added, deleted: 0 }));

  it("says over how many files the lines go and where most are", () => {
    expect(because("spread", { files: files(30, 10) })).toBe("changed lines are spread over 2 source files; the most changed one has 75 % of them");
    expect(because("spread", { files: files(9999, 1) })).toContain("has more than 99 % of them");
    expect(because("spread", { files: files(...Array.from({ length: 400 }, () => 1)) })).toContain("has less than 1 % of them");
  });

  it("is least for one file, more when even, all of the weight for many even files", () => {
    expect(points("spread", { files: files(40) })).toBe(0);
    expect(points("spread", { files: files(20, 20) })).toBe(15 / 4);
    expect(points("spread", { files: files(39, 1) })).toBeLessThan(15 / 4);
    expect(points("spread", { files: files(...Array.from({ length: 32 }, () => 3)) })).toBeCloseTo(15);
  });
});

describe("churn and authors", () => {
  it("tell of the busiest changed source file", () => {
    const sketch = { files: [{ path: "a.ts" }, { path: "b.ts" }, { path: "README.md", class: "docs" as const }], history: { "a.ts": [3, 2], "b.ts": [14, 1], "README.md": [50, 9] } as const };
    expect(reading("churn", sketch)).toMatchObject({ at: "b.ts", because: "14 commits touched b.ts in the 90 days before" });
    expect(reading("authors", sketch)).toMatchObject({ at: "a.ts", because: "2 authors changed a.ts in the 90 days before" });
  });

  it("know a renamed file by its old name", () => {
    expect(because("churn", { files: [{ path: "b.ts", from: "a.ts", status: "renamed" }], history: { "a.ts": [1, 1] } })).toBe("1 commit touched a.ts in the 90 days before");
  });

  it("say that a cut window shows only a part", () => {
    expect(because("churn", { files: [{ path: "a.ts" }], history: { "a.ts": [2, 1] }, historyComplete: false })).toBe("at least 2 commits touched a.ts in the 90 days before");
  });

  it("find nothing in an empty history, and nothing odd in one author", () => {
    expect(points("churn", {}) + points("authors", {})).toBe(0);
    expect(points("authors", { files: [{ path: "a.ts" }], history: { "a.ts": [9, 1] } })).toBe(0);
  });
});

describe("untested", () => {
  const source = { path: "a.ts" };
  const test = { path: "a.test.ts", class: "test" as const };

  it("asks for a test beside source", () => {
    expect(reading("untested", { files: [source, { path: "b.ts" }] })).toEqual({ points: 20, at: "a.ts", because: "2 source files changed and no test file did" });
    expect(because("untested", { files: [source] })).toBe("1 source file changed and no test file did");
  });

  it("is content with a changed test, also with its fixture or snapshot", () => {
    expect(because("untested", { files: [source, test] })).toBeNull();
    expect(because("untested", { files: [source, { path: "test/cases.json", class: "test", symbols: [] }] })).toBeNull();
  });

  it("is not content with a reformatted or deleted test", () => {
    expect(because("untested", { files: [source, { ...test, symbols: [] }] })).not.toBeNull();
    expect(because("untested", { files: [source, { ...test, status: "deleted" }] })).not.toBeNull();
  });

  it("asks nothing of deletions, documentation and reformatting", () => {
    expect(because("untested", { files: [{ ...source, status: "deleted" }, { path: "b.ts", symbols: [] }, { path: "c.md", class: "docs" }] })).toBeNull();
  });
});

describe("weights", () => {
  it("of 0 switch a signal off", () => {
    const off = { ...defaultPolicy, score: { ...defaultPolicy.score, weights: { ...defaultPolicy.score.weights, "wide-reach": 0 } } };
    expect(reading("wide-reach", { dependents: 40 }, off)).toBeNull();
    expect(impactOf({ dependents: 40 }).map(({ signal }) => signal)).toEqual(["wide-reach"]);
  });
});
