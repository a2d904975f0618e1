import { type Aliases, customaryAlias } from "./aliases.ts";
import { aliasedAnswer, answerOf, type Answer, builtin, external, quoted, unresolved } from "./answer.ts";
import { builtinOf, isNodeModule, isNuxtImport } from "./builtins.ts";
import { targetsOf } from "./exports-map.ts";
import { type Found, foundIn, union } from "./found.ts";
import { joinPath } from "./join-path.ts";
import { isMissing, type Missing, type PackageEntries } from "./package-entry.ts";
import { isPackageName, splitName } from "./package-name.ts";
import type { Package, Packages } from "./packages.ts";
import type { Relative } from "./relative.ts";
import type { Scope } from "./tsconfig-scope.ts";

/** Where a bare name is asked from. */
export interface Site {
  readonly dir: string;
  readonly home: Package | null;
  readonly scope: Scope | null;
  /** Folders at and above whose manifest has `imports`, nearest first. */
  readonly imports: readonly { readonly dir: string; readonly map: unknown }[];
}

export interface BareRooms {
  readonly aliases: Aliases;
  readonly packages: Packages;
  readonly entries: PackageEntries;
  readonly relative: Relative;
}

/** Resolves names that are no paths. The order of rules is in this folder's README. */
export function createBare({ aliases, packages, entries, relative }: BareRooms): { resolve(specifier: string, site: Site): Answer } {
  const resolve = (specifier: string, site: Site): Answer => {
    const { scope } = site;
    const aliased = scope === null ? null : aliases.viaTsconfig(specifier, scope);
    if (aliased !== null) return aliasedAnswer(aliased, besides(specifier, site));
    if (specifier.startsWith("#")) return viaImports(specifier, site, 0);
    const customary = customaryAlias(specifier);
    if (customary !== null) return viaCustomary(specifier, customary, site);
    return named(specifier, site) ?? outside(specifier, site);
  };

  /**
   * What manifests make of a name that a tsconfig has an alias for. The alias may name declarations only, or one of the
   * files that conditions choose from, where Node and bundlers follow the manifest.
   */
  const besides = (specifier: string, site: Site): Found | null => {
    const answer = specifier.startsWith("#") ? viaImports(specifier, site, 0) : named(specifier, site);
    return answer?.typed.to === "modules" ? foundIn(answer.typed.modules) : null;
  };

  /** What is left once no alias matched: packages of this repo. Null when the name is none of ours. */
  const named = (specifier: string, { dir, home }: Site): Answer | null => {
    const { name, subpath } = splitName(specifier);
    const declared = packages.declared(name, dir);
    if (declared?.from === "registry") return external(declared.name);
    if (declared?.from === "folder") return inFolder(declared.dir, subpath, specifier);
    const candidates = packages.named(declared?.name ?? name, home);
    return candidates.length === 0 ? null : entryOf(candidates.map((item) => entries.of(item, subpath)), candidates.includes(home!));
  };

  const entryOf = (leads: readonly (Found | Missing)[], self: boolean): Answer => {
    const found = union(leads.map((lead) => (isMissing(lead) ? null : lead)));
    if (found !== null) return answerOf(found);
    const { reason, because } = leads[0] as Missing;
    return unresolved(self && reason === "no-such-export" ? "self-reference" : reason, because);
  };

  const inFolder = (dir: string, subpath: string, specifier: string): Answer => {
    const item = packages.at(dir);
    if (item !== undefined) return entryOf([entries.of(item, subpath)], false);
    const path = joinPath(dir, subpath);
    const found = path === null ? null : relative.find(path);
    return found === null ? unresolved("no-such-file", `${quoted(specifier)} leads to the folder ${quoted(dir)}, which has no such file`) : answerOf(found);
  };

  const outside = (specifier: string, { dir, scope }: Site): Answer => {
    if (specifier.startsWith("npm:")) return external(splitName(specifier.slice(4)).name.replace(/(.)@.*$/, "$1"));
    const made = builtinOf(specifier);
    if (made !== null) return builtin(made);
    const { name } = splitName(specifier);
    if (isNodeModule(specifier) && !packages.isDeclared(name, dir)) return builtin(specifier);
    if (scope !== null && aliases.claims(specifier, scope) && !packages.isDeclared(name, dir)) {
      return unresolved("alias-without-file", `${quoted(specifier)} matches an alias of ${quoted(scope.config.path)}, but no file is there`);
    }
    return isPackageName(name) ? external(name) : unresolved("malformed", `${quoted(specifier)} is no name a package can have`);
  };

  /** A package's own `imports`. Nuxt and others make up names with `#` beside them. */
  const viaImports = (specifier: string, site: Site, depth: number): Answer => {
    for (const { dir, map } of site.imports) {
      const targets = targetsOf(map, specifier);
      if (targets === null) continue;
      const leads = targets.map((target) => (target.startsWith(".") ? entries.target(target, dir) : null));
      const found = union(leads);
      if (found !== null) return answerOf(found);
      const other = targets.find((target) => !target.startsWith("."));
      if (other !== undefined && depth < 8) return other.startsWith("#") ? viaImports(other, site, depth + 1) : resolve(other, site);
      return unresolved(targets.length === 0 ? "no-such-import" : "unbuilt-output", `${quoted(specifier)} leads to ${quoted(targets[0] ?? "nothing")}, which is not in this tree and maps to no source`);
    }
    if (isNuxtImport(specifier)) return builtin(specifier);
    return unresolved("no-such-import", `${quoted(specifier)} is not among the imports of any package.json above`);
  };

  const viaCustomary = (specifier: string, { folders, rest }: NonNullable<ReturnType<typeof customaryAlias>>, { dir }: Site): Answer => {
    const bare = rest.replace(/[?#].*$/s, "");
    const homes = packages.chain(dir).map((item) => item.dir as string);
    for (const home of homes.includes("") ? homes : [...homes, ""]) {
      for (const folder of folders) {
        const path = joinPath(home, `${folder}/${bare}`);
        const found = path === null || path === home ? null : relative.find(path);
        if (found !== null) return answerOf(found);
      }
    }
    return unresolved("alias-without-file", `${quoted(specifier)} reads like a bundler's alias, but no such file is in the package's usual folders`);
  };

  return { resolve };
}
