import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventText, githubEnv, gitlabEnv } from "../ci/event.ts";
import { repoAt, type TestRepo } from "../support/repo-of.ts";
import { runBuilt } from "../support/run-built.ts";
import { twoClones, type TwoClones } from "../support/two-clones.ts";
import { byTool, shop } from "./pushing.ts";

let clones: TwoClones;
let folder: string;
let ci: TestRepo;
let base: string;
let small: string;
let head: string;

beforeAll(() => {
  clones = twoClones(shop);
  folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-ci-")));
  const { author, remote } = clones;
  base = author.git("rev-parse", "HEAD");
  author.git("checkout", "--quiet", "-b", "feat");
  small = author.commit("small", { "src/leaf.ts": "export const leaf = 2;\n" });
  author.git("push", "--quiet", "origin", "HEAD:refs/pull/6/head");
  head = byTool(author);
  author.git("push", "--quiet", "origin", "feat");
  author.git("clone", "--quiet", "--template=", "--depth=1", "--branch=feat", `file://${remote.path}`, join(folder, "ci"));
  ci = repoAt(join(folder, "ci"));
});
afterAll(() => {
  clones.remove();
  rmSync(folder, { recursive: true, force: true });
});

const pullRequest = (values: Record<string, string>) => githubEnv(folder, "pull_request", eventText("github-pull-request", values));

test("0 pass, 1 stop, 2 where nobody can tell or the words are wrong: by the event alone, from a clone of depth one", async () => {
  expect(await runBuilt(ci, ["gate"], pullRequest({ base, head: small }))).toMatchObject({ code: 0, stdout: expect.stringContaining("refs/pull/7/head (meant for refs/heads/main): pass") });
  const stopped = await runBuilt(ci, ["gate"], pullRequest({ base, head }));
  expect(stopped).toMatchObject({ code: 1, stdout: expect.stringMatching(/STOPPED[^]*\n::error /) });
  expect(await runBuilt(ci, ["gate", "--json"], gitlabEnv("gitlab-merge-request", { head, fork: base }))).toMatchObject({ code: 1, stdout: expect.stringMatching(/^\{[^]*"decision": "needs-sign-off"/) });
  expect(await runBuilt(ci, ["gate"], pullRequest({ base: "e".repeat(40), head }))).toMatchObject({ code: 2, stdout: expect.stringContaining("BASE_UNAVAILABLE") });
  expect(await runBuilt(ci, ["gate"])).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("--base REV --head REV") });
  expect(await runBuilt(ci, ["gate", "--json"], { ...pullRequest({ base, head }), GITHUB_EVENT_NAME: "workflow_dispatch" })).toMatchObject({ code: 2, stdout: expect.stringMatching(/"kind": "usage"/) });
});

test("--ref several times: one row each, the worst decides", async () => {
  const refs = ["--ref", "refs/heads/main", "--ref", "refs/heads/gone"];
  const ran = await runBuilt(ci, ["gate", "--json", "--head", small, ...refs]);
  expect(ran.code).toBe(2);
  expect(JSON.parse(ran.stdout)).toMatchObject({ decision: "undecided", refs: [{ landingRef: "refs/heads/main", decision: "pass" }, { landingRef: "refs/heads/gone", decision: "undecided" }] });
  expect(await runBuilt(ci, ["gate", "--head", small, "--ref", "main"])).toMatchObject({ code: 2, stderr: expect.stringContaining("full name") });
});

test("nothing of riskscore's own environment, and no file that cannot be written, turns a stop into a pass", async () => {
  const env = { ...pullRequest({ base, head }), RISKSCORE_ENFORCE: "false", RISKSCORE_MODE: "observe", GITHUB_STEP_SUMMARY: "/nowhere/at/all" };
  expect(await runBuilt(ci, ["gate"], env)).toMatchObject({ code: 1, stderr: expect.stringContaining("step summary was not written") });
  expect(await runBuilt(ci, ["gate", "--write", "sarif=/nowhere/at/all"], env)).toMatchObject({ code: 2 });
  expect(await runBuilt(ci, ["gate", "--output", "/nowhere/at/all"], env)).toMatchObject({ code: 2 });
});

test("summary and files are written; audit verify --ref shows what landed around the gate", async () => {
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "");
  await runBuilt(ci, ["gate", "--write", `sarif=${join(folder, "it.sarif")}`, "--write", `comment=${join(folder, "comment.md")}`], { ...pullRequest({ base, head }), GITHUB_STEP_SUMMARY: summary });
  expect(readFileSync(summary, "utf8")).toContain("### riskscore: STOPPED");
  expect(JSON.parse(readFileSync(join(folder, "it.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  expect(readFileSync(join(folder, "comment.md"), "utf8")).toContain("STOPPED");
  clones.author.git("push", "--quiet", "origin", "HEAD:main");
  expect(await runBuilt(ci, ["audit", "verify", "--ref", "refs/heads/main"])).toMatchObject({ code: 1, stdout: expect.stringMatching(/1 of 2 steps[^]*needs-sign-off \(over the bar\)/) });
  expect(await runBuilt(ci, ["audit", "verify", "--ref", "refs/heads/main", "--since", head])).toMatchObject({ code: 0 });
});
