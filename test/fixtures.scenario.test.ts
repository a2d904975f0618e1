import { describe, expect, test } from "vitest";
import type { Report } from "../src/report/report.ts";
import { type Expected, fixtureNames, fixtureRepo } from "./support/fixture.ts";
import { runBuilt } from "./support/run-built.ts";

describe.concurrent("fixtures", () => {
  test.for(fixtureNames())("%s", async (name, { expect: check }) => {
    const { repo, expected } = fixtureRepo(name);
    try {
      const ran = await runBuilt(repo, ["diff", "--json"]);
      check(ran, ran.stderr).toMatchObject({ code: 0 });
      compare(check, JSON.parse(ran.stdout) as Report, expected);
    } finally {
      repo.remove();
    }
  });
});

function compare(check: typeof expect, report: Report, expected: Expected): void {
  const { touched, dependents, wider, absent, files, critical, gaps = [] } = expected;
  if (touched) check(report.change.files.flatMap((file) => file.symbols).toSorted()).toEqual(touched.toSorted());
  if (files) check(Object.fromEntries(report.change.files.map((file) => [file.path, file.status]))).toMatchObject(files);
  if (dependents) {
    const reached = reachedBy(report, dependents);
    if (wider) check(reached).toMatchObject(dependents);
    else check(reached).toEqual(dependents);
  }
  check(report.radius.dependents.map((one) => one.module as string).filter((module) => absent?.includes(module))).toEqual([]);
  if (critical) check(criticalIn(report, critical)).toEqual(critical);
  if (gaps !== "any") check(report.gaps.map((gap) => `${gap.kind} ${gap.at}`).toSorted()).toEqual(gaps.toSorted());
}

/** In the words of the case: a distance it does not care for is `?`. */
function reachedBy(report: Report, wanted: Readonly<Record<string, string>>): Record<string, string> {
  const words = report.radius.dependents.map(({ module, distance, via }) => {
    const steps = wanted[module]?.startsWith("?") ? "?" : distance;
    return [module, `${steps} ${via}`];
  });
  return Object.fromEntries(words) as Record<string, string>;
}

function criticalIn(report: Report, wanted: NonNullable<Expected["critical"]>): unknown[] {
  return report.critical.map(({ name, module, distance, path }) => {
    const steps = path.map((step) => `${step.from} ${step.kind} ${step.to}`);
    const named = wanted.find((one) => one.module === module)?.path !== undefined;
    return { name, module, distance, ...(named ? { path: steps } : {}) };
  });
}
