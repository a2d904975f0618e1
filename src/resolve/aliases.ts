import { type Found } from "./found.ts";
import { inNodeModules, joinPath } from "./join-path.ts";
import type { Scope } from "./tsconfig-scope.ts";
import type { PathTable } from "./tsconfig.ts";

/** Finds a file at a repo path, as an alias's target means it. */
export type FindPath = (path: string) => Found | null;

export interface Aliases {
  /** Through `paths` and `baseUrl` of the tsconfigs that speak for the importing file. */
  viaTsconfig(specifier: string, scope: Scope): Found | null;
  /** A pattern other than `*` matches: the name is meant to be local. */
  claims(specifier: string, scope: Scope): boolean;
  /** Repo paths (with any glob kept) that a specifier's alias prefix can stand for. */
  expand(specifier: string, scope: Scope): readonly string[];
}

interface Paths {
  readonly exact: ReadonlyMap<string, readonly string[]>;
  /** By the first segment of their prefix (`@acme/`), or by nothing where that is not whole; longest prefix first. */
  readonly wild: ReadonlyMap<string, readonly Wild[]>;
}

interface Wild {
  readonly prefix: string;
  readonly suffix: string;
  readonly targets: readonly string[];
}

export function createAliases(tables: readonly PathTable[], find: FindPath): Aliases {
  const compiled: Paths[] = [];
  const pathsOf = (table: number): Paths => (compiled[table] ??= compile(tables[table] ?? []));
  /** Distinct tables of the tsconfigs that speak for a file, the governing one's first. */
  const known = new WeakMap<Scope, readonly number[]>();
  const tablesOf = (scope: Scope): readonly number[] => {
    let list = known.get(scope);
    if (list === undefined) known.set(scope, (list = [...new Set([scope.config, ...scope.others].flatMap(({ options }) => options.paths ?? []))]));
    return list;
  };

  const viaPaths = (specifier: string, table: number): Found | null => {
    for (const path of targetsIn(pathsOf(table), specifier)) {
      const found = inNodeModules(path) ? null : find(path);
      if (found !== null) return found;
    }
    return null;
  };

  return {
    viaTsconfig(specifier, scope) {
      const { paths, baseUrl } = scope.config.options;
      const own = paths === undefined ? null : viaPaths(specifier, paths);
      if (own !== null) return own;
      const base = baseUrl === undefined ? null : joinPath(baseUrl, specifier);
      const found = base === null || base === "" ? null : find(base);
      if (found !== null) return found;
      // A file its nearest tsconfig leaves out (a test, a script) is built by a tool that often takes another's aliases.
      for (const table of tablesOf(scope)) {
        const there = table === paths ? null : viaPaths(specifier, table);
        if (there !== null) return there;
      }
      return null;
    },
    claims(specifier, scope) {
      return tablesOf(scope).some((table) => {
        const paths = pathsOf(table);
        return paths.exact.has(specifier) || (bestOf(paths, specifier)?.prefix ?? "") !== "";
      });
    },
    expand: (specifier, scope) => tablesOf(scope).flatMap((table) => targetsIn(pathsOf(table), specifier)),
  };
}

function targetsIn(paths: Paths, specifier: string): readonly string[] {
  const whole = paths.exact.get(specifier);
  if (whole !== undefined) return whole;
  const best = bestOf(paths, specifier);
  if (best === undefined) return [];
  const rest = specifier.slice(best.prefix.length, specifier.length - best.suffix.length);
  return best.targets.flatMap((target) => joinPath("", target.replace("*", () => rest)) ?? []);
}

/** The matching pattern with the longest prefix. */
function bestOf({ wild }: Paths, specifier: string): Wild | undefined {
  const fits = ({ prefix, suffix }: Wild): boolean => specifier.startsWith(prefix) && specifier.length >= prefix.length + suffix.length && specifier.endsWith(suffix);
  return wild.get(firstSegment(specifier))?.find(fits) ?? wild.get("")?.find(fits);
}

function firstSegment(text: string): string {
  return text.slice(0, text.indexOf("/") + 1);
}

function compile(rows: PathTable): Paths {
  const wild = new Map<string, Wild[]>();
  for (const [pattern, targets] of rows) {
    const star = pattern.indexOf("*");
    if (star < 0) continue;
    const prefix = pattern.slice(0, star);
    const key = firstSegment(prefix);
    wild.set(key, [...(wild.get(key) ?? []), { prefix, suffix: pattern.slice(star + 1), targets }]);
  }
  for (const list of wild.values()) list.sort((a, b) => b.prefix.length - a.prefix.length);
  return { exact: new Map(rows.filter(([pattern]) => !pattern.includes("*"))), wild };
}

/** Aliases that bundlers' templates set up outside any tsconfig, with the folders they stand for. */
const customs: readonly (readonly [prefix: string, folders: readonly string[]])[] = [
  ["@/", ["src", "app", ".", "resources/js"]],
  ["~/", ["src", "app", "."]],
  ["@@/", [".", "src"]],
  ["~~/", [".", "src"]],
  ["$lib/", ["src/lib"]],
  ["$src/", ["src"]],
];

/** Folders (relative to a package) that a customary alias can stand for, and the path below; null when it is no such alias. */
export function customaryAlias(specifier: string): { readonly folders: readonly string[]; readonly rest: string } | null {
  if (specifier === "$lib") return { folders: ["src"], rest: "lib" };
  for (const [prefix, folders] of customs) if (specifier.startsWith(prefix)) return { folders, rest: specifier.slice(prefix.length) };
  return null;
}
