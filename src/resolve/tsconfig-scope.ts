import picomatch from "picomatch";
import { below, inNodeModules, parentOf } from "./join-path.ts";
import { staticBase } from "./build-output.ts";
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

/** The tsconfigs at and above a folder: those of the nearest folder that has any, and all, nearest first. */
interface Chain {
  readonly near: readonly TsconfigContext[];
  readonly all: readonly TsconfigContext[];
}
const noChain: Chain = { near: [], all: [] };

/** Finds which tsconfig governs a file. A solution file (references alone) stands for the projects it refers to. */
export function createScopes(tsconfigs: readonly TsconfigContext[]): Scopes {
  const byPath = new Map(tsconfigs.map((config) => [config.path as string, config]));
  const groups = groupByFolder(byPath);
  const chains = new Map<string, Chain>();
  const scopes = new Map<string, Scope | null>();
  const made = new Map<Chain, Map<TsconfigContext, Scope>>();
  const covers = new Map<TsconfigContext, (path: string) => boolean>();

  const includes = (config: TsconfigContext, path: string): boolean => {
    let covered = covers.get(config);
    if (covered === undefined) covers.set(config, (covered = coverageOf(config)));
    return covered(path);
  };
  /** One value for all folders below the same tsconfigs, so that it can be a key. */
  const chainOf = (dir: string): Chain => {
    let chain = chains.get(dir);
    if (chain !== undefined) return chain;
    const above = dir === "" ? noChain : chainOf(parentOf(dir));
    const own = groups.get(dir);
    chain = own === undefined ? above : { near: own, all: [...new Set([...own, ...above.all])] };
    chains.set(dir, chain);
    return chain;
  };
  const scopeOf = (path: string): Scope | null => {
    const chain = chainOf(parentOf(path));
    const config = chain.all.find((candidate) => includes(candidate, path)) ?? chain.all[0];
    if (config === undefined) return null;
    const known = made.get(chain) ?? new Map<TsconfigContext, Scope>();
    made.set(chain, known);
    let scope = known.get(config);
    if (scope === undefined) known.set(config, (scope = { config, others: chain.all.filter((other) => other !== config && other.options.paths !== undefined) }));
    return scope;
  };

  return {
    of(path) {
      let scope = scopes.get(path);
      if (scope === undefined) scopes.set(path, (scope = scopeOf(path)));
      return scope;
    },
    near: (dir) => chainOf(dir).near,
  };
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

function coverageOf(config: TsconfigContext): (path: string) => boolean {
  const files = new Set(config.files ?? []);
  const include = (config.include ?? (config.files === undefined ? [config.dir] : [])).map(folderGlob);
  const { outDir, declarationDir } = config.options;
  const outputs = [outDir, declarationDir].filter((dir) => dir !== undefined && dir !== config.dir && dir !== "") as string[];
  const exclude = (config.exclude ?? outputs).map(folderGlob);
  return (path) => files.has(path) || (include.some((matches) => matches(path)) && !exclude.some((matches) => matches(path)) && !inNodeModules(path));
}

/** TypeScript's globs: a folder stands for all below it. The common forms need no matcher. */
function folderGlob(glob: string): (path: string) => boolean {
  const folder = glob.replace(/(?:^|\/)\*\*(?:\/\*)?$/, "");
  if (!/[*?]/.test(folder)) return (path) => below(folder, path) !== null || path === folder;
  const base = staticBase(glob);
  const matches = picomatch(/\.[^/]*$|\*$/.test(glob) ? glob : [glob, `${glob}/**`], { dot: true });
  return (path) => (base === "" || path.startsWith(base)) && matches(path);
}

