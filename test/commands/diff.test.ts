import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { comparedBy } from "../../src/cli/diff-range.ts";
import { diff } from "../../src/commands/diff.ts";
import type { DiffRequest, GatheredDiff } from "../../src/commands/gather-request.ts";
import type { DiffCommand } from "../../src/commands/request.ts";
import { Failure } from "../../src/failure.ts";
import { reportJsonSchema } from "../../src/report/json-schema.ts";
import { gatheredDiff, nothingStaged, worldOf } from "./gathered.ts";

const command: DiffCommand = { command: "diff", repo: undefined, color: "auto", format: "human", diff: { ...comparedBy({}), policyFrom: "base" }, all: false, output: null, exitCode: false };

function gathering(gathered: GatheredDiff | Failure, seen: DiffRequest[] = []) {
  return {
    async gatherDiff(_host: unknown, request: DiffRequest): Promise<GatheredDiff> {
      seen.push(request);
      if (gathered instanceof Failure) throw gathered;
      return gathered;
    },
  };
}

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(reportJsonSchema());

test("a report for people, and exit code 0 whatever it says", async () => {
  const answer = await diff(worldOf(), command, gathering(gatheredDiff()));
  expect(answer).toMatchObject({ ending: "answered", notes: [], output: null });
  expect(answer.text).toContain("2 modules can feel it: all of them at run time");
  expect(answer.text).toContain("not judged yet (gate not installed)");
});

test("a report for programs, as the schema promises", async () => {
  const { text } = await diff(worldOf(), { ...command, format: "json" }, gathering(gatheredDiff()));
  const report: unknown = JSON.parse(text);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(report).toMatchObject({ head: "index", provenance: { state: "unknown", attributions: [] }, signoffs: [], verdict: { decision: "undecided", rule: "gate not installed" } });
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

test("--exit-code without a gate is neither pass nor stop, and says why", async () => {
  const answer = await diff(worldOf(), { ...command, exitCode: true }, gathering(gatheredDiff()));
  expect(answer.ending).toBe("unanswered");
  expect(answer.notes).toEqual(["--exit-code: there is no verdict (gate not installed), so this exits with 2, neither pass nor stop."]);
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
