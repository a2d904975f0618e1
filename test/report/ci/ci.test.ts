import { expect, test } from "vitest";
import { annotationsOf } from "../../../src/report/ci/github.ts";
import { commentOf, stepSummaryOf } from "../../../src/report/ci/github-page.ts";
import { codeQualityOf } from "../../../src/report/ci/gitlab.ts";
import { inertLog } from "../../../src/report/ci/inert-log.ts";
import { junitOf } from "../../../src/report/ci/junit.ts";
import { placesIn } from "../../../src/report/ci/place.ts";
import { remarksOf } from "../../../src/report/ci/remarks.ts";
import { ruleText } from "../../../src/report/ci/rule-text.ts";
import { sarifOf } from "../../../src/report/ci/sarif.ts";
import { stops } from "../../../src/report/ci/ref-report.ts";
import { reportWith } from "../report-fixture.ts";
import { passing, refOf, tools, verdictOf } from "./refs.ts";
import { runnerCommand } from "./runner-command.ts";
import { sarifSchema } from "./sarif-schema.ts";
import { parseXml } from "./strict-xml.ts";

const schema = sarifSchema();

function resultsOf(text: string): { ruleId: string; level: string; message: { text: string }; partialFingerprints: Record<string, string>; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] {
  return JSON.parse(text).runs[0].results;
}

test("a stopped change: what stops is an error, what explains it a warning, the rest a note", () => {
  expect(remarksOf([refOf()]).map(({ level, rule, path }) => [level, rule, path])).toEqual([
    ["error", "gate/over-the-bar", null],
    ["error", "sign-off/senior", null],
    ["warning", "critical-path", "packages/money/src/round.ts"],
    ["warning", "signal/wide-reach", "packages/money/src/round.ts"],
    ["warning", "signal/critical-reached", "apps/shop/src/checkout.ts"],
    ["warning", "gap/computed-import", "apps/shop/src/plugins.ts"],
    ["warning", "sign-off/does-not-count", null],
    ["note", "signal/untested", null],
    ["note", "gap/unresolved-import", "packages/old/src/z.ts"],
  ]);
});

test.each([
  ["enforce", "needs-sign-off", "over the bar", true],
  ["enforce", "undecided", "evidence missing", true],
  ["enforce", "pass", "signed off", false],
  ["warn", "blocked", "vetoed", false],
  ["observe", "needs-sign-off", "over the bar", false],
  ["observe", "undecided", "broken policy", true],
] as const)("mode %s, %s by '%s' stops: %s", (mode, decision, rule, expected) => {
  const one = refOf(verdictOf({ mode, decision, rule }));
  expect(stops(one.report)).toBe(expected);
  expect(remarksOf([one]).some(({ level }) => level === "error")).toBe(expected);
});

test("safeguards are remarked on where they stand", () => {
  const paths = [".riskrc.json", ".husky/pre-push"];
  const one = refOf(verdictOf({ rule: "changes a safeguard", requirements: [{ role: "policy-admin", status: "unsatisfied", needed: 1, given: [], paths, because: "it changes the policy and hooks: a policy-admin has to answer" }] }));
  expect(remarksOf([one]).filter(({ rule }) => rule === "self-protected").map(({ level, path }) => [level, path])).toEqual(paths.map((path) => ["error", path]));
});

test("an override is a warning in every format, never silence", () => {
  const one = refOf(verdictOf({ decision: "pass", rule: "overridden", overridden: true, requirements: [{ role: "senior", status: "overridden", needed: 1, given: [], paths: [], because: "x" }] }));
  expect(resultsOf(sarifOf([one], tools))[0]).toMatchObject({ ruleId: "gate/overridden", level: "warning" });
  expect(annotationsOf([one])).toMatch(/^::warning title=riskscore%3A overridden::OVERRIDDEN: /);
  expect(commentOf([one])).toContain("### riskscore: OVERRIDDEN");
  expect(codeQualityOf([one], tools)).toContain("OVERRIDDEN");
  expect(parseXml(junitOf([one])).children[0]!.children.map(({ children }) => children[0]?.name)).toEqual(["system-out", "skipped"]);
});

test("an override beside a safeguard nobody answered for is no error of its own", () => {
  const requirement = { needed: 1, given: [], paths: [], because: "x" };
  const one = refOf(verdictOf({ rule: "changes a safeguard", requirements: [{ ...requirement, role: "senior", status: "overridden" }, { ...requirement, role: "policy-admin", status: "unsatisfied" }] }));
  expect(remarksOf([one]).filter(({ rule }) => rule.startsWith("sign-off/p") || rule.startsWith("sign-off/s")).map(({ rule, level }) => [rule, level])).toEqual([["sign-off/policy-admin", "error"], ["sign-off/senior", "warning"]]);
});

test("a change that simply passes has no results, and says so where people read", () => {
  expect(resultsOf(sarifOf([passing()], tools))).toEqual([]);
  expect(codeQualityOf([passing()], tools)).toBe("[]\n");
  expect(annotationsOf([passing()])).toBe("");
  expect(commentOf([passing()])).toContain("### riskscore: passed");
  expect(parseXml(junitOf([passing()])).children[0]!.attributes).toMatchObject({ tests: "1", failures: "0", errors: "0", skipped: "0" });
});

test("nothing to judge is well-formed, too", () => {
  expect(resultsOf(sarifOf([], tools))).toEqual([]);
  expect(codeQualityOf([], tools)).toBe("[]\n");
  expect(parseXml(junitOf([])).children).toEqual([]);
  expect(stepSummaryOf([])).toBe("### riskscore: nothing to judge\n");
});

test("SARIF is what the OASIS schema asks for", () => {
  for (const given of [[], [passing()], [refOf()], [refOf(), passing(), refOf(verdictOf({ decision: "undecided" }), "refs/heads/b", null)]]) {
    expect(schema(JSON.parse(sarifOf(given, tools))), JSON.stringify(schema.errors)).toBe(true);
  }
  expect(schema({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
});

test("a critical path is a flow that can be walked", () => {
  const flow = JSON.parse(sarifOf([refOf()], tools)).runs[0].results.find((one: { ruleId: string }) => one.ruleId === "critical-path").codeFlows[0].threadFlows[0].locations;
  expect(flow.map((step: { location: { message: { text: string } } }) => step.location.message.text)).toEqual(["apps/shop/src/checkout.ts#pay", "packages/cart/src/total.ts#total", "packages/money/src/index.ts#round", "packages/money/src/round.ts#round"]);
});

test("a fingerprint outlives numbers in sentences, and tells places and refs apart", () => {
  const printsOf = (text: string): string[] => resultsOf(text).map((one) => one.partialFingerprints["primaryLocationLineHash"] ?? "");
  const score = reportWith().score;
  const later = refOf({ score: { ...score, contributions: score.contributions.map((one) => ({ ...one, because: `${one.because}, 7 more than before` })) } }, "refs/heads/other");
  expect(printsOf(sarifOf([later], tools))).toEqual(printsOf(sarifOf([refOf()], tools)));
  expect(printsOf(sarifOf([refOf({}, "refs/heads/fix", "refs/heads/release")], tools))).not.toEqual(printsOf(sarifOf([refOf()], tools)));
});

test.each([
  ["src/a b#1?.ts", undefined, "src/a%20b%231%3F.ts"],
  ["a:b/é.ts", undefined, "a%3Ab/%C3%A9.ts"],
  ["100%.ts", undefined, "100%25.ts"],
  ["caf%E9 x.ts", Buffer.from("caf\xe9 x.ts", "latin1").toString("base64"), "caf%E9%20x.ts"],
])("the place of '%s' is a URI of its very bytes", (path, pathBytes, uri) => {
  const { change } = reportWith();
  const files = [{ ...change.files[0]!, path, ...(pathBytes === undefined ? {} : { pathBytes }) }];
  expect(placesIn(reportWith({ change: { ...change, files } })).uri(path)).toBe(uri);
});

test.each(["../../etc/passwd", "/etc/passwd", "a//b", "", "./x"])("'%s' is no place in the repository: the change's first file stands for it", (at) => {
  const score = reportWith().score;
  const one = refOf({ score: { ...score, contributions: [{ ...score.contributions[0]!, at: at as never }] } });
  expect(resultsOf(sarifOf([one], tools)).find(({ ruleId }) => ruleId === "signal/wide-reach")?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("packages/money/src/round.ts");
});

test("observe and warn fail no case", () => {
  const [suite] = parseXml(junitOf([refOf(verdictOf({ mode: "warn" }))])).children;
  expect(suite!.attributes).toMatchObject({ failures: "0", errors: "0", skipped: "2" });
  expect(suite!.children[0]!.children[0]!.text).toMatch(/^would be stopped: /);
});

test("a suite keeps its name whatever other refs came along, and namesakes are told apart", () => {
  const names = parseXml(junitOf([passing("refs/heads/a"), refOf(), refOf()])).children.map(({ attributes }) => attributes["name"]);
  expect(names).toEqual(["refs/heads/fix to refs/heads/main", "refs/heads/fix to refs/heads/main (2)", "refs/heads/a to refs/heads/main"]);
});

test("an annotation stands at its file and reads back as written", () => {
  const score = reportWith().score;
  const one = refOf({ score: { ...score, contributions: [{ ...score.contributions[0]!, at: "src/a,b:100%.ts" as never, because: "50% of it: all, really" }] } });
  const line = annotationsOf([one]).split("\n").find((each) => each.includes("src/a"));
  expect(line).toBe("::warning file=src/a%2Cb%3A100%25.ts,line=1,title=riskscore%3A wide reach::50%25 of it: all, really (31 points of impact)".replace("wide reach", ruleText("signal/wide-reach").title));
  expect(runnerCommand(line!)).toMatchObject({ properties: { file: "src/a,b:100%.ts" }, data: "50% of it: all, really (31 points of impact)" });
});

test("what a runner would obey in a log is parted", () => {
  expect(inertLog("  ::error::x\na ::error::x\n##[error]x ##vso[x]\n###[x] ## [x]\n:::x\r\t\u0085\u00a0::x")).toBe("  : :error::x\na ::error::x\n# #[error]x # #vso[x]\n## #[x] ## [x]\n: ::x\r\t\u0085\u00a0: :x");
});

test("every rule has words, and none is longer than GitHub shows", () => {
  const [run] = JSON.parse(sarifOf([refOf()], tools)).runs;
  for (const rule of run.tool.driver.rules) {
    expect(rule.help.text).not.toBe("");
    expect(rule.fullDescription.text).not.toContain("no words for it");
    expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
  }
});
