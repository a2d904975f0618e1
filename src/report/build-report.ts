import type { ChangedFile } from "../change/change.ts";
import type { CriticalHit } from "../critical/critical-hit.ts";
import type { Gap } from "../gap.ts";
import type { PathStep, Radius } from "../graph/radius.ts";
import { compareText } from "../ids.ts";
import type { Band, Score } from "../score/score.ts";
import type { Evidence } from "../signals/evidence.ts";
import type { Report, ReportContract, ReportCritical, ReportFile } from "./report.ts";
import { provenanceIn, type Ruling, signoffIn, verdictIn } from "./ruling.ts";

/** What the evidence does not hold: which revisions, whose policy, which riskscore. */
export interface Judged {
  readonly riskscore: string;
  readonly base: string;
  readonly head: string;
  readonly policy: Report["policy"];
  /** The band that impact alone gives. */
  readonly bandByImpact: Band;
}

/** The one value every renderer reads. Pure and deterministic: every list is sorted here and every key stands in the same order. */
export function reportOf(judged: Judged, evidence: Evidence, score: Score, ruling: Ruling): Report {
  const { change } = evidence;
  return {
    schemaVersion: 1,
    riskscore: judged.riskscore,
    base: judged.base,
    head: judged.head,
    policy: judged.policy,
    change: {
      files: change.files.map(fileOf).toSorted((a, b) => compareText(a.path, b.path)),
      added: change.added,
      deleted: change.deleted,
      packages: sortedTexts(evidence.packagesTouched),
    },
    score: scoreOf(score, judged.bandByImpact),
    radius: { ...radiusOf(evidence.radius), packagesReached: sortedTexts(evidence.packagesReached) },
    critical: evidence.critical.map(criticalOf).toSorted(compareCritical),
    contracts: contractsOf(evidence),
    provenance: provenanceIn(ruling.provenance),
    signoffs: ruling.records.map(signoffIn),
    verdict: verdictIn(ruling),
    gaps: evidence.gaps.map(gapOf).toSorted(compareGaps),
  };
}

function fileOf(file: ChangedFile): ReportFile {
  return {
    path: file.path,
    ...(file.pathBytes === undefined ? {} : { pathBytes: file.pathBytes }),
    status: file.status,
    from: file.from,
    class: file.class,
    package: file.package,
    symbols: sortedTexts(file.symbols),
    added: file.added,
    deleted: file.deleted,
  };
}

function scoreOf(score: Score, bandByImpact: Band): Report["score"] {
  const contributions = score.contributions.map(({ signal, axis, points, at, because }) => ({ signal, axis, points, at, because }));
  return { value: score.value, band: score.band, bandByImpact, impact: score.impact, likelihood: score.likelihood, contributions };
}

function radiusOf(radius: Radius): Radius {
  const dependents = radius.dependents.map(({ module, package: owner, distance, via, test }) => ({ module, package: owner, distance, via, test }));
  return {
    modules: radius.modules,
    runtime: radius.runtime,
    typeOnly: radius.typeOnly,
    symbols: radius.symbols,
    packages: radius.packages,
    testFiles: radius.testFiles,
    byDistance: [...radius.byDistance],
    dependents: dependents.toSorted((a, b) => a.distance - b.distance || compareText(a.module, b.module)),
  };
}

function criticalOf(hit: CriticalHit): ReportCritical {
  return { name: hit.name, owner: hit.owner, module: hit.module, distance: hit.distance, via: hit.via, path: hit.path.map(stepOf) };
}

/** By package, then module; the dependents in other packages are who can feel it. */
function contractsOf({ entries, radius }: Evidence): readonly ReportContract[] {
  return entries
    .map((entry) => {
      const callers = radius.dependents.filter((one) => one.package !== entry.package);
      const packages = new Set<string>(callers.flatMap((one) => one.package ?? []));
      return { package: entry.package, module: entry.module, published: entry.published, symbols: sortedTexts(entry.symbols), callers: callers.length, packages: [...packages].sort(compareText) };
    })
    .toSorted((a, b) => compareText(a.package, b.package) || compareText(a.module, b.module));
}

export function stepOf({ from, to, kind, typeOnly }: PathStep): PathStep {
  return { from, to, kind, typeOnly };
}

export function gapOf({ kind, local, at, because }: Gap): Gap {
  return { kind, local, at, because };
}

function compareCritical(a: ReportCritical, b: ReportCritical): number {
  return a.distance - b.distance || compareText(a.name, b.name) || compareText(a.module, b.module);
}

/** Local gaps first: they are the ones that could hide a dependent of this change. */
export function compareGaps(a: Gap, b: Gap): number {
  return Number(b.local) - Number(a.local) || compareText(a.at, b.at) || compareText(a.kind, b.kind) || compareText(a.because, b.because);
}

function sortedTexts(texts: readonly string[]): readonly string[] {
  return texts.toSorted(compareText);
}
