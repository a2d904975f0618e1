import type { ModuleId, PackageName } from "../ids.ts";
import { keysOf, leavesOf } from "./exports-map.ts";
import type { FolderIndex } from "./folder-index.ts";
import { type Found } from "./found.ts";
import { isMissing, type PackageEntries } from "./package-entry.ts";
import type { Package } from "./packages.ts";
import { filesMatching } from "./patterns.ts";

/** A package with more entry points than this is a folder of files, not an interface: the rest is left out. */
const mostEntries = 200;

export interface EntryPoint {
  readonly module: ModuleId;
  readonly package: PackageName;
  readonly published: boolean;
}

/** What a package offers to others: `exports` (wildcards expanded), `main` and its kin, `bin`. By package, then path. */
export function entryPoints(packages: readonly Package[], entries: PackageEntries, folders: FolderIndex): readonly EntryPoint[] {
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
      for (const rest of wildcardNames(item, subpath, folders)) {
        const lead = entries.of(item, subpath.replace("*", () => rest));
        if (!isMissing(lead)) add(lead);
      }
    }
    return [...modules].sort().map((module) => ({ module: module as ModuleId, package: item.name, published: !item.private && (item.member || item.dir === "") }));
  });
}

/** What `*` of an `exports` key can stand for: names of files where its targets, or their sources, lie. */
function wildcardNames(item: Package, subpath: string, folders: FolderIndex): readonly string[] {
  const names = new Set<string>();
  const targets = leavesOf((item.manifest.exports as Record<string, unknown>)[subpath], "*").filter((target) => target.startsWith("./") && target.includes("*"));
  for (const target of targets) {
    const [head = "", tail = ""] = target.slice(2).split("*");
    const below = head.slice(head.indexOf("/") + 1);
    for (const folder of new Set([head, `src/${below}`])) {
      const dir = [item.dir, folder].filter(Boolean).join("/").replace(/\/$/, "");
      const suffix = tail.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
      for (const path of filesMatching(dir, "**", folders).slice(0, 4 * mostEntries)) {
        const stem = path.slice(dir.length + 1).replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
        if (stem.endsWith(suffix)) names.add(stem.slice(0, stem.length - suffix.length));
        if (names.size >= mostEntries) return [...names];
      }
    }
  }
  return [...names];
}
