import fc from "fast-check";
import { expect, test } from "vitest";
import { annotationsOf } from "../../../src/report/ci/github.ts";
import { commentOf, gateMarker, stepSummaryOf } from "../../../src/report/ci/github-page.ts";
import { codeQualityOf } from "../../../src/report/ci/gitlab.ts";
import { inertLog } from "../../../src/report/ci/inert-log.ts";
import { junitOf } from "../../../src/report/ci/junit.ts";
import type { RefReport } from "../../../src/report/ci/ref-report.ts";
import { sarifOf } from "../../../src/report/ci/sarif.ts";
import { dangerous, hostileText } from "../hostile-text.ts";
import { hostileRef, tools } from "./refs.ts";
import { runnerCommand } from "./runner-command.ts";
import { sarifSchema } from "./sarif-schema.ts";
import { parseXml } from "./strict-xml.ts";

/** As hostile as names of files, and as what CI runners, XML and forges' markdown obey. */
const text = fc.oneof(
  hostileText,
  fc.constantFrom("::error::x", "\n::error::x", "##[error]x", "##vso[task.setvariable]x", "]]>", "&amp;", "<!-- riskscore:gate -->", "%0A::error::", "a,b:c=d", "{0}", "[x](https://x.y)", "../../etc/passwd", "/etc/passwd", "C:/x", "\ufffe", "\uffff", "caf%E9.ts", "@team #12 GH-12", "a".repeat(5000)),
  fc.array(fc.constantFrom("::", "##", "[", "]", "error", "\r\n", "%25", "&#x1;", "\u0000", "<", "\"", "'", "\ufffe", "@", "#1", "`", "|", "\\"), { maxLength: 8 }).map((parts) => parts.join("")),
);
const verdict = fc.record({ decision: fc.constantFrom("pass", "needs-sign-off", "blocked", "undecided"), mode: fc.constantFrom("observe", "warn", "enforce"), overridden: fc.boolean() } as const);
const refs: fc.Arbitrary<readonly RefReport[]> = fc.array(fc.tuple(text, verdict).map(([word, ruled]) => hostileRef(word, ruled)), { minLength: 1, maxLength: 3 });

const schema = sarifSchema();
const renderers = { sarif: (given: readonly RefReport[]) => sarifOf(given, tools), junit: junitOf, annotations: annotationsOf, comment: commentOf, summary: stepSummaryOf, gitlab: (given: readonly RefReport[]) => codeQualityOf(given, tools) };

test("nothing that hides, turns or moves text passes, and the same reports give the same bytes", () => {
  fc.assert(
    fc.property(refs, (given) => {
      for (const render of Object.values(renderers)) {
        const rendered = render(given);
        expect(rendered).not.toMatch(dangerous);
        expect(render(structuredClone(given) as readonly RefReport[])).toBe(rendered);
      }
    }),
  );
});

test("SARIF stays what the schema asks for, every place a relative URI inside the repository", () => {
  fc.assert(
    fc.property(refs, (given) => {
      const log = JSON.parse(sarifOf(given, tools));
      expect(schema(log), JSON.stringify(schema.errors?.slice(0, 3))).toBe(true);
      const [run] = log.runs;
      const rules = new Set(run.tool.driver.rules.map((rule: { id: string }) => rule.id));
      const prints = run.results.map((one: { partialFingerprints: { primaryLocationLineHash: string } }) => one.partialFingerprints.primaryLocationLineHash);
      expect(new Set(prints).size).toBe(prints.length);
      for (const one of run.results) {
        expect(rules).toContain(one.ruleId);
        expect(one.message.text).not.toMatch(/\]\(|(?<!\{)(?:\{\{)*\{(?!\{)/);
        const places = [one.locations[0], ...(one.codeFlows?.[0].threadFlows[0].locations ?? []).map((step: { location: unknown }) => step.location)];
        for (const { physicalLocation } of places) {
          const { uri } = physicalLocation.artifactLocation;
          expect(uri).toMatch(/^(?:[\w.~!*'()-]|%[0-9A-F]{2})+(?:\/(?:[\w.~!*'()-]|%[0-9A-F]{2})+)*$/);
          expect(new URL(uri, "file:///root/").pathname).toBe(`/root/${uri}`);
        }
      }
    }),
  );
});

test("JUnit stays well-formed, each case named once, its counts true", () => {
  fc.assert(
    fc.property(refs, (given) => {
      const suites = parseXml(junitOf(given)).children;
      expect(suites.length).toBe(given.length);
      const names = suites.flatMap((suite) => suite.children.map(({ attributes }) => JSON.stringify([attributes["classname"], attributes["name"]])));
      expect(new Set(names).size).toBe(names.length);
      for (const suite of suites) {
        const amount = (name: string): string => String(suite.children.filter(({ children }) => children.some((one) => one.name === name)).length);
        expect(suite.attributes).toMatchObject({ tests: String(suite.children.length), failures: amount("failure"), errors: amount("error"), skipped: amount("skipped") });
      }
    }),
  );
});

test("each line of annotations is one command of ours, whatever a name says", () => {
  fc.assert(
    fc.property(refs, (given) => {
      const lines = annotationsOf(given).split("\n");
      expect(lines.pop()).toBe("");
      for (const line of lines) {
        const read = runnerCommand(line);
        expect(["error", "warning", "notice"]).toContain(read?.name);
        expect(Object.keys(read?.properties ?? {}).filter((key) => !["file", "line", "title"].includes(key))).toEqual([]);
        expect(read?.data).not.toMatch(/[\r\n]/);
        expect(runnerCommand(line.replace(/^::\w+/, ""))).toBeNull();
      }
    }),
  );
});

test("a log made inert holds no command", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(text, fc.constantFrom("::", "\r", "\n", " ", "\u0085", "::error::x", "##[")), { maxLength: 8 }), fc.constantFrom("", "\n", "\r"), (words, between) => {
      for (const line of inertLog(words.join(between)).split(/\r\n?|\n/)) expect(runnerCommand(line)).toBeNull();
    }),
  );
});

test("GitLab's array parses, each fingerprint once, each severity known", () => {
  fc.assert(
    fc.property(refs, (given) => {
      const entries = JSON.parse(codeQualityOf(given, tools)) as { fingerprint: string; severity: string; description: string; check_name: string; location: { path: string; lines: { begin: number } } }[];
      expect(new Set(entries.map((one) => one.fingerprint)).size).toBe(entries.length);
      for (const one of entries) {
        expect(["info", "minor", "major", "critical", "blocker"]).toContain(one.severity);
        expect([one.description, one.check_name, one.location.path].every((word) => word !== "" && !dangerous.test(word) && !word.includes("\n"))).toBe(true);
        expect(one.location.path).not.toMatch(/^\/|(?:^|\/)\.\.(?:\/|$)/);
        expect(one.location.lines.begin).toBe(1);
      }
    }),
  );
});

test("markdown from a repository adds no markup, no mention and no second marker", () => {
  fc.assert(
    fc.property(refs, (given) => {
      const comment = commentOf(given);
      expect(comment.startsWith(`${gateMarker}\n`)).toBe(true);
      for (const line of [...comment.split("\n").slice(1), ...stepSummaryOf(given).split("\n")]) {
        const prose = withoutCode(line).replaceAll("<!-- -->", "\u0000");
        expect(prose).not.toMatch(/<(?!\/?(?:details|summary|sub)>)/);
        expect(prose).not.toMatch(/[@#]\w/);
        expect(prose).not.toMatch(/:\/\//);
      }
    }),
  );
});

/** The line without its code spans, by GFM's rule: a span ends at a run of exactly as many backticks as opened it. */
function withoutCode(line: string): string {
  return line.replace(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
}
