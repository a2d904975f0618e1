import type { ModuleId } from "../ids.ts";
import type { Resolver } from "../graph/resolution.ts";
import { joinPath, parentOf } from "./join-path.ts";
import { createResolver } from "./resolver.ts";
import type { ResolutionContext } from "./context.ts";

/** Symbolic links that stand for a folder of the repository: where the link is, and which folder. */
export type FolderLinks = readonly (readonly [link: string, folder: string])[];

/** Links that lead to links deeper than this are taken for a loop. */
const deepestChain = 8;
/** Files that linked folders may show once more; beyond it (links to a folder high up) the rest stays unresolved, as a gap. */
const mostMirrored = 50_000;

/** Those of a snapshot's symbolic links (`[path, target text]`) that lead to a folder of it, perhaps by way of other links. */
export function folderLinksOf(links: Iterable<readonly [path: string, target: string]>, paths: Iterable<string>): FolderLinks {
  const targets = new Map([...links].flatMap(([path, text]) => {
    const target = text.startsWith("/") ? null : joinPath(parentOf(path), text.replace(/\/+$/, ""));
    return target === null || target === "" ? [] : [[path, target] as const];
  }));
  if (targets.size === 0) return [];
  const folders = new Set<string>();
  for (const path of paths) for (let dir = parentOf(path); dir !== "" && !folders.has(dir); dir = parentOf(dir)) folders.add(dir);
  return [...targets.keys()].flatMap((link) => {
    let target: string | undefined = link;
    for (let i = 0; i < deepestChain && target !== undefined && targets.has(target); i++) target = targets.get(target);
    return target !== undefined && folders.has(target) ? [[link, target] as const] : [];
  });
}

interface Files {
  has(path: string): boolean;
  paths(): Iterable<string>;
}

/** A resolver that finds what lies behind linked folders too, and names it by the path it really has: one file, one module. */
export function createResolverThrough(links: FolderLinks, context: ResolutionContext, files: Files): Resolver {
  if (links.length === 0) return createResolver(context, files);
  const real = mirrored(links, files);
  const resolver = createResolver(context, { has: (path) => files.has(path) || real.has(path), paths: () => [...files.paths(), ...real.keys()] });
  return {
    ...resolver,
    resolve(request, from) {
      const resolution = resolver.resolve(request, from);
      return resolution.to === "modules" ? { to: "modules", modules: [...new Set(resolution.modules.map((module) => real.get(module) ?? module))] } : resolution;
    },
  };
}

/** Files as they appear through linked folders → the files they are. */
function mirrored(links: FolderLinks, files: Files): ReadonlyMap<string, ModuleId> {
  const real = new Map<string, ModuleId>();
  for (const [link, folder] of links) {
    for (const path of files.paths()) {
      if (!path.startsWith(`${folder}/`) || real.size >= mostMirrored) continue;
      real.set(link + path.slice(folder.length), path as ModuleId);
    }
  }
  return real;
}
