import { createHash } from "node:crypto";
import type { RefReport } from "../../../src/report/ci/ref-report.ts";
import type { Report } from "../../../src/report/report.ts";
import { asCommitOid, asPackageName, asRepoPath } from "../../../src/ids.ts";
import { reportWith, step } from "../report-fixture.ts";

export const tools = { sha256: (text: string): string => createHash("sha256").update(text).digest("hex") };

export function refOf(changed: Partial<Report> = {}, ref = "refs/heads/fix", landingRef: string | null = "refs/heads/main"): RefReport {
  return { ref, landingRef, report: reportWith(changed) };
}

export function verdictOf(changed: Partial<Report["verdict"]>): Pick<Report, "verdict"> {
  return { verdict: { ...reportWith().verdict, ...changed } };
}

/** Passes without a word. */
export function passing(ref = "refs/heads/calm"): RefReport {
  return refOf({ ...verdictOf({ decision: "pass", rule: "standard path", requirements: [] }), gaps: [], signoffs: [], critical: [], score: { ...reportWith().score, contributions: [] } }, ref);
}

/** Every word that can come from a repository is `text`. */
export function hostileRef(text: string, verdict: Partial<Report["verdict"]> = {}): RefReport {
  const at = asRepoPath(text);
  const report = reportWith({
    change: { files: [{ path: text, status: "renamed", from: text, class: "source", package: text, symbols: [`${text}#${text}`], added: 1, deleted: 0 }], added: 1, deleted: 0, packages: [text] },
    score: { ...reportWith().score, contributions: [{ signal: text, axis: "impact", points: 1, at, because: text }] },
    radius: { ...reportWith().radius, dependents: [{ module: at, package: asPackageName(text), distance: 1, via: "runtime", test: false }], packagesReached: [text] },
    critical: [{ name: text, owner: text, module: text, distance: 1, via: "type", path: [step(`${text}#${text}`, `${text}#a`)] }],
    provenance: { state: "tagged", attributions: [{ tool: text, model: text, kind: "agent", confidence: "high", where: { place: "trailer", commit: asCommitOid("1".repeat(40)), marker: text } }], table: text, unreadable: [text], authors: [text] },
    signoffs: [{ id: text, decision: "approve", person: text, roles: ["senior"], counts: false, reason: "expired", because: text, expiresAt: text, said: text, ticket: text }],
    ...verdictOf({ rule: text, requirements: [{ role: "policy-admin", status: "unsatisfied", needed: 2, given: [text], paths: [text], because: text }, { role: "senior", status: "error", needed: 0, given: [text], paths: [], because: text }], landingRef: text, digest: text, ...verdict }),
    policy: { ...reportWith().policy, from: text },
    riskscore: text,
    base: text,
    head: text,
    gaps: [{ kind: "parse-error", local: true, at, because: text }],
  });
  return { ref: text, landingRef: text, report };
}

/** A change as large as they come: everything a renderer might list, many times over, under long names. */
export function hugeRef(ref = "refs/heads/huge"): RefReport {
  const name = (i: number): string => `packages/package-${i % 400}/${"deep/".repeat(i % 60)}module-${i}-\u202e@team.ts`;
  const some = <One>(amount: number, make: (i: number) => One): One[] => Array.from({ length: amount }, (_, i) => make(i));
  return refOf(
    {
      change: { files: some(60_000, (i) => ({ path: name(i), status: "modified" as const, from: null, class: "source" as const, package: null, symbols: [], added: 1, deleted: 1 })), added: 60_000, deleted: 60_000, packages: some(400, (i) => `@acme/${i}`) },
      radius: { ...reportWith().radius, modules: 30_000, dependents: some(30_000, (i) => ({ module: asRepoPath(name(i)), package: null, distance: 1, via: "runtime" as const, test: false })) },
      gaps: some(30_000, (i) => ({ kind: "unresolved-import" as const, local: i < 15_000, at: asRepoPath(name(i)), because: `'${name(i)}' is no package of this repository` })),
      critical: some(200, (i) => ({ name: `critical ${i}`, owner: null, module: name(i), distance: 200, via: "runtime" as const, path: some(200, (j) => step(`${name(j)}#a`, `${name(j + 1)}#a`)) })),
    },
    ref,
  );
}
