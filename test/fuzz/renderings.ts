import { createHash } from "node:crypto";
import { commentOf, stepSummaryOf } from "../../src/report/ci/github-page.ts";
import { annotationsOf } from "../../src/report/ci/github.ts";
import { codeQualityOf } from "../../src/report/ci/gitlab.ts";
import { junitOf } from "../../src/report/ci/junit.ts";
import type { RefReport } from "../../src/report/ci/ref-report.ts";
import { sarifOf } from "../../src/report/ci/sarif.ts";
import { drawingOf } from "../../src/report/drawing.ts";
import { dotString, html, markdownCode, markdownText, mermaidLabel, plain, safeJson } from "../../src/report/escape.ts";
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
import { hostileGraph, hostileReport, hostileToSign } from "../report/hostile-report.ts";

type Rendering = (text: string) => string;

/** Every way to make one text harmless. */
export const escapes: Readonly<Record<string, Rendering>> = { plain, markdownText, markdownCode, html, mermaidLabel, dotString, safeJson: (text) => safeJson(JSON.stringify(text)) };

const paper = { width: 80, color: false, unicode: true };
const drawing = (text: string): ReturnType<typeof drawingOf> => drawingOf(hostileGraph(text), "module", { nodes: 10, edges: 10 });
const decided = (text: string, decision: "pass" | "needs-sign-off" | "undecided"): string => {
  const report = hostileReport(text);
  return stoppedText({ ...report, verdict: { ...report.verdict, decision, overridden: decision === "pass" } }, paper, { command: text });
};

const tools = { sha256: (text: string): string => createHash("sha256").update(text).digest("hex") };
const refs = (text: string): readonly RefReport[] => [{ ref: text, landingRef: text, report: hostileReport(text) }];

/** Every report there is, with this text wherever a word of the repository's can stand. */
export const renderings: Readonly<Record<string, Rendering>> = {
  human: (text) => humanReport(hostileReport(text), paper),
  "human, all": (text) => humanReport(hostileReport(text), paper, true),
  markdown: (text) => markdownReport(hostileReport(text)),
  json: (text) => jsonOf(hostileReport(text)),
  "human graph": (text) => humanGraph(hostileGraph(text), paper, true),
  dot: (text) => dotOf(drawing(text)),
  mermaid: (text) => mermaidOf(drawing(text)),
  policy: (text) => humanPolicy({ schemaVersion: 1, from: text, path: text, digest: "", differs: true, values: [{ key: text, value: text, from: text }], warnings: [text] }, paper),
  why: (text) => humanWhy(whyReportOf(text, text, hostileReport(text).critical[0]!.path, false), paper),
  "why not": (text) => humanWhy(whyReportOf(text, text, null, true), paper),
  stopped: (text) => decided(text, "needs-sign-off"),
  undecided: (text) => decided(text, "undecided"),
  overridden: (text) => decided(text, "pass"),
  "GitHub comment": (text) => commentOf(refs(text)),
  "GitHub step summary": (text) => stepSummaryOf(refs(text)),
  "GitHub annotations": (text) => annotationsOf(refs(text)),
  "GitLab code quality": (text) => codeQualityOf(refs(text), tools),
  JUnit: (text) => junitOf(refs(text)),
  SARIF: (text) => sarifOf(refs(text), tools),
  "sign-off screen": (text) => signoffScreen(hostileReport(text), hostileToSign(text), paper),
};
