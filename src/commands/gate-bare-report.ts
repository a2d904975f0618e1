import type { Gap } from "../gap.ts";
import { asRepoPath } from "../ids.ts";
import type { Report } from "../report/report.ts";
import { version } from "../version.ts";
import type { JudgedRef } from "./judge-refs.ts";

/** The report on a ref that was never compared: the verdict, and as its one gap why nothing else is known. Formats that forges read have no other place for it. */
export function bareReport({ line, landing, verdict, mode, failure }: JudgedRef): Report {
  return {
    schemaVersion: 1,
    riskscore: version,
    base: landing?.base ?? "unknown",
    head: line.localOid ?? "none",
    policy: { from: landing?.policyAt ?? "unknown", digest: "unknown", differs: false },
    change: { files: [], added: 0, deleted: 0, packages: [] },
    score: { value: 0, band: "low", bandByImpact: "low", impact: 0, likelihood: 0, contributions: [] },
    radius: { modules: 0, runtime: 0, typeOnly: 0, symbols: 0, packages: 0, testFiles: 0, byDistance: [], dependents: [], packagesReached: [] },
    critical: [],
    contracts: [],
    provenance: { state: "unknown", attributions: [], table: "", unreadable: [], authors: [] },
    signoffs: [],
    verdict: { ...verdict, requirements: [], mode, posture: "normal", landingRef: landing?.ref ?? null, digest: null },
    gaps: failure === null ? [] : [gapOf(failure)],
  };
}

function gapOf({ kind, message }: NonNullable<JudgedRef["failure"]>): Gap {
  return { kind: kind === "policy" ? "manifest" : "missing-blob", local: true, at: asRepoPath(".riskrc.json"), because: message };
}
