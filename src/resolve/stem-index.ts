import type { Files } from "./file-lookup.ts";

/** Which extensions the files of one name have: one look instead of one for each extension an import may leave out. */
export interface StemIndex {
  /** Extensions (`.ts`, `.d.ts`, `.native.tsx`) of the files whose path is `stem` and an extension. */
  of(stem: string): readonly string[];
}

const none: readonly string[] = [];
const known = new Set(["ts", "tsx", "js", "jsx", "mjs", "mts", "cjs", "cts", "json", "vue", "svelte", "astro"]);
/** Bundlers for these platforms take `x.web.ts` instead of `x.ts`, so importing `x` means them all. */
const platforms = new Set([".native", ".web", ".ios", ".android", ".windows", ".macos"]);

/** Built at the first question, in one pass over the snapshot's paths. */
export function createStemIndex(files: Files): StemIndex {
  let index: Map<string, readonly string[]> | null = null;
  const build = (): Map<string, readonly string[]> => {
    const made = new Map<string, readonly string[]>();
    // Most names have one file: those share one array for each extension.
    const single = new Map<string, readonly string[]>();
    const add = (stem: string, extension: string): void => {
      const present = made.get(stem);
      if (present !== undefined) return void made.set(stem, [...present, extension]);
      let alone = single.get(extension);
      if (alone === undefined) single.set(extension, (alone = [extension]));
      made.set(stem, alone);
    };
    for (const path of files.paths()) {
      const dot = path.lastIndexOf(".");
      if (dot <= 0 || !known.has(path.slice(dot + 1))) continue;
      const stem = path.slice(0, dot);
      add(stem, path.slice(dot));
      const inner = stem.lastIndexOf(".");
      if (inner <= stem.lastIndexOf("/")) continue;
      const mark = stem.slice(inner);
      if (mark === ".d" || platforms.has(mark)) add(stem.slice(0, inner), path.slice(inner));
    }
    return made;
  };
  return { of: (stem) => (index ??= build()).get(stem) ?? none };
}

export function isPlatformExtension(extension: string): boolean {
  return platforms.has(extension.slice(0, extension.lastIndexOf(".")));
}
