import type { Report } from "../report/report.ts";
import { version } from "../version.ts";
import type { JudgedRef } from "./judge-refs.ts";

/** The report on a ref that was never compared: a verdict and nothing else, for what forges read is made of reports. Whoever shows it shows no count of it. */
export function bareReport({ line, landing, verdict, mode }: JudgedRef): Report {
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
    gaps: [],
  };
}
