import { type Found, foundIn } from "./found.ts";
import { createStemIndex, isPlatformExtension } from "./stem-index.ts";

/** The snapshot's files, as far as resolution asks. */
export interface Files {
  has(path: string): boolean;
  paths(): Iterable<string>;
}

/** A path as imports write it (without extension, with another one) → the files it can mean. */
export interface FileLookup {
  has(path: string): boolean;
  /** Extensions of the source and JSON files of one name. */
  extensions(stem: string): readonly string[];
  /** The file at `path`: as it stands, by an extension swap, or by adding one. `suffixes` are TypeScript's `moduleSuffixes`. */
  file(path: string, suffixes?: readonly string[]): Found | null;
  /** `index` of a folder. */
  index(dir: string, suffixes?: readonly string[]): Found | null;
}

/** TypeScript's order, then what bundlers add. */
const added = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".mts", ".cjs", ".cts", ".d.ts", ".json", ".vue", ".svelte", ".astro", ".d.mts", ".d.cts"];
const declarations = [".d.ts", ".d.mts", ".d.cts"];

/** What an import of the written extension can stand for: the source it is compiled from comes first. */
const swaps: ReadonlyMap<string, readonly string[]> = new Map([
  ["js", [".ts", ".tsx", ".d.ts", ".jsx"]],
  ["jsx", [".tsx", ".ts", ".d.ts"]],
  ["mjs", [".mts", ".d.mts", ".ts", ".tsx"]],
  ["cjs", [".cts", ".d.cts", ".ts", ".tsx"]],
]);
const scripts = new Set(["ts", "tsx", "mts", "cts", ...swaps.keys()]);

export function createFileLookup(files: Files): FileLookup {
  const stems = createStemIndex(files);
  const has = (path: string): boolean => files.has(path);

  const firstOf = (stem: string, extensions: readonly string[]): string | null => {
    const present = stems.of(stem);
    if (present.length === 0) return null;
    const extension = extensions.find((option) => present.includes(option));
    return extension === undefined ? null : stem + extension;
  };
  const variantsOf = (stem: string): string[] => stems.of(stem).filter(isPlatformExtension).map((extension) => stem + extension);

  /** `x.js` written: its source, itself, or both where both are here (TypeScript takes the first, Vite and esbuild the second). */
  const swapped = (path: string, extension: string): Found | null => {
    const options = swaps.get(extension);
    if (options === undefined) return null;
    const stem = path.slice(0, -extension.length - 1);
    const hits = [firstOf(stem, options), has(path) ? path : null].filter((hit) => hit !== null);
    return foundIn([...hits, ...variantsOf(stem)]);
  };

  const exact = (path: string, extension: string): Found | null => {
    if (!has(path)) return null;
    if (scripts.has(extension)) return foundIn([path, ...variantsOf(path.slice(0, -extension.length - 1))]);
    const stem = path.slice(0, path.length - extension.length - 1);
    const declaration = firstOf(path, [".d.ts"]) ?? (has(`${stem}.d.${extension}.ts`) ? `${stem}.d.${extension}.ts` : null);
    return { code: [path], types: declaration === null ? [] : [declaration] };
  };

  const extended = (path: string): Found | null => {
    const present = stems.of(path);
    if (present.length === 0) return null;
    if (present.length === 1) return { code: [path + present[0]!], types: [] };
    const first = added.find((option) => present.includes(option));
    const hits = first === undefined ? [] : [first];
    // Beside TypeScript the same bundlers' choice as above, beside JavaScript its declarations.
    if (first === ".ts" || first === ".tsx") hits.push(...[".js", ".jsx"].filter((option) => present.includes(option)).slice(0, 1));
    else if (first !== undefined && scripts.has(first.slice(1))) hits.push(...declarations.filter((option) => present.includes(option)).slice(0, 1));
    return foundIn([...hits, ...present.filter(isPlatformExtension)].map((extension) => path + extension));
  };

  const plain = (path: string): Found | null => {
    const extension = extensionOf(path);
    return (extension === "" ? null : (swapped(path, extension) ?? exact(path, extension))) ?? (extension === "" && has(path) ? { code: [path], types: [] } : (extended(path) ?? untyped(path, extension)));
  };

  /** `x.ts` written where the source is still JavaScript: what a build rewrites or a migration is half way through. */
  const untyped = (path: string, extension: string): Found | null => {
    const stem = path.slice(0, -extension.length - 1);
    const hit = /^[cm]?tsx?$/.test(extension) ? firstOf(stem, [".js", ".jsx", ".mjs", ".cjs"]) : null;
    return hit === null ? null : { code: [hit], types: [] };
  };

  const file = (path: string, suffixes: readonly string[] = []): Found | null => {
    for (const suffix of suffixes) {
      const hit = suffix === "" ? plain(path) : plain(withSuffix(path, suffix));
      if (hit !== null) return hit;
    }
    return plain(path);
  };

  return { has, extensions: (stem) => stems.of(stem), file, index: (dir, suffixes) => file(dir === "" ? "index" : `${dir}/index`, suffixes) };
}

export function extensionOf(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot <= path.lastIndexOf("/") ? "" : path.slice(dot + 1);
}

function withSuffix(path: string, suffix: string): string {
  const extension = extensionOf(path);
  return scripts.has(extension) ? `${path.slice(0, -extension.length - 1)}${suffix}.${extension}` : path + suffix;
}
