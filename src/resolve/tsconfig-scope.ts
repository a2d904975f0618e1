import { staticBase } from "./build-output.ts";
import { below, parentOf } from "./join-path.ts";
import { coverageOf } from "./tsconfig-coverage.ts";
import type { TsconfigContext } from "./tsconfig.ts";

/** The tsconfigs that speak for a file: `config` governs it; `others` are asked when an alias is not in it, in order. */
export interface Scope {
  readonly config: TsconfigContext;
  readonly others: readonly TsconfigContext[];
}

export interface Scopes {
  /** Nearest tsconfig that includes the file, else the nearest at all. */
  of(path: string): Scope | null;
  /** The tsconfigs of the nearest folder that has one. */
  near(dir: string): readonly TsconfigContext[];
}

/** What a folder inherits from those above it. */
interface Reach {
  /** tsconfigs of the nearest folder that has any, and of all folders above, nearest first. */
  readonly near: readonly TsconfigContext[];
  readonly all: readonly TsconfigContext[];
  /** Those of `all` that could include a file around here. */
  readonly candidates: readonly TsconfigContext[];
  /** One scope for each governing tsconfig; shared by all folders with the same `all`. */
  readonly scopes: Map<TsconfigContext, Scope>;
}

/** Finds which tsconfig governs a file. A solution file (references alone) stands for the projects it refers to. */
export function createScopes(tsconfigs: readonly TsconfigContext[]): Scopes {
  const groups = groupByFolder(new Map(tsconfigs.map((config) => [config.path as string, config])));
  const bases = new Map(tsconfigs.map((config) => [config, basesOf(config)]));
  const begins = new Set([...bases.values()].flat());
  const reaches = new Map<string, Reach>();
  const coverages = new Map<TsconfigContext, (path: string) => boolean>();

  const includes = (config: TsconfigContext, path: string): boolean => {
    let covers = coverages.get(config);
    if (covers === undefined) coverages.set(config, (covers = coverageOf(config)));
    return covers(path);
  };
  const reachOf = (dir: string): Reach => {
    let reach = reaches.get(dir);
    if (reach !== undefined) return reach;
    const above: Reach = dir === "" ? { near: [], all: [], candidates: [], scopes: new Map() } : reachOf(parentOf(dir));
    const own = groups.get(dir);
    // Most folders hold no tsconfig and begin no `include`: they are as the one above.
    if (own === undefined && !begins.has(dir)) reach = above;
    else {
      const all = own === undefined ? above.all : [...new Set([...own, ...above.all])];
      const candidates = all.filter((config) => bases.get(config)!.some((base) => below(base, dir) !== null || base === dir));
      reach = { near: own ?? above.near, all, candidates, scopes: own === undefined ? above.scopes : new Map() };
    }
    reaches.set(dir, reach);
    return reach;
  };

  return {
    of(path) {
      const { all, candidates, scopes } = reachOf(parentOf(path));
      const config = candidates.find((candidate) => includes(candidate, path)) ?? all[0];
      if (config === undefined) return null;
      let scope = scopes.get(config);
      if (scope === undefined) scopes.set(config, (scope = { config, others: all.filter((other) => other !== config && other.options.paths !== undefined) }));
      return scope;
    },
    near: (dir) => reachOf(dir).near,
  };
}

/** Folders outside which a tsconfig includes nothing. */
function basesOf({ dir, files, include }: TsconfigContext): readonly string[] {
  return [...(files ?? []).map(parentOf), ...(include ?? (files === undefined ? [dir] : [])).map(staticBase)];
}

function groupByFolder(byPath: ReadonlyMap<string, TsconfigContext>): ReadonlyMap<string, readonly TsconfigContext[]> {
  const groups = new Map<string, readonly TsconfigContext[]>();
  for (const config of byPath.values()) {
    const name = config.path.slice(config.dir === "" ? 0 : config.dir.length + 1);
    if (name !== "tsconfig.json" && !(name === "jsconfig.json" && !groups.has(config.dir))) continue;
    const referenced = referencesOf(config, byPath, new Set([config]));
    groups.set(config.dir, isSolution(config) && referenced.length > 0 ? [...referenced, config] : [config, ...referenced]);
  }
  return groups;
}

function isSolution({ files, include }: TsconfigContext): boolean {
  return include === undefined ? files?.length === 0 : include.length === 0 && (files?.length ?? 0) === 0;
}

function referencesOf(config: TsconfigContext, byPath: ReadonlyMap<string, TsconfigContext>, seen: Set<TsconfigContext>): TsconfigContext[] {
  const found: TsconfigContext[] = [];
  for (const reference of config.references) {
    const target = byPath.get(reference) ?? byPath.get(reference === "" ? "tsconfig.json" : `${reference}/tsconfig.json`);
    // A project elsewhere has files of its own: it never speaks for those around this one.
    if (target === undefined || seen.has(target) || (target.dir !== config.dir && below(config.dir, target.dir) === null)) continue;
    seen.add(target);
    found.push(target, ...referencesOf(target, byPath, seen));
  }
  return found;
}
