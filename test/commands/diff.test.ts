import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { comparedBy } from "../../src/cli/diff-range.ts";
import { diff } from "../../src/commands/diff.ts";
import type { DiffRequest, GatheredDiff } from "../../src/commands/gather-request.ts";
import type { DiffCommand } from "../../src/commands/request.ts";
import type { JudgedDiff } from "../../src/commands/judge-diff.ts";
import { unasked, weighed } from "../../src/commands/weighed.ts";
import { Failure } from "../../src/failure.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Provenance } from "../../src/provenance/attribution.ts";
import { reportJsonSchema } from "../../src/report/json-schema.ts";
import { gatheredDiff, nothingStaged, worldOf } from "./gathered.ts";

const command: DiffCommand = { command: "diff", repo: undefined, color: "auto", format: "human", diff: { ...comparedBy({}), policyFrom: "base" }, all: false, output: null, exitCode: false };

const nobodyKnown: Provenance = { state: "unknown", attributions: [], commits: [], identities: [], table: "1", unreadable: [], incomplete: null };
const aTool: Provenance = { ...nobodyKnown, state: "tagged" };

function gathering(gathered: GatheredDiff | Failure, seen: DiffRequest[] = [], provenance = nobodyKnown) {
  return {
    async judgeDiff(_host: unknown, request: DiffRequest): Promise<JudgedDiff> {
      seen.push(request);
      if (gathered instanceof Failure) throw gathered;
      return { one: weighed(gathered, provenance, "defaults"), answered: unasked };
    },
  };
}

/** Over every bar: a whole repository feels it. */
function wide(policy: Partial<Policy> = {}): GatheredDiff {
  const { evidence } = gatheredDiff();
  const hit = { name: "checkout", owner: null, module: evidence.radius.dependents[0]!.module, distance: 1, via: "runtime" as const, path: [], entry: { name: "checkout", globs: ["**"], owner: null, weight: 1, whenReached: "critical" as const, whenChanged: "critical" as const } };
  return gatheredDiff({ evidence: { ...evidence, critical: [hit] }, policy: { ...defaultPolicy, ...policy } });
}

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(reportJsonSchema());

test("a report for people, and exit code 0 whatever it says", async () => {
  const answer = await diff(worldOf(), command, gathering(gatheredDiff()));
  expect(answer).toMatchObject({ ending: "answered", notes: [], output: null });
  expect(answer.text).toContain("2 modules can feel it: all of them at run time");
  expect(answer.text).not.toContain("not judged");
});

test("a report for programs, as the schema promises", async () => {
  const { text } = await diff(worldOf(), { ...command, format: "json" }, gathering(gatheredDiff()));
  const report: unknown = JSON.parse(text);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(report).toMatchObject({ head: "index", provenance: { state: "unknown", attributions: [] }, signoffs: [], verdict: { decision: "pass", rule: "standard path", mode: "enforce", landingRef: null } });
});

test("the same evidence in another order gives the same bytes", async () => {
  const { evidence } = gatheredDiff();
  const turned = { ...evidence, radius: { ...evidence.radius, dependents: evidence.radius.dependents.toReversed() }, packagesReached: evidence.packagesReached.toReversed() };
  const json = { ...command, format: "json" } as const;
  expect((await diff(worldOf(), json, gathering(gatheredDiff({ evidence: turned })))).text).toBe((await diff(worldOf(), json, gathering(gatheredDiff()))).text);
});

test.for([
  { head: "index", branch: "origin/main", text: "Nothing is staged; to look at this whole branch instead: riskscore diff origin/main...HEAD\n" },
  { head: "worktree", branch: "main", text: "The working tree holds nothing new; to look at this whole branch instead: riskscore diff main...HEAD\n" },
  { head: "index", branch: null, text: "Nothing is staged; to look at the last commit instead: riskscore diff --head HEAD\n" },
] as const)("nothing in the $head is one sentence that says what to run instead: $branch", async ({ head, branch, text }) => {
  const request = { ...command, diff: { ...command.diff, head: { kind: head } } } as const;
  const answer = await diff(worldOf(), request, { ...gathering(nothingStaged), defaultBranch: async () => branch });
  expect(answer).toMatchObject({ text, ending: "answered" });
});

test("two commits alike are said to be alike, and no branch is looked for", async () => {
  const request = { ...command, diff: { ...command.diff, head: { kind: "commit", rev: "HEAD" } } } as const;
  const answer = await diff(worldOf(), request, { ...gathering(nothingStaged), defaultBranch: () => Promise.reject(new Error("asked")) });
  expect(answer.text).toBe("Nothing differs between the two.\n");
});

test("nothing staged is a whole report for programs", async () => {
  const { text, ending } = await diff(worldOf(), { ...command, format: "json" }, gathering(nothingStaged));
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(JSON.parse(text)).toMatchObject({ change: { files: [] }, score: { value: 0, band: "low" }, radius: { modules: 0 } });
  expect(ending).toBe("answered");
});

test("--exit-code follows the table, whatever the mode of the policy", async () => {
  const exitCode = { ...command, exitCode: true };
  expect(await diff(worldOf(), exitCode, gathering(wide()))).toMatchObject({ ending: "answered" });
  expect(await diff(worldOf(), exitCode, gathering(wide(), [], aTool))).toMatchObject({ ending: "stopped", notes: [] });
  expect(await diff(worldOf(), exitCode, gathering(wide({ mode: "observe" }), [], aTool))).toMatchObject({ ending: "stopped" });
  expect(await diff(worldOf(), command, gathering(wide(), [], aTool))).toMatchObject({ ending: "answered" });
});

test("--exit-code where no verdict was reached is neither pass nor stop, and says why", async () => {
  const { evidence } = gatheredDiff();
  const hidden = gatheredDiff({ evidence: { ...evidence, gaps: [{ kind: "missing-blob", local: true, at: evidence.change.files[0]!.path, because: "not here" }] } });
  const answer = await diff(worldOf(), { ...command, exitCode: true }, gathering(hidden));
  expect(answer.ending).toBe("unanswered");
  expect(answer.notes).toEqual(["--exit-code: there is no verdict (too many gaps), so this exits with 2, neither pass nor stop."]);
});

test("what a verdict would need is in the report", async () => {
  const { text } = await diff(worldOf(), { ...command, format: "json" }, gathering(wide(), [], aTool));
  expect(JSON.parse(text)).toMatchObject({ verdict: { decision: "needs-sign-off", rule: "over the bar", requirements: [{ role: "senior", status: "unsatisfied", needed: 2 }], digest: null } });
});

test("--exit-code with nothing staged has nothing to stop", async () => {
  expect(await diff(worldOf(), { ...command, exitCode: true }, gathering(nothingStaged))).toMatchObject({ ending: "answered", notes: [] });
});

test("the folder of -C and the progress line reach the adapters", async () => {
  const seen: DiffRequest[] = [];
  const world = worldOf({ repo: "/elsewhere" });
  await diff(world, command, gathering(gatheredDiff(), seen));
  expect(seen).toEqual([{ base: null, head: { kind: "index" }, threeDots: false, policyFrom: "base", repo: "/elsewhere", progress: world.progress }]);
});

test("a file where a revision belongs is told apart from an unknown revision", async () => {
  const unknown = new Failure("revision", "'package.json' is no revision.");
  const world = worldOf({ repo: process.cwd() });
  const file = { ...command, diff: { ...command.diff, base: "package.json" } };
  await expect(diff(world, file, gathering(unknown))).rejects.toMatchObject({ kind: "usage", message: "'package.json' is a file or folder, and diff takes revisions." });
  const branch = { ...command, diff: { ...command.diff, base: "no-such-branch" } };
  await expect(diff(world, branch, gathering(unknown))).rejects.toBe(unknown);
});
