import picomatch from "picomatch";
import { isSource } from "../facts/module-facts.ts";
import { type Aliases, customaryAlias } from "./aliases.ts";
import { type Answer, builtin, external, modulesOf, quoted, unresolved } from "./answer.ts";
import { builtinOf } from "./builtins.ts";
import type { FolderIndex } from "./folder-index.ts";
import { joinPath, parentOf } from "./join-path.ts";
import { isMissing, type PackageEntries } from "./package-entry.ts";
import { splitName } from "./package-name.ts";
import type { Packages } from "./packages.ts";
import { filesMatching, splitGlob } from "./patterns.ts";
import type { Scope } from "./tsconfig-scope.ts";

export interface PatternRooms {
  readonly aliases: Aliases;
  readonly packages: Packages;
  readonly entries: PackageEntries;
  readonly folders: FolderIndex;
  literal(specifier: string, from: string): Answer;
  scopeOf(from: string): Scope | null;
}

/** Resolves requests that may match many files: every file that fits, in order of path. */
export function createPatterns({ aliases, packages, folders, entries, literal, scopeOf }: PatternRooms): { resolve(glob: string, from: string): Answer } {
  /** A pattern for folders (it ends in `/`) means the sources below them. */
  const matching = (dir: string, rest: string): string[] => (rest.endsWith("/") ? filesMatching(dir, `${rest}**`, folders).filter(isSource) : filesMatching(dir, rest, folders));

  /** Folders and globs below them that a pattern can stand for, by its first characters. */
  const places = (glob: string, from: string): { local: boolean; globs: readonly (Placed | null)[] } => {
    const dir = parentOf(from);
    const homes = [...new Set([...packages.chain(dir).map((item) => item.dir as string), ""])];
    if (/^\.\.?\//.test(glob)) return { local: true, globs: [joinGlob(dir, glob)] };
    if (glob.startsWith("/")) return { local: true, globs: homes.map((home) => joinGlob(home, glob.slice(1))) };
    const scope = scopeOf(from);
    const expanded = scope === null ? [] : aliases.expand(glob, scope).map((path) => joinGlob("", path));
    const customary = customaryAlias(glob);
    if (customary !== null) return { local: true, globs: [...expanded, ...homes.flatMap((home) => customary.folders.map((folder) => joinGlob(home, `${folder}/${customary.rest}`)))] };
    const base = scope?.config.options.baseUrl;
    return { local: false, globs: [...expanded, ...(base === undefined || /^[*{]/.test(glob) ? [] : [joinGlob(base, glob)])] };
  };

  /** `@acme/plugin-*` and `@acme/a/locales/*`: every member whose name fits, and its files below. */
  const viaMembers = (glob: string): string[] => {
    const { name, subpath } = splitName(glob);
    const fits = /[*?{[]/.test(name) ? picomatch(name) : (other: string) => other === name;
    return packages.members.filter((item) => fits(item.name)).flatMap((item) => {
      if (!/[*?{[]/.test(subpath)) {
        const lead = entries.of(item, subpath);
        return isMissing(lead) ? [] : [...lead.code, ...lead.types];
      }
      return [...matching(item.dir, subpath.slice(2)), ...matching(joinPath(item.dir, "src")!, subpath.slice(2))];
    });
  };

  return {
    resolve(glob, from) {
      if (glob.startsWith("!")) return answer([]);
      const clean = glob.replace(/\?[\w-]+(?:=[^/]*)?$/, "");
      if (splitGlob(clean).rest === "") return literal(clean, from);
      const { local, globs } = places(clean, from);
      const found = globs.flatMap((placed) => (placed === null ? [] : matching(placed.base, placed.rest)));
      if (!local) found.push(...viaMembers(clean));
      if (found.length > 0) return answer([...new Set(found)].sort());
      if (!local) {
        const made = builtinOf(clean);
        if (made !== null) return builtin(made);
        const { name } = splitName(clean);
        if (!/[*?{[]/.test(name)) return external(name);
      }
      return unresolved("pattern-without-match", `${quoted(glob)} matches no file of this tree`);
    },
  };
}

function answer(paths: readonly string[]): Answer {
  const resolution = modulesOf(paths);
  return { plain: resolution, typed: resolution };
}

/** A folder's name may itself hold glob characters (`[slug]`): folder and glob stay apart. */
interface Placed {
  readonly base: string;
  readonly rest: string;
}

function joinGlob(dir: string, glob: string): Placed | null {
  const { base, rest } = splitGlob(glob);
  const folder = joinPath(dir, base === "" ? "." : base);
  return folder === null ? null : { base: folder, rest };
}
