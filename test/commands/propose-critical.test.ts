import { expect, test } from "vitest";
import { proposeCritical } from "../../src/critical/propose-critical.ts";
import { asPackageName, asRepoPath } from "../../src/ids.ts";

const radius = (path: string, owner: string, dependents: number) => ({ module: asRepoPath(path), package: asPackageName(owner), dependents });
const entry = (path: string, owner: string, published: boolean) => ({ module: asRepoPath(path), package: asPackageName(owner), published });
const modulesOf = (facts: Parameters<typeof proposeCritical>[0]): readonly string[] => proposeCritical(facts).map((one) => one.module);

test("hubs are felt widely, and one package does not take every place", () => {
  const radii = [radius("core/a.ts", "core", 90), radius("core/b.ts", "core", 80), radius("core/c.ts", "core", 70), radius("ui/d.ts", "ui", 60), radius("ui/e.ts", "ui", 9)];
  expect(modulesOf({ moduleCount: 100, radii, entries: [] })).toEqual(["core/a.ts", "core/b.ts", "ui/d.ts"]);
});

test("a small repository has no hub before five modules feel it", () => {
  expect(modulesOf({ moduleCount: 6, radii: [radius("a.ts", "a", 5), radius("b.ts", "a", 4)], entries: [] })).toEqual(["a.ts"]);
});

test("entry points: applications before published packages, one a package, none on the sidelines", () => {
  const entries = [entry("lib/index.ts", "lib", true), entry("app/main.ts", "app", false), entry("app/worker.ts", "app", false), entry("examples/x/main.ts", "x", false), entry(".github/actions/t/index.ts", "t", false)];
  expect(modulesOf({ moduleCount: 50, radii: [], entries })).toEqual(["app/main.ts", "lib/index.ts"]);
});
