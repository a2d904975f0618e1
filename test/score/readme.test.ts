import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { defaultWeights } from "../../src/policy/default-weights.ts";
import { keptWithoutLikelihood, scoreOf } from "../../src/score/score-of.ts";
import { rehearsalShare } from "../../src/signals/environment.ts";
import { manyAuthors } from "../../src/signals/authors.ts";
import { busyCommits } from "../../src/signals/churn.ts";
import { changedCounts } from "../../src/signals/critical-reached.ts";
import { fullFiles } from "../../src/signals/files.ts";
import { findingsOf } from "../../src/signals/measure-all.ts";
import { manyPackages } from "../../src/signals/packages-crossed.ts";
import { privateShare } from "../../src/signals/public-entry.ts";
import { fullSize } from "../../src/signals/size.ts";
import { leastFiles } from "../../src/signals/spread.ts";
import { signals } from "../../src/signals/catalogue.ts";
import { fullReach } from "../../src/signals/wide-reach.ts";
import { evidenceOf } from "../support/evidence-of.ts";
import { workedExample } from "./worked-example.ts";

const readme = readFileSync(new URL("../../src/score/README.md", import.meta.url), "utf8");
const rows = [...readme.matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)].map(([, signal = "", cells = ""]) => ({ signal, cells: cells.split(" | ") }));

describe("src/score/README.md", () => {
  it("names every signal with its axis and default weight", () => {
    const weights = rows.filter(({ cells }) => cells.length === 3).map(({ signal, cells }) => [signal, cells[0], Number(cells[1])]);
    expect(weights).toEqual(Object.values(signals).map(({ id, axis }) => [id, axis, defaultWeights[id]]));
  });

  it.each([
    ["wide-reach", `saturating(reach, ${fullReach})`],
    ["critical-reached", `${changedCounts} when changed`],
    ["packages-crossed", `reached − 1, ${manyPackages})`],
    ["public-entry", `${privateShare} × private`],
    ["environment", `${rehearsalShare} for another`],
    ["size", `${1 + fullSize})`],
    ["files", `changed files, ${fullFiles})`],
    ["spread", `of ${leastFiles} at least`],
    ["churn", `busiest file, ${busyCommits})`],
    ["authors", `− 1, ${manyAuthors})`],
  ])("states the constant of %s as the code has it", (signal, text) => {
    expect(rows.find((row) => row.signal === signal && row.cells.length === 3)?.cells[2]).toContain(text);
  });

  it("states decay, bands and the formula of value as the code has them", () => {
    const { bands, distanceDecay } = defaultPolicy.score;
    expect(readme).toContain(`${distanceDecay} unless set`);
    expect(readme).toContain(`the band is high (${bands.high} to ${bands.critical - 1})`);
    expect(readme).toContain(`impact × (${keptWithoutLikelihood} + ${(1 - keptWithoutLikelihood).toFixed(1)} × likelihood / 100)`);
  });

  it("works its example out to the numbers the code gives", () => {
    const evidence = evidenceOf(workedExample);
    const findings = findingsOf(evidence, defaultPolicy);
    const score = scoreOf(findings, evidence.critical, defaultPolicy);
    const exact = new Map(findings.map(({ signal, points }) => [signal, points.toFixed(2)]));
    const worked = (axis: string) => score.contributions.filter((one) => one.axis === axis).map(({ signal, points }) => [signal, exact.get(signal)!, String(points)]);
    expect(rows.filter(({ cells }) => cells.length === 2).map(({ signal, cells }) => [signal, ...cells])).toEqual([
      ...worked("impact"),
      ...worked("likelihood").toSorted(([, a], [, b]) => Number(b) - Number(a)),
    ]);
    const share = (score.likelihood / 100).toFixed(2);
    expect(readme).toContain(`Impact ${score.impact}, likelihood ${score.likelihood}, value ${score.impact} × (0.8 + 0.2 × ${share}) = ${score.value}. By impact alone the band is ${score.band}`);
  });
});
