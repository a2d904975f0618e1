import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { annotationsOf, mostAnnotations } from "../../../src/report/ci/github.ts";
import { commentOf, githubLimits, stepSummaryOf } from "../../../src/report/ci/github-page.ts";
import { codeQualityOf, gitlabLimits } from "../../../src/report/ci/gitlab.ts";
import { junitLimits, junitOf } from "../../../src/report/ci/junit.ts";
import { sarifLimits, sarifOf } from "../../../src/report/ci/sarif.ts";
import { hugeRef, passing, refOf, tools, verdictOf } from "./refs.ts";
import { runnerCommand } from "./runner-command.ts";
import { parseXml } from "./strict-xml.ts";

const huge = [hugeRef("refs/heads/one"), hugeRef("refs/heads/two")];

test("SARIF holds GitHub's limits, and says what it left out", () => {
  const text = sarifOf(huge, tools);
  const [run] = JSON.parse(text).runs;
  expect(run.results.length).toBeLessThanOrEqual(sarifLimits.results);
  expect(gzipSync(text).length).toBeLessThan(10_000_000);
  const last = run.results.at(-1);
  const left = Number(last.message.text.match(/^([\d,]+) more remarks/)[1].replaceAll(",", ""));
  expect(last).toMatchObject({ ruleId: "left-out", level: "warning" });
  expect(run.results.length - 1 + left).toBe(2 * (1 + 1 + 200 + 3 + 30_000 + 1));
  expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe(last.message.text);
  expect(run.results[0]).toMatchObject({ ruleId: "gate/over-the-bar", level: "error" });
  const flows = run.results.flatMap((one: { codeFlows?: { message: { text: string }; threadFlows: { locations: unknown[] }[] }[] }) => one.codeFlows ?? []);
  expect(flows.every((flow: { threadFlows: { locations: unknown[] }[] }) => flow.threadFlows[0]!.locations.length <= sarifLimits.steps)).toBe(true);
  expect(flows[0].message.text).toBe("161 steps in the middle are left out.");
});

test("names as long as git allows stay under SARIF's and GitLab's bytes", () => {
  const { report } = hugeRef();
  const long = { gaps: report.gaps.slice(0, 6000).map((gap, i) => ({ ...gap, at: `${"日本".repeat(500)}/${i}` as typeof gap.at })) };
  const sarif = sarifOf([refOf(long)], tools);
  expect(Buffer.byteLength(sarif)).toBeLessThan(10_000_000);
  expect(JSON.parse(sarif).runs[0].results.at(-1).ruleId).toBe("left-out");
  expect(Buffer.byteLength(codeQualityOf([refOf(long)], tools))).toBeLessThanOrEqual(gitlabLimits.bytes);
});

test("a comment and a step summary stay under theirs, verdicts first, nothing cut in two", () => {
  for (const [text, limit] of [[commentOf(huge), githubLimits.comment], [stepSummaryOf(huge), 1_048_576]] as const) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    expect(text.slice(0, 400)).toContain("2 STOPPED");
    expect(text.split("<details>").length).toBe(text.split("</details>").length);
    expect(text).toMatch(/more are in the JSON report/);
  }
});

test("a thousand refs: what stops is shown before what passes, the rest is counted", () => {
  const many = [...Array.from({ length: 3000 }, (_, i) => passing(`refs/heads/calm/${i}`)), refOf({}, "refs/heads/stopped")];
  const comment = commentOf(many);
  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(githubLimits.comment);
  expect(comment).toMatch(/^<!-- riskscore:gate -->\n\n### riskscore: 1 STOPPED, 3,000 passed\n\n- STOPPED: `refs\/heads\/stopped to/);
  expect(comment).toMatch(/more refs, 0 of them stopped, in the JSON report/);
  expect(comment).toMatch(/\*\*Left out:\*\* [\d,]+ parts that do not fit into a comment's 65,536 characters/);
});

test("JUnit stays under GitLab's 30 MB; refs left out fail where one of them is stopped", () => {
  const requirement = refOf().report.verdict.requirements[0]!;
  const wide = verdictOf({ requirements: Array.from({ length: 150 }, (_, i) => ({ ...requirement, because: `${i}`.repeat(900) })) });
  const many = Array.from({ length: 300 }, (_, i) => refOf(wide, `refs/heads/${i}`));
  const text = junitOf(many);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(30_000_000);
  const suites = parseXml(text).children;
  expect(suites.at(-1)).toMatchObject({ attributes: { name: "left out", failures: "1" } });
  expect(suites[0]!.children.length).toBe(1 + junitLimits.requirements + 1);
  expect(suites[0]!.children.at(-1)).toMatchObject({ attributes: { name: "more requirements" } });
});

test("annotations: ten of each level, the tenth counts the others", () => {
  const lines = annotationsOf(huge).trimEnd().split("\n").map(runnerCommand);
  for (const level of ["warning", "notice"]) {
    const these = lines.filter((one) => one?.name === level);
    expect(these.length).toBe(mostAnnotations);
    expect(these.at(-1)?.data).toMatch(/^[\d,]+ more remarks are left out \([\d,]+ (?:warnings|notes)\): the JSON report has them\.$/);
  }
  expect(lines.filter((one) => one?.name === "error").length).toBe(4);
});

test("GitLab's array ends with what was left out", () => {
  const entries = JSON.parse(codeQualityOf(huge, tools));
  expect(entries.length).toBeLessThanOrEqual(gitlabLimits.entries);
  expect(entries.at(-1)).toMatchObject({ check_name: "left-out", severity: "major" });
});
