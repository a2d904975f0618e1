import { asCommitOid, asPackageName, asRepoPath } from "../../src/ids.ts";
import type { GraphReport } from "../../src/report/graph-report.ts";
import type { Report } from "../../src/report/report.ts";
import type { ToSign } from "../../src/report/signoff-screen.ts";
import { reportWith, step } from "./report-fixture.ts";

/** A report in which every word that comes from a repository is hostile. */
export function hostileReport(text: string): Report {
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
export function hostileToSign(text: string): ToSign {
  return {
    decision: "approve",
    repo: { id: text },
    target: { ref: text },
    change: { alg: "riskscore-change-v1", digest: `sha256:${text}`, files: 1, base: text, head: text },
    signer: { person: text, keyFingerprint: text, role: "senior" },
    expiresAt: text,
  };
}

export function hostileGraph(text: string): GraphReport {
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
