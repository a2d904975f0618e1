import fc from "fast-check";
import { expect, test } from "vitest";
import { asCommitOid, asPackageName, asRepoPath } from "../../src/ids.ts";
import { drawingOf } from "../../src/report/drawing.ts";
import { dotOf } from "../../src/report/graph-dot.ts";
import { humanGraph } from "../../src/report/graph-human.ts";
import { mermaidOf } from "../../src/report/graph-mermaid.ts";
import type { GraphReport } from "../../src/report/graph-report.ts";
import { humanReport } from "../../src/report/human.ts";
import { jsonOf } from "../../src/report/json.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { humanPolicy } from "../../src/report/policy-human.ts";
import type { Report } from "../../src/report/report.ts";
import { signoffScreen, type ToSign } from "../../src/report/signoff-screen.ts";
import { stoppedText } from "../../src/report/stopped.ts";
import { humanWhy, whyReportOf } from "../../src/report/why-report.ts";
import { dangerous, hostileText } from "./hostile-text.ts";
import { reportWith, step } from "./report-fixture.ts";

const paper = { width: 80, color: false, unicode: true };

/** A report in which every word that comes from a repository is hostile. */
function hostileReport(text: string): Report {
  const at = asRepoPath(text);
  return reportWith({
    change: { files: [{ path: text, status: "renamed", from: text, class: "source", package: text, symbols: [`${text}#${text}`], added: 1, deleted: 0 }], added: 1, deleted: 0, packages: [text] },
    score: { ...reportWith().score, contributions: [{ signal: text, axis: "impact", points: 1, at, because: text }] },
    radius: { ...reportWith().radius, dependents: [{ module: at, package: asPackageName(text), distance: 1, via: "runtime", test: false }], packagesReached: [text] },
    critical: [{ name: text, owner: text, module: text, distance: 1, via: "type", path: [step(`${text}#${text}`, `${text}#a`)] }],
    contracts: [{ package: text, module: text, published: true, symbols: [`${text}#${text}`], callers: 1, packages: [text] }],
    provenance: {
      state: "tagged",
      attributions: [{ tool: text, model: text, kind: "agent", confidence: "high", where: { place: "trailer", commit: asCommitOid("1".repeat(40)), marker: text }, lines: [{ path: at, ranges: [[1, 2]] }] }],
      table: text,
      unreadable: [text],
      authors: [text],
    },
    signoffs: [{ id: text, decision: "approve", person: text, roles: ["senior"], counts: false, reason: "expired", because: text, expiresAt: text, said: text, ticket: text }],
    verdict: {
      decision: "undecided",
      rule: text,
      rollout: "standard",
      requirements: [{ role: "policy-admin", status: "unsatisfied", needed: 2, given: [text], paths: [text], because: text }, { role: "senior", status: "error", needed: 0, given: [], paths: [], because: text }],
      overridden: false,
      mode: "warn",
      posture: "elevated",
      landingRef: text,
      digest: text,
    },
    policy: { ...reportWith().policy, from: text },
    gaps: [{ kind: "parse-error", local: true, at, because: text }],
  });
}

/** What a record in a hostile repository would have a person sign. */
function hostileToSign(text: string): ToSign {
  return {
    decision: "approve",
    repo: { id: text },
    target: { ref: text },
    change: { alg: "riskscore-change-v1", digest: `sha256:${text}`, files: 1, base: text, head: text },
    signer: { person: text, keyFingerprint: text, role: "senior" },
    expiresAt: text,
  };
}

function hostileGraph(text: string): GraphReport {
  return {
    schemaVersion: 1,
    riskscore: "0.1.0",
    rev: "index",
    modules: [{ id: text, package: text, test: false, imports: 1 }, { id: "b.ts", package: null, test: false, imports: 0 }],
    edges: [{ from: text, to: "b.ts", kind: "import", typeOnly: true }],
    unresolved: [{ from: asRepoPath(text), specifier: text, reason: "no-such-file", because: text, line: 1 }],
    externals: [text],
    packages: [text],
    cycles: [{ modules: [asRepoPath(text)], runtime: true }],
    top: [{ module: text, dependents: 1 }],
    gaps: [],
  };
}

test("no renderer lets through what could steer a terminal", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const report = hostileReport(text);
      const graph = hostileGraph(text);
      const drawing = drawingOf(graph, "module", { nodes: 10, edges: 10 });
      const values = { schemaVersion: 1, from: text, path: text, digest: "", differs: true, values: [{ key: text, value: text, from: text }], warnings: [text] } as const;
      const texts = [
        humanReport(report, paper),
        humanReport(report, paper, true),
        markdownReport(report),
        jsonOf(report),
        humanGraph(graph, paper),
        humanGraph(graph, paper, true),
        dotOf(drawing),
        mermaidOf(drawing),
        jsonOf(graph),
        humanPolicy(values, paper),
        humanWhy(whyReportOf(text, text, report.critical[0]!.path, false), paper),
        humanWhy(whyReportOf(text, text, null, true), paper),
        stoppedText(report, paper, { command: text }),
        stoppedText({ ...report, verdict: { ...report.verdict, decision: "needs-sign-off" } }, paper, { command: text }),
        stoppedText({ ...report, verdict: { ...report.verdict, decision: "pass", overridden: true } }, paper, { command: text }),
        signoffScreen(report, hostileToSign(text), paper),
      ];
      for (const rendered of texts) expect(rendered).not.toMatch(dangerous);
    }),
  );
});

test("JSON keeps every value as it was", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(JSON.parse(jsonOf({ text, [`key ${text}`]: [text] }))).toEqual({ text, [`key ${text}`]: [text] });
    }),
  );
});

test("markdown from a repository adds no cell, no markup and no mention", () => {
  const pipes = (line: string): number => line.replace(/\\\\/g, "").replace(/\\\|/g, "").split("|").length;
  fc.assert(
    fc.property(hostileText, (text) => {
      const lines = markdownReport(hostileReport(text)).split("\n");
      const calm = markdownReport(hostileReport("a")).split("\n");
      expect(lines.length).toBe(calm.length);
      lines.forEach((line, i) => {
        if (line.startsWith("| ")) expect(pipes(line), line).toBe(pipes(calm[i] ?? ""));
        const prose = withoutCode(line).replaceAll("<!-- -->", "\u0000");
        expect(prose).not.toMatch(/<(?!\/?(?:details|summary|sub)>|!-- riskscore -->)/);
        expect(prose).not.toMatch(/[@#]\w/);
        expect(prose).not.toMatch(/:\/\//);
      });
    }),
  );
});

/** The line without its code spans, by GFM's rule: a span ends at a run of exactly as many backticks as opened it. */
function withoutCode(line: string): string {
  return line.replace(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
}

test("a drawing from a repository adds no statement", () => {
  fc.assert(
    fc.property(hostileText.filter((text) => text !== "b.ts"), (text) => {
      const drawing = drawingOf(hostileGraph(text), "module", { nodes: 10, edges: 10 });
      const quoted = '"(?:[^"\\\\]|\\\\.)*"';
      const dot = dotOf(drawing).split("\n").slice(3, -2);
      for (const line of dot) expect(line).toMatch(new RegExp(`^  ${quoted}(?: \\[label=${quoted}\\]| -> ${quoted}(?: \\[[a-z"=0-9, ]*\\])?);$`, "u"));
      const mermaid = mermaidOf(drawing).split("\n").slice(1, -1);
      for (const line of mermaid) expect(line).toMatch(/^ {2}n\d+(?:\["[^"`<>[\]{}|;]*(?:#\d+;[^"`<>[\]{}|;]*)*"\]| -(?:\.-)?->(?:\|\d+\|)? n\d+| -\.-> n\d+)$/u);
    }),
  );
});
