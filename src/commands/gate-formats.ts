import { createHash } from "node:crypto";
import { annotationsOf } from "../report/ci/github.ts";
import { commentOf, stepSummaryOf } from "../report/ci/github-page.ts";
import { codeQualityOf } from "../report/ci/gitlab.ts";
import { inertLog } from "../report/ci/inert-log.ts";
import { junitOf } from "../report/ci/junit.ts";
import type { RefReport } from "../report/ci/ref-report.ts";
import { sarifOf } from "../report/ci/sarif.ts";
import { bareReport } from "./gate-bare-report.ts";
import type { Gated } from "./gate-judge.ts";
import { humanGate, jsonOfGate, refsOf, type Page } from "./gate-text.ts";
import type { ToldGate } from "./gate-told.ts";
import type { GateFormat } from "./request.ts";

export interface GateAnswer extends Page {
  readonly told: ToldGate;
  readonly gated: readonly Gated[];
}

/** The same answer in each format that somebody reads. */
const formats = {
  human: ({ told, gated, ...page }) => inertLog(humanGate(told, gated, page)),
  json: ({ told, gated }) => jsonOfGate(told, gated),
  markdown: (answer) => stepSummaryOf(reportsOf(answer)),
  sarif: (answer) => sarifOf(reportsOf(answer), { sha256 }),
  junit: (answer) => junitOf(reportsOf(answer)),
  "code-quality": (answer) => codeQualityOf(reportsOf(answer), { sha256 }),
  annotations: (answer) => annotationsOf(reportsOf(answer)),
  comment: (answer) => commentOf(reportsOf(answer)),
} satisfies Record<GateFormat, (answer: GateAnswer) => string>;

export function inFormat(format: GateFormat, answer: GateAnswer): string {
  return formats[format](answer);
}

function reportsOf({ gated }: GateAnswer): readonly RefReport[] {
  return refsOf(gated).map((one) => {
    const { line, landing, judgement, failure } = one;
    const known = { ref: line.remoteRef, landingRef: landing?.ref ?? null };
    return judgement === null ? { ...known, report: bareReport(one), notCompared: failure?.message ?? "Nothing was compared." } : { ...known, report: judgement.report };
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
