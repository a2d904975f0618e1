import { readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { gatherDiff, gatherGraph } from "../../src/commands/gather.ts";
import { unwidenedGaps } from "../../src/commands/unwidened-gaps.ts";
import type { DiffRequest, GatheredDiff } from "../../src/commands/gather-request.ts";
import { repoAt, repoOf, type TestRepo } from "../support/repo-of.ts";

const leftovers: TestRepo[] = [];
afterEach(() => leftovers.splice(0).forEach((repo) => repo.remove()));

const lastCommit: DiffRequest = { base: "HEAD~1", head: { kind: "commit", rev: "HEAD" }, threeDots: false, policyFrom: "base" };

function changedRepo(files: Record<string, string | Buffer>): TestRepo {
  const repo = repoOf({ "package.json": '{ "name": "shop" }', "src/round.ts": "export const round = 1;\n", ...files });
  leftovers.push(repo);
  repo.commit("second", { "src/round.ts": "export const round = 2;\n" });
  return repo;
}

const dependents = ({ evidence }: GatheredDiff): string[] => evidence.radius.dependents.map(({ module }) => module);
const localGaps = ({ evidence }: GatheredDiff): string[] => evidence.gaps.filter(({ local }) => local).map(({ kind, at }) => `${kind} ${at}`);

test("in a partial clone every source that is not here could hide a dependent; once fetched, it is read", async () => {
  const repo = changedRepo({ "src/cart.ts": 'import { round } from "./round.ts";\nexport const total = round;\n' });
  repo.git("config", "uploadpack.allowFilter", "true");
  repo.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", `file://${repo.path}`, "partial");
  const partial = repoAt(join(repo.path, "partial"));
  const lacking = await gatherDiff(partial.host(), lastCommit);
  expect(dependents(lacking)).toEqual([]);
  expect(localGaps(lacking)).toContain("missing-blob src/cart.ts");
  for (const path of ["package.json", "src/cart.ts", "src/round.ts"]) partial.git("cat-file", "blob", `HEAD:${path}`);
  partial.git("cat-file", "blob", "HEAD~1:src/round.ts");
  const whole = await gatherDiff(partial.host(), lastCommit);
  expect(dependents(whole)).toEqual(["src/cart.ts"]);
  expect(localGaps(whole)).toEqual([]);
  expect(whole).toEqual(await gatherDiff(repo.host(), lastCommit));
});

test("a source too large or too odd to read could hide a dependent of its own package's source, and of no other's", async () => {
  const large = Buffer.alloc(9 * 1024 * 1024, "//\n");
  const repo = changedRepo({ "src/large.ts": large, "src/odd.ts": Buffer.from([0, 1, 2]), "other/package.json": '{ "name": "other" }', "other/large.ts": large });
  const gathered = await gatherDiff(repo.host(), lastCommit);
  expect(localGaps(gathered)).toEqual(["too-large src/large.ts", "binary-source src/odd.ts"]);
  expect(gathered.evidence.gaps).toContainEqual(expect.objectContaining({ kind: "too-large", at: "other/large.ts", local: false }));
});

test("a source nobody could read counts as a dependent of what changed in its package, and so does who imports it", async () => {
  const policy = JSON.stringify({ critical: [{ name: "till", globs: ["src/till.ts"] }] });
  const readers = { "src/till.ts": 'import { odd } from "./odd.ts";\nexport const paid = odd;\n', "src/bare.ts": 'import "./odd.ts";\n', "src/apart.ts": "export const apart = 1;\n" };
  const repo = changedRepo({ ".riskrc.json": policy, "src/odd.ts": Buffer.from([0, 1, 2]), ...readers });
  const gathered = await gatherDiff(repo.host(), lastCommit);
  expect(gathered.evidence.radius.dependents.map(({ module, distance }) => `${distance} ${module}`)).toEqual(["1 src/odd.ts", "2 src/bare.ts", "2 src/till.ts"]);
  expect(gathered.evidence.critical.map(({ module, distance, path }) => [module, distance, path.map(({ from, to, kind }) => `${from} ${kind} ${to}`)])).toEqual([
    ["src/till.ts", 2, ["src/till.ts#<module> import src/odd.ts#<module>", "src/odd.ts#<module> dynamic src/round.ts#round"]],
  ]);
  expect(unwidenedGaps(gathered.evidence)).toBe(0);
});

test("a change that nothing can feel is felt by nobody who was not read either", async () => {
  const repo = changedRepo({ "src/odd.ts": Buffer.from([0, 1, 2]) });
  repo.commit("third", { "src/round.ts": "// Says why.\nexport const round = 2;\n" });
  const gathered = await gatherDiff(repo.host(), lastCommit);
  expect(dependents(gathered)).toEqual([]);
  expect(unwidenedGaps(gathered.evidence)).toBe(0);
});

test("the graph of a second run knows what links, large files and files whose facts were lost say", async () => {
  const repo = changedRepo({ "src/large.ts": Buffer.alloc(9 * 1024 * 1024, "//\n"), "src/cart.ts": 'import "./alias.ts";\nimport "./large.ts";\n' });
  symlinkSync("round.ts", join(repo.path, "src/alias.ts"));
  repo.git("add", "--all");
  const said = async (): Promise<unknown> => {
    const { graph } = await gatherGraph(repo.host(), { rev: null });
    return [...graph.present].map((module) => [graph.ids[module], graph.facts(module)]);
  };
  const cold = await said();
  expect(await said()).toEqual(cold);
  const kept = join(repo.path, ".git/riskscore");
  for (const name of readdirSync(kept)) if (name.startsWith("facts-")) rmSync(join(kept, name), { recursive: true });
  expect(await said()).toEqual(cold);
});

test("a walk over a link asks nothing twice: what the link says is kept", async () => {
  const repo = changedRepo({ "src/cart.ts": 'import { round } from "./alias.ts";\nexport const total = round;\n' });
  symlinkSync("round.ts", join(repo.path, "src/alias.ts"));
  repo.git("add", "--all");
  await gatherDiff(repo.host(), { ...lastCommit, base: null, head: { kind: "index" } });
  repo.commit("third");
  repo.stage({ "src/round.ts": "export const round = 3;\n" });
  const steps: string[] = [];
  const progress = { step: (what: string) => void steps.push(what), done: () => {} };
  const gathered = await gatherDiff(repo.host(), { ...lastCommit, base: null, head: { kind: "index" }, progress });
  expect(dependents(gathered)).toEqual(["src/alias.ts", "src/cart.ts"]);
  expect(steps).toEqual(["reading files"]);
});

test("a policy that does not parse does not keep the repository from being read when it is about to be replaced", async () => {
  const repo = changedRepo({ ".riskrc.json": "{" });
  await expect(gatherGraph(repo.host(), { rev: null })).rejects.toMatchObject({ kind: "policy" });
  expect((await gatherGraph(repo.host(), { rev: null, underPolicy: false })).graph.present.size).toBe(1);
});

test("a test that a wildcard publishes is no public entry point", async () => {
  const repo = changedRepo({ "package.json": '{ "name": "shop", "exports": { "./*": "./src/*.ts" } }', "src/round.test.ts": 'import { round } from "./round.ts";\nexport const checked = round;\n' });
  const { evidence } = await gatherDiff(repo.host(), lastCommit);
  expect(evidence.entries.map(({ module }) => module)).toEqual(["src/round.ts"]);
});

test("a manifest without a readable name could hide who uses its own package, and no other", async () => {
  const broken = { "packages/b/package.json": '{ "name": ', "packages/b/src/b.ts": "export const b = 1;\n" };
  const repo = changedRepo({ "package.json": '{ "name": "shop", "workspaces": ["packages/*"] }', "package-lock.json": "{}", ...broken });
  expect(localGaps(await gatherDiff(repo.host(), lastCommit))).toEqual([]);
  repo.commit("third", { "packages/b/src/b.ts": "export const b = 2;\n" });
  expect(localGaps(await gatherDiff(repo.host(), lastCommit))).toEqual(["manifest packages/b/package.json"]);
});
