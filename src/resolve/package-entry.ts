import type { ManifestFields } from "../workspace/workspace.ts";
import type { BuildOutput } from "./build-output.ts";
import { keysOf, targetsOf } from "./exports-map.ts";
import type { FileLookup } from "./file-lookup.ts";
import { type Found, union } from "./found.ts";
import { baseNameOf, joinPath } from "./join-path.ts";
import type { Package } from "./packages.ts";
import type { UnresolvedReason } from "../graph/resolution.ts";

export interface Missing {
  readonly reason: UnresolvedReason;
  readonly because: string;
}

/** The sources behind what manifests name. */
export interface PackageEntries {
  /** What importing `subpath` (`.`, `./x`) of a package gives. */
  of(item: Package, subpath: string): Found | Missing;
  /** The source of one target a manifest of `packageDir` names (`./dist/x.js`). */
  target(target: string, packageDir: string): Found | null;
  /** The subpath whose manifest target is this file. */
  subpathOf(item: Package, path: string): string | undefined;
  /** What importing a folder by path gives: its manifest's entry, else its index. */
  folder(dir: string): Found | null;
}

interface Tables {
  readonly lookup: FileLookup;
  readonly output: BuildOutput;
  /** The manifest in a folder, with or without a name. */
  manifestAt(dir: string): ManifestFields | undefined;
}

export function createPackageEntries({ lookup, output, manifestAt }: Tables): PackageEntries {
  const known = new Map<Package, Map<string, Found | Missing>>();

  /** A file, or a folder's index: what a bundler makes of a path. */
  const plain = (path: string): Found | null => (path === "" ? null : lookup.file(path)) ?? lookup.index(path);

  const target = (text: string, packageDir: string): Found | null => {
    const path = joinPath(packageDir, text);
    if (path === null) return null;
    const mapped = output.sourceOf(path, packageDir);
    if (mapped?.certain === true) return mapped.found;
    return union([mapped?.found ?? null, plain(path)]);
  };

  const firstOf = (dir: string, names: readonly string[]): Found | null => {
    for (const name of names) {
      const path = joinPath(dir, name);
      const found = path === null ? null : plain(path);
      if (found !== null) return found;
    }
    return null;
  };

  const legacyTargets = ({ source, module, main, types, typings, browser }: ManifestFields): string[] =>
    [source, module, main, types, typings, browser].flatMap((field) => (typeof field === "string" && field !== "" ? [field] : []));

  /** Output whose name no source has: by convention a package's entry is its source's index. */
  const mainSource = (item: Package, targets: readonly string[]): Found | null =>
    firstOf(item.dir, [
      ...targets.map((text) => `src/${stemOf(text)}`),
      "src/index",
      "source/index",
      "lib/index",
      `src/${baseNameOf(item.name)}`,
      "src/main",
      "index",
    ]);

  const allOf = (item: Package, targets: readonly string[], subpath: string): Found | null => {
    const each = targets.map((text) => target(text, item.dir));
    const missed = targets.filter((_, index) => each[index] === null);
    if (missed.length === 0) return union(each);
    if (subpath === ".") return union([...each, mainSource(item, missed)]);
    const name = subpath.slice(2);
    const sources = firstOf(item.dir, [`src/${name}`, `source/${name}`, `lib/${name}`, name, ...targets.map((text) => `src/${stemOf(text)}`)]);
    return union(each) ?? sources ?? (targets.some((text) => isNamedAfter(item, text)) ? mainSource(item, []) : null);
  };

  const read = (item: Package, subpath: string): Found | Missing => {
    const { manifest } = item;
    const exported = targetsOf(manifest.exports, subpath);
    if (exported !== null && exported.length > 0) {
      const source = subpath === "." && typeof manifest.source === "string" ? [manifest.source] : [];
      const found = allOf(item, [...source, ...exported], subpath);
      if (found !== null) return found;
    }
    const deep = subpath === "." ? allOf(item, legacyTargets(manifest), ".") ?? mainSource(item, []) : deepFile(item, subpath);
    if (deep !== null) return deep;
    const named = JSON.stringify(subpath === "." ? item.name : `${item.name}${subpath.slice(1)}`.slice(0, 200));
    if (exported !== null && exported.length > 0) return { reason: "unbuilt-output", because: `${named} leads to ${exported[0]!.slice(0, 120)}, which is not in this tree and maps to no source` };
    if (manifest.exports !== undefined && manifest.exports !== null) return { reason: "no-such-export", because: `${named} is not among the exports of ${item.name}` };
    const wanted = joinPath(item.dir, subpath) ?? "";
    if (subpath === "." || output.isOutput(wanted, item.dir)) return { reason: "unbuilt-output", because: `${named} leads to no source of ${item.name}` };
    return { reason: "no-such-file", because: `${named} is no file of ${item.name}` };
  };

  /** A path into the package, whether or not `exports` allows it: bundlers follow it, and so do tests. */
  const deepFile = (item: Package, subpath: string): Found | null => {
    const name = subpath.slice(2);
    const path = joinPath(item.dir, subpath);
    return target(subpath, item.dir) ?? (path === null ? null : folder(path)) ?? firstOf(item.dir, [`src/${name}`]);
  };

  const folder = (dir: string): Found | null => {
    const manifest = manifestAt(dir);
    if (manifest !== undefined) {
      const found = union(legacyTargets(manifest).map((text) => target(text, dir)));
      if (found !== null) return found;
    }
    const index = lookup.index(dir);
    if (index !== null || manifest === undefined) return index;
    const exported = targetsOf(manifest.exports, ".") ?? [];
    return union(exported.map((text) => target(text, dir)));
  };

  const targetTables = new Map<Package, ReadonlyMap<string, string>>();
  const targetTable = (item: Package): ReadonlyMap<string, string> => {
    const table = new Map<string, string>();
    const add = (targets: readonly string[], subpath: string): void => {
      for (const text of targets) {
        const path = joinPath(item.dir, text);
        if (path !== null && !table.has(path)) table.set(path, subpath);
      }
    };
    add(legacyTargets(item.manifest), ".");
    for (const key of keysOf(item.manifest.exports)) if (!key.includes("*")) add(targetsOf(item.manifest.exports, key) ?? [], key);
    return table;
  };

  return {
    target,
    folder,
    subpathOf(item, path) {
      let table = targetTables.get(item);
      if (table === undefined) targetTables.set(item, (table = targetTable(item)));
      const named = output.isOutput(path, item.dir) && isNamedAfter(item, path) ? "." : undefined;
      return table.get(path) ?? table.get(`${path}.js`) ?? named;
    },
    of(item, subpath) {
      let bySubpath = known.get(item);
      if (bySubpath === undefined) known.set(item, (bySubpath = new Map()));
      let found = bySubpath.get(subpath);
      if (found === undefined) bySubpath.set(subpath, (found = read(item, subpath)));
      return found;
    },
  };
}

export function isMissing(found: Found | Missing): found is Missing {
  return "reason" in found;
}

/** `dist/vue.global.js` of `vue`: a whole package in one file. */
function isNamedAfter(item: Package, path: string): boolean {
  const file = baseNameOf(path);
  return file.startsWith(`${baseNameOf(item.name)}.`) || (item.dir !== "" && file.startsWith(`${baseNameOf(item.dir)}.`));
}

function stemOf(path: string): string {
  return baseNameOf(path).replace(/(?:\.d)?\.[a-z]+$/, "");
}

