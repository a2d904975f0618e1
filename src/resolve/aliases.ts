import { type Found } from "./found.ts";
import { inNodeModules, joinPath } from "./join-path.ts";
import type { Scope } from "./tsconfig-scope.ts";
import type { TsconfigContext } from "./tsconfig.ts";

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
  /** Longest prefix first. */
  readonly wild: readonly { readonly prefix: string; readonly suffix: string; readonly targets: readonly string[] }[];
}

export function createAliases(find: FindPath): Aliases {
  const compiled = new Map<TsconfigContext, Paths>();
  const pathsOf = (config: TsconfigContext): Paths => {
    let paths = compiled.get(config);
    if (paths === undefined) compiled.set(config, (paths = compile(config)));
    return paths;
  };

  const viaPaths = (specifier: string, config: TsconfigContext): Found | null => {
    for (const path of targetsIn(pathsOf(config), specifier)) {
      const found = inNodeModules(path) ? null : find(path);
      if (found !== null) return found;
    }
    return null;
  };

  return {
    viaTsconfig(specifier, { config, others }) {
      const own = viaPaths(specifier, config);
      if (own !== null) return own;
      const { baseUrl } = config.options;
      const base = baseUrl === undefined ? null : joinPath(baseUrl, specifier);
      const found = base === null || base === "" ? null : find(base);
      if (found !== null) return found;
      // A file its nearest tsconfig leaves out (a test, a script) is built by a tool that often takes another's aliases.
      for (const other of others) {
        const there = viaPaths(specifier, other);
        if (there !== null) return there;
      }
      return null;
    },
    claims(specifier, { config, others }) {
      return [config, ...others].some((one) => {
        const { exact, wild } = pathsOf(one);
        return exact.has(specifier) || wild.some(({ prefix, suffix }) => prefix !== "" && matches(specifier, prefix, suffix));
      });
    },
    expand: (specifier, { config, others }) => [config, ...others].flatMap((one) => [...targetsIn(pathsOf(one), specifier)]),
  };
}

function* targetsIn({ exact, wild }: Paths, specifier: string): Iterable<string> {
  const whole = exact.get(specifier);
  if (whole !== undefined) return yield* whole;
  const best = wild.find(({ prefix, suffix }) => matches(specifier, prefix, suffix));
  if (best === undefined) return;
  const rest = specifier.slice(best.prefix.length, specifier.length - best.suffix.length);
  for (const target of best.targets) {
    const path = joinPath("", target.replace("*", () => rest));
    if (path !== null) yield path;
  }
}

function matches(specifier: string, prefix: string, suffix: string): boolean {
  return specifier.startsWith(prefix) && specifier.length >= prefix.length + suffix.length && specifier.endsWith(suffix);
}

function compile(config: TsconfigContext): Paths {
  const rows = config.options.paths ?? [];
  const wild = rows.flatMap(([pattern, targets]) => {
    const star = pattern.indexOf("*");
    return star < 0 ? [] : [{ prefix: pattern.slice(0, star), suffix: pattern.slice(star + 1), targets }];
  });
  return { exact: new Map(rows.filter(([pattern]) => !pattern.includes("*"))), wild: wild.sort((a, b) => b.prefix.length - a.prefix.length) };
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
