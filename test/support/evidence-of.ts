import type { ChangedFile } from "../../src/change/change.ts";
import type { CriticalHit } from "../../src/critical/critical-hit.ts";
import type { Dependent, Radius } from "../../src/graph/radius.ts";
import { asBlobOid, asPackageName, asRepoPath, compareText, symbolIdOf, type PackageName } from "../../src/ids.ts";
import { criticalDefaults } from "../../src/policy/defaults.ts";
import type { CriticalPath } from "../../src/policy/policy.ts";
import type { Evidence, PublicEntry } from "../../src/signals/evidence.ts";

/** A changed file in a few words; what is left out is a source file with 3 added and 1 deleted lines whose symbol `main` is touched. */
export type FileSketch = Partial<Omit<ChangedFile, "path" | "from" | "package" | "symbols">> & {
  readonly path: string;
  readonly from?: string | null;
  readonly package?: string | null;
  /** Names of touched symbols; `[]` for comments and layout alone. */
  readonly symbols?: readonly string[];
};

/** A critical hit in a few words: which module, how far, and what the policy says other than by default. */
export type HitSketch = Partial<CriticalPath> & { readonly module: string; readonly distance: number; readonly via?: "runtime" | "type" };

export interface EvidenceSketch {
  /** How many dependents: a number stands at distance 1, a list gives each distance. */
  readonly dependents?: number | readonly number[];
  readonly files?: readonly FileSketch[];
  /** Packages the dependents take turns in; the first is also where files lie that name none. */
  readonly packages?: readonly string[];
  readonly moduleCount?: number;
  /** Histograms of the sampled modules; a number is short for that many at distance 1. */
  readonly sample?: readonly (number | readonly number[])[];
  readonly critical?: readonly HitSketch[];
  readonly entries?: readonly { readonly module: string; readonly package: string; readonly published?: boolean; readonly symbols?: readonly string[] }[];
  readonly buildInputs?: readonly { readonly path: string; readonly class?: "manifest" | "config" | "lockfile"; readonly governs: number }[];
  readonly environments?: readonly { readonly name: string; readonly production: boolean; readonly files: readonly string[] }[];
  /** `[commits, authors]` of touched paths in the 90 days before. */
  readonly history?: Readonly<Record<string, readonly [commits: number, authors: number]>>;
  readonly historyComplete?: boolean;
  readonly gaps?: Evidence["gaps"];
}

/** Evidence in one line: `evidenceOf({ dependents: 12 })`. Without a word: one changed source file that nothing depends on. */
export function evidenceOf(sketch: EvidenceSketch = {}): Evidence {
  const packages = (sketch.packages ?? ["@acme/a"]).map(asPackageName);
  const files = (sketch.files ?? [{ path: "packages/a/src/x.ts" }]).map((file) => fileOf(file, packages[0] ?? null));
  const radius = radiusOf(sketch.dependents ?? 0, packages);
  return {
    change: { files, added: sum(files.map((file) => file.added)), deleted: sum(files.map((file) => file.deleted)) },
    radius,
    sample: { modules: sketch.moduleCount ?? 400, histograms: (sketch.sample ?? defaultSample).map(histogramOf) },
    moduleCount: sketch.moduleCount ?? 400,
    critical: (sketch.critical ?? []).map(hitOf),
    entries: (sketch.entries ?? []).map(entryOf),
    buildInputs: (sketch.buildInputs ?? []).map((input) => ({ path: asRepoPath(input.path), class: input.class ?? "manifest", governs: input.governs })),
    environments: (sketch.environments ?? []).map(({ name, production, files: paths }) => ({ environment: { name, production, globs: [...paths] }, files: paths.map(asRepoPath) })),
    packagesTouched: distinct(files.map((file) => file.package)),
    packagesReached: distinct(radius.dependents.map((dependent) => dependent.package)),
    history: {
      days: 90,
      complete: sketch.historyComplete ?? true,
      files: Object.entries(sketch.history ?? {}).map(([path, [commits, authors]]) => ({ path: asRepoPath(path), commits, authors })),
    },
    gaps: sketch.gaps ?? [],
  };
}

/** 256 modules of a repository with the usual long tail: many leaves, few hubs. */
const defaultSample: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, index) => (index < 100 ? [] : [1 + Math.floor((index - 100) / 12), Math.floor((index - 100) / 6)]));

function histogramOf(radius: number | readonly number[]): readonly number[] {
  return typeof radius === "number" ? (radius === 0 ? [] : [radius]) : radius;
}

function fileOf(sketch: FileSketch, home: PackageName | null): ChangedFile {
  const path = asRepoPath(sketch.path);
  return {
    status: "modified",
    oldMode: "100644",
    newMode: "100644",
    oldOid: asBlobOid("1".repeat(40)),
    newOid: asBlobOid("2".repeat(40)),
    added: 3,
    deleted: 1,
    class: "source",
    ...sketch,
    path,
    from: sketch.from === undefined || sketch.from === null ? null : asRepoPath(sketch.from),
    package: sketch.package === undefined ? home : sketch.package === null ? null : asPackageName(sketch.package),
    symbols: (sketch.symbols ?? (sketch.class === undefined || sketch.class === "source" || sketch.class === "test" ? ["main"] : [])).map((name) => symbolIdOf(path, name)),
  };
}

function radiusOf(sketch: number | readonly number[], packages: readonly PackageName[]): Radius {
  const byDistance = histogramOf(sketch);
  const dependents: readonly Dependent[] = byDistance.flatMap((count, hops) =>
    Array.from({ length: count }, (_, index) => ({
      module: asRepoPath(`packages/users/src/d${hops + 1}-${String(index + 1).padStart(4, "0")}.ts`),
      package: packages[index % packages.length] ?? null,
      distance: hops + 1,
      via: "runtime" as const,
      test: false,
    })),
  );
  return {
    modules: dependents.length,
    runtime: dependents.length,
    typeOnly: 0,
    symbols: dependents.length,
    packages: distinct(dependents.map((dependent) => dependent.package)).length,
    testFiles: 0,
    byDistance,
    dependents,
  };
}

function hitOf({ module, distance, via, ...entry }: HitSketch): CriticalHit {
  const path: CriticalPath = { name: "checkout", globs: [module], ...criticalDefaults, ...entry };
  const id = asRepoPath(module);
  const step = { from: symbolIdOf(id, "pay"), to: symbolIdOf(asRepoPath("packages/a/src/x.ts"), "main"), kind: "import" as const, typeOnly: via === "type" };
  return { name: path.name, owner: path.owner, entry: path, module: id, distance, via: via ?? "runtime", path: distance === 0 ? [] : [step] };
}

function entryOf({ module, package: name, published, symbols }: NonNullable<EvidenceSketch["entries"]>[number]): PublicEntry {
  const id = asRepoPath(module);
  return { module: id, package: asPackageName(name), published: published ?? true, symbols: (symbols ?? ["main"]).map((symbol) => symbolIdOf(id, symbol)) };
}

function distinct(names: readonly (PackageName | null)[]): PackageName[] {
  return [...new Set(names.filter((name) => name !== null))].sort(compareText);
}

function sum(lines: readonly (number | null)[]): number {
  return lines.reduce<number>((total, count) => total + (count ?? 0), 0);
}
