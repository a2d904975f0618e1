import { type Found, foundIn } from "./found.ts";

/** The snapshot's files, as far as resolution asks. */
export interface Files {
  has(path: string): boolean;
  paths(): Iterable<string>;
}

/** A path as imports write it (without extension, with another one) → the files it can mean. */
export interface FileLookup {
  has(path: string): boolean;
  /** The file at `path`: as it stands, by an extension swap, or by adding one. `suffixes` are TypeScript's `moduleSuffixes`. */
  file(path: string, suffixes?: readonly string[]): Found | null;
  /** `index` of a folder. */
  index(dir: string, suffixes?: readonly string[]): Found | null;
}

/** TypeScript's order, then what bundlers add. */
const added = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".mts", ".cjs", ".cts", ".d.ts", ".json", ".vue", ".svelte", ".astro", ".d.mts", ".d.cts"];

/** What an import of the written extension can stand for: the source it is compiled from comes first. */
const swaps: ReadonlyMap<string, readonly string[]> = new Map([
  ["js", [".ts", ".tsx", ".d.ts", ".jsx"]],
  ["jsx", [".tsx", ".ts", ".d.ts"]],
  ["mjs", [".mts", ".d.mts", ".ts", ".tsx"]],
  ["cjs", [".cts", ".d.cts", ".ts", ".tsx"]],
]);
const scripts = new Set(["ts", "tsx", "mts", "cts", ...swaps.keys()]);
const platforms = /^(.+)\.(?:native|web|ios|android|windows|macos)(\.[cm]?[jt]sx?)$/;

export function createFileLookup(files: Files): FileLookup {
  const has = (path: string): boolean => files.has(path);
  let variants: ReadonlyMap<string, readonly string[]> | null = null;
  /** `x.native.ts`, `x.web.ts`, … by `x`: bundlers for those platforms take them instead of `x.ts`, so all count. */
  const variantsOf = (stem: string): readonly string[] => (variants ??= platformVariants(files)).get(stem) ?? [];

  const firstOf = (stem: string, extensions: readonly string[]): string | null => {
    for (const extension of extensions) if (has(stem + extension)) return stem + extension;
    return null;
  };

  /** Both `x.ts` and `x.js` are here: TypeScript takes the first, Vite and esbuild the second. */
  const withTwin = (stem: string, hit: string): string[] => {
    const hits = [hit, ...variantsOf(stem)];
    if (hit.endsWith(".ts") || hit.endsWith(".tsx")) {
      if (hit.endsWith(".d.ts")) return hits;
      const twin = firstOf(stem, [".js", ".jsx"]);
      return twin === null ? hits : [...hits, twin];
    }
    if (scripts.has(extensionOf(hit))) {
      const declaration = firstOf(stem, [".d.ts", ".d.mts", ".d.cts"]);
      if (declaration !== null) hits.push(declaration);
    }
    return hits;
  };

  const swapped = (path: string, extension: string): Found | null => {
    const options = swaps.get(extension);
    if (options === undefined) return null;
    const stem = path.slice(0, -extension.length - 1);
    const source = firstOf(stem, options);
    if (has(path)) return foundIn([...(source === null ? [] : [source]), path, ...variantsOf(stem)]);
    return source === null ? foundIn(variantsOf(stem)) : foundIn([source, ...variantsOf(stem)]);
  };

  const exact = (path: string, extension: string): Found | null => {
    if (!has(path)) return null;
    if (scripts.has(extension)) return foundIn([path, ...variantsOf(path.slice(0, -extension.length - 1))]);
    const declaration = firstOf(path, [".d.ts"]) ?? firstOf(path.slice(0, path.length - extension.length - 1), [`.d.${extension}.ts`]);
    return { code: [path], types: declaration === null ? [] : [declaration] };
  };

  const plain = (path: string): Found | null => {
    const extension = extensionOf(path);
    const hit = swapped(path, extension) ?? exact(path, extension);
    if (hit !== null) return hit;
    const source = firstOf(path, added);
    return source === null ? foundIn(variantsOf(path)) : foundIn(withTwin(path, source));
  };

  const file = (path: string, suffixes: readonly string[] = []): Found | null => {
    for (const suffix of suffixes) {
      const hit = suffix === "" ? plain(path) : plain(withSuffix(path, suffix));
      if (hit !== null) return hit;
    }
    return plain(path);
  };

  return {
    has,
    file,
    index: (dir, suffixes) => file(dir === "" ? "index" : `${dir}/index`, suffixes),
  };
}

export function extensionOf(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot <= path.lastIndexOf("/") ? "" : path.slice(dot + 1);
}

function withSuffix(path: string, suffix: string): string {
  const extension = extensionOf(path);
  return scripts.has(extension) ? `${path.slice(0, -extension.length - 1)}${suffix}.${extension}` : path + suffix;
}

function platformVariants(files: Files): ReadonlyMap<string, readonly string[]> {
  const byStem = new Map<string, string[]>();
  for (const path of files.paths()) {
    const match = platforms.exec(path);
    if (match !== null) byStem.set(match[1]!, [...(byStem.get(match[1]!) ?? []), path]);
  }
  return byStem;
}
