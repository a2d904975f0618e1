import { answerOf, type Answer, external, builtin, quoted, unresolved } from "./answer.ts";
import type { BuildOutput } from "./build-output.ts";
import { isGenerated, isMadeFile } from "./builtins.ts";
import type { FileLookup } from "./file-lookup.ts";
import { type Found, union } from "./found.ts";
import { below, joinPath, parentOf } from "./join-path.ts";
import { isMissing, type PackageEntries } from "./package-entry.ts";
import { splitName } from "./package-name.ts";
import type { Packages } from "./packages.ts";
import type { Scopes } from "./tsconfig-scope.ts";

export interface Rooms {
  readonly lookup: FileLookup;
  readonly output: BuildOutput;
  readonly packages: Packages;
  readonly entries: PackageEntries;
  readonly scopes: Scopes;
}

/** Resolves names that are paths already. */
export interface Relative {
  /** `./x` from a folder. */
  resolve(specifier: string, dir: string): Answer;
  /** The file or folder at a repo path, by every rule for paths; null when there is none. */
  find(path: string, fromDir?: string): Found | null;
}

export function createRelative({ lookup, output, packages, entries, scopes }: Rooms): Relative {
  const packageDir = (path: string): string => packages.nearest(parentOf(path))?.dir ?? "";

  /** Source of a path that lies in a build folder; a file in there asking for its neighbour means the neighbour. */
  const source = (path: string, fromDir: string | undefined): { found: Found; certain: boolean } | null => {
    const home = packageDir(path);
    const inside = below(home, path) ?? "";
    const folder = inside.slice(0, Math.max(0, inside.indexOf("/")));
    if (folder === "") return null;
    const outputDir = home === "" ? folder : `${home}/${folder}`;
    return fromDir !== undefined && (fromDir === outputDir || below(outputDir, fromDir) !== null) ? null : output.sourceOf(path, home);
  };

  const find = (path: string, fromDir?: string): Found | null => {
    const suffixes = fromDir === undefined ? undefined : suffixesAt(fromDir);
    const mapped = output.mayHold(path) ? source(path, fromDir) : null;
    if (mapped?.certain === true) return mapped.found;
    const file = path === "" ? null : lookup.file(path, suffixes);
    if (file !== null) return file;
    // The build folder itself, whose index is made from the source's.
    const index = output.mayHold(`${path}/`) ? source(`${path}/index.js`, fromDir) : null;
    if (index?.certain === true) return index.found;
    return entries.folder(path) ?? (mapped ?? source(path, fromDir))?.found ?? viaManifest(path);
  };

  /** A file that a manifest names and a build makes: what the manifest's name for it leads to. */
  const viaManifest = (path: string): Found | null => {
    const home = packages.nearest(parentOf(path));
    const subpath = home === null ? undefined : entries.subpathOf(home, path);
    const lead = subpath === undefined ? null : entries.of(home!, subpath);
    return lead === null || isMissing(lead) ? null : lead;
  };

  const suffixesAt = (dir: string): readonly string[] | undefined => scopes.near(dir).find(({ options }) => options.moduleSuffixes !== undefined)?.options.moduleSuffixes;

  /** TypeScript's `rootDirs`: several folders that count as one. */
  const viaRootDirs = (path: string, dir: string): Found | null => {
    for (const { options } of scopes.near(dir)) {
      for (const from of options.rootDirs ?? []) {
        const rest = below(from, path);
        if (rest === null) continue;
        for (const to of options.rootDirs ?? []) {
          const found = to === from ? null : find(to === "" ? rest : `${to}/${rest}`);
          if (found !== null) return found;
        }
      }
    }
    return null;
  };

  /** A path through `node_modules`: a package of ours is linked there, any other lies outside. */
  const installedAt = (rest: string, path: string): Answer => {
    const { name, subpath } = splitName(rest);
    const leads = packages.named(name, packages.nearest(parentOf(path))).map((item) => entries.of(item, subpath));
    const found = union(leads.map((lead) => (isMissing(lead) ? null : lead)));
    return found === null ? external(name) : answerOf(found);
  };

  const lost = (specifier: string, path: string): Answer => {
    if (isMadeFile(path)) return builtin(quoted(specifier));
    const installed = path.lastIndexOf("node_modules/");
    if (installed >= 0) return installedAt(path.slice(installed + 13), path);
    const generated = isGenerated(`${path}/`) || output.isOutput(path, packageDir(path));
    return generated
      ? unresolved("unbuilt-output", `${quoted(specifier)} leads to ${quoted(path)}, which a build makes and no source here maps to`)
      : unresolved("no-such-file", `${quoted(specifier)} leads to ${quoted(path)}, which is not in this tree`);
  };

  return {
    find,
    resolve(specifier, dir) {
      const path = joinPath(dir, specifier);
      if (path === null) return unresolved("outside-repository", `${quoted(specifier)} climbs out of the repository`);
      const folderOnly = /(?:^|\/)\.{0,2}$/.test(specifier);
      const found = folderOnly ? entries.folder(path) : find(path, dir);
      if (found !== null) return answerOf(found);
      const bare = specifier.replace(/[?#].*$/s, "");
      if (bare !== specifier && bare !== "") return this.resolve(bare, dir);
      const rooted = viaRootDirs(path, dir);
      return rooted === null ? lost(specifier, path) : answerOf(rooted);
    },
  };
}
