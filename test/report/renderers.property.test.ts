import fc from "fast-check";
import { expect, test } from "vitest";
import { drawingOf } from "../../src/report/drawing.ts";
import { dotOf } from "../../src/report/graph-dot.ts";
import { humanGraph } from "../../src/report/graph-human.ts";
import { mermaidOf } from "../../src/report/graph-mermaid.ts";
import { humanReport } from "../../src/report/human.ts";
import { jsonOf } from "../../src/report/json.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { humanPolicy } from "../../src/report/policy-human.ts";
import { signoffScreen } from "../../src/report/signoff-screen.ts";
import { stoppedText } from "../../src/report/stopped.ts";
import { humanWhy, whyReportOf } from "../../src/report/why-report.ts";
import { hostileGraph, hostileReport, hostileToSign } from "./hostile-report.ts";
import { dangerous, hostileText } from "./hostile-text.ts";

const paper = { width: 80, color: false, unicode: true };

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
