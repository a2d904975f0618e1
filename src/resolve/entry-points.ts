import type { ModuleId, PackageName } from "../ids.ts";
import type { BuildOutput } from "./build-output.ts";
import { keysOf, leavesOf } from "./exports-map.ts";
import type { FolderIndex } from "./folder-index.ts";
import { type Found } from "./found.ts";
import { inNodeModules, joinPath } from "./join-path.ts";
import { isMissing, type PackageEntries } from "./package-entry.ts";
import type { Package } from "./packages.ts";

/** A package with more entry points than this is a folder of files, not an interface: the rest is left out. */
const mostEntries = 200;

export interface EntryPoint {
  readonly module: ModuleId;
  readonly package: PackageName;
  readonly published: boolean;
}

export interface EntryRooms {
  readonly entries: PackageEntries;
  readonly output: BuildOutput;
  readonly folders: FolderIndex;
}

/** What a package offers to others: `exports` (wildcards expanded), `main` and its kin, `bin`. By package, then path. */
export function entryPoints(packages: readonly Package[], { entries, output, folders }: EntryRooms): readonly EntryPoint[] {
  return packages.flatMap((item) => {
    const modules = new Set<string>();
    const add = (found: Found | null): void => {
      for (const path of found?.code ?? []) if (modules.size < mostEntries) modules.add(path);
    };
    const { exports, bin } = item.manifest;
    const subpaths = exports === undefined || exports === null ? ["."] : keysOf(exports);
    for (const subpath of subpaths.filter((key) => !key.includes("*") && !key.endsWith("/"))) {
      const lead = entries.of(item, subpath);
      if (!isMissing(lead)) add(lead);
    }
    for (const target of leavesOf(bin ?? [], "")) add(entries.target(target, item.dir));
    for (const subpath of subpaths.filter((key) => key.includes("*"))) {
      for (const rest of wildcardNames(item, subpath, output, folders)) {
        const lead = entries.of(item, subpath.replace("*", () => rest));
        if (!isMissing(lead)) add(lead);
      }
    }
    return [...modules].sort().map((module) => ({ module: module as ModuleId, package: item.name, published: !item.private && (item.member || item.dir === "") }));
  });
}

/** What `*` of an `exports` key can stand for: names of files where its targets, or their sources, lie. */
function wildcardNames(item: Package, subpath: string, output: BuildOutput, folders: FolderIndex): readonly string[] {
  const places = new Map<string, { dir: string; prefix: string; suffix: string }>();
  for (const target of leavesOf((item.manifest.exports as Record<string, unknown>)[subpath], "*")) {
    const [head = "", tail = ""] = target.split("*");
    if (!target.startsWith("./") || !target.includes("*")) continue;
    const suffix = tail.replace(extension, "");
    const slash = head.lastIndexOf("/") + 1;
    const prefix = head.slice(slash);
    const place = joinPath(item.dir, head.slice(0, slash)) ?? item.dir;
    // Sources first: where there are more names than are kept, those of a build must not crowd them out.
    for (const dir of [...(output.isOutput(`${place}/x`, item.dir) ? output.sourceFolders(place, item.dir) : []), place]) places.set(`${dir}\n${prefix}*${suffix}`, { dir, prefix, suffix });
  }
  const names = new Set<string>();
  for (const { dir, prefix, suffix } of places.values()) {
    for (const path of folders.below(dir)) {
      const stem = path.slice(dir === "" ? 0 : dir.length + 1).replace(extension, "");
      if (names.size >= mostEntries) return [...names];
      if (stem.startsWith(prefix) && stem.endsWith(suffix) && !inNodeModules(stem)) names.add(stem.slice(prefix.length, Math.max(prefix.length, stem.length - suffix.length)));
    }
  }
  return [...names];
}

const extension = /(?:\.d)?\.[cm]?[jt]sx?$/;
