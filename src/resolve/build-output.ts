import { type FileLookup, extensionOf } from "./file-lookup.ts";
import type { Found } from "./found.ts";
import { baseNameOf, below, foldersUp, parentOf } from "./join-path.ts";
import type { TsconfigContext } from "./tsconfig.ts";

/** Leads from a path in a build folder back to the source it is made from, whether the build has run or not. */
export interface BuildOutput {
  /** `certain`: a tsconfig or the folder's name says it holds nothing but output, so a file lying there is not the answer. */
  sourceOf(path: string, packageDir: string): { readonly found: Found; readonly certain: boolean } | null;
  /** Folders where the sources of an output folder may lie: as the tsconfigs have it, then by convention. */
  sourceFolders(dir: string, packageDir: string): readonly string[];
  /** A cheap first look: whether a file at this path could be output for certain. */
  mayHold(path: string): boolean;
  /** Whether the path lies in a folder that builds write. */
  isOutput(path: string, packageDir: string): boolean;
}

const certainFolder = /^(?:dist|build|out|output|\.output|dist[-_.].+|lib-[a-z0-9]+|build-.+)$/;
const likelyFolder = /^(?:lib|libs|es|esm|cjs|umd|commonjs|module|modules|modern|legacy|types|typings|dts|es6|es2015|release|bundles?|prod|package|npm|generated|compiled|_esm|_cjs|esm\d+|fesm\d+|\.tshy-build|temp|declarations)$/;
/** A second folder below the first that names a format, not a place in the source. */
const formatFolder = /^(?:cjs|esm|es|mjs|umd|types|typings|dts|dev|prod|development|production|browser|node|modern|legacy|commonjs|module|lib|dist|es6|es20\d\d|esnext|esm-?node|esm-?browser|node-esm|node-cjs|default|declarations|source|bundle|packem_shared)$/;
const formatSuffix = /[.-](?:cjs|esm|mjs|umd|iife|min|module|modern|legacy|common|global|prod|production|dev|development|browser|node|es|bundle|bundler|esm-bundler|esm-browser|system|amd|d)$/;
const sourceFolders = ["src", "source", "lib"];

/** What the source of an output file may be called, by the output's extension. */
const script = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro", ".d.ts"];
const style = [".css", ".scss", ".sass", ".less", ".styl", ".pcss", ".postcss"];
const sourceExtensions = new Map<string, readonly string[]>([
  ...["js", "cjs", "mjs", "jsx", "ts", "mts", "cts", ""].map((extension) => [extension, script] as const),
  // Styles that a bundler takes out of code lie under the code's name.
  ["css", [...style, ...script]],
  ["vue", [".vue", ...script]],
  ["svelte", [".svelte", ...script]],
]);

export function createBuildOutput(tsconfigs: readonly TsconfigContext[], lookup: FileLookup): BuildOutput {
  const rootsByOutput = outputFolders(tsconfigs);
  const marks = [...new Set([...rootsByOutput.keys(), "dist"].map((folder) => `${baseNameOf(folder)}/`))];
  const mayHold = (path: string): boolean => marks.some((mark) => path.includes(mark));

  const named = (stem: string, extension: string): Found | null => {
    const options = sourceExtensions.get(extension) ?? [`.${extension}`];
    const present = lookup.extensions(stem);
    const hit = options.find((option) => present.includes(option) || (!script.includes(option) && lookup.has(stem + option)));
    return hit === undefined ? null : lookup.file(stem + hit);
  };
  const at = (stem: string, extension: string): Found | null => named(stem, extension) ?? named(`${stem}/index`, extension);

  /** `outDir` → `rootDir`, as the nearest tsconfig that writes there has it. */
  const configured = (path: string): Found | null => {
    if (!mayHold(path)) return null;
    const { stem, extension } = splitExtension(path);
    for (const folder of foldersUp(parentOf(path))) {
      for (const root of rootsByOutput.get(folder) ?? []) {
        const rest = below(folder, stem);
        const found = rest === null ? null : at(join(root, rest), extension);
        if (found !== null) return found;
      }
    }
    return null;
  };

  const conventional = (path: string, packageDir: string): Found | null => {
    const inside = below(packageDir, path);
    if (inside === null) return null;
    const { stem, extension } = splitExtension(inside);
    const first = stem.slice(0, Math.max(0, stem.indexOf("/")));
    for (const rest of strippedOf(stem)) {
      for (const name of [rest, rest.replace(formatSuffix, ""), rest.replace(formatSuffix, "").replace(formatSuffix, "")]) {
        for (const folder of [...sourceFolders, ""]) {
          if (folder === first || (folder === "" && !certainFolder.test(first) && lookup.has(path))) continue;
          const found = at(join(packageDir, join(folder, name)), extension);
          if (found !== null) return found;
        }
        if (!formatSuffix.test(rest)) break;
      }
    }
    return null;
  };

  const firstFolder = (path: string, packageDir: string): string => {
    const inside = below(packageDir, path) ?? "";
    return inside.slice(0, Math.max(0, inside.indexOf("/")));
  };
  const isConfigured = (path: string): boolean => mayHold(path) && foldersUp(parentOf(path)).some((folder) => rootsByOutput.has(folder));

  return {
    mayHold,
    sourceFolders(dir, packageDir) {
      const told = foldersUp(dir).flatMap((folder) => (rootsByOutput.get(folder) ?? []).map((root) => join(root, below(folder, dir) ?? "")));
      const stripped = strippedOf(below(packageDir, dir) ?? "");
      return [...told, ...["", ...stripped].flatMap((rest) => sourceFolders.map((folder) => join(packageDir, join(folder, rest))))].map((folder) => folder.replace(/\/$/, ""));
    },
    sourceOf(path, packageDir) {
      const viaConfig = configured(path);
      if (viaConfig !== null) return { found: viaConfig, certain: true };
      const first = firstFolder(path, packageDir);
      const certain = certainFolder.test(first);
      if (!certain && !likelyFolder.test(first)) return null;
      const found = conventional(path, packageDir);
      return found === null ? null : { found, certain };
    },
    isOutput(path, packageDir) {
      const first = firstFolder(path, packageDir);
      return certainFolder.test(first) || likelyFolder.test(first) || isConfigured(path);
    },
  };
}

/** `dist/esm/a/b` → `esm/a/b`, `a/b`, and what follows the last `/src/`: a build of several packages repeats their folders. */
function strippedOf(stem: string): readonly string[] {
  const parts = stem.split("/").slice(1);
  const options = [parts.join("/")];
  let rest = parts;
  while (rest.length > 1 && formatFolder.test(rest[0]!)) options.push((rest = rest.slice(1)).join("/"));
  const source = parts.lastIndexOf("src");
  if (source >= 0) options.push(parts.slice(source + 1).join("/"));
  return options.filter((option) => option !== "");
}

function splitExtension(path: string): { stem: string; extension: string } {
  const bare = path.replace(/\.d\.([cm]?ts)$/, ".$1");
  const extension = extensionOf(bare);
  if (!sourceExtensions.has(extension) && !/^(?:json|scss|sass|less|wasm|node|html|svg|png|graphql|astro)$/.test(extension)) return { stem: bare, extension: "" };
  return { stem: extension === "" ? bare : bare.slice(0, -extension.length - 1), extension };
}

function join(dir: string, rest: string): string {
  return dir === "" ? rest : `${dir}/${rest}`;
}

function outputFolders(tsconfigs: readonly TsconfigContext[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const config of tsconfigs) {
    const { rootDir, outDir, declarationDir } = config.options;
    const bases = config.include?.map(staticBase) ?? [];
    const roots = rootDir !== undefined ? [rootDir] : [...new Set([...bases, config.dir])];
    for (const output of [outDir, declarationDir]) {
      // Output beside the source, or above it, says nothing about where a file comes from.
      if (output === undefined || output === config.dir || output === "" || roots.includes(output) || below(output, config.dir) !== null) continue;
      folders.set(output, [...new Set([...(folders.get(output) ?? []), ...roots])]);
    }
  }
  return folders;
}

/** The folder before the first wildcard of a glob; a file's own folder. */
export function staticBase(glob: string): string {
  const parts = glob.split("/");
  const wild = parts.findIndex((part) => /[*?{[]/.test(part));
  const kept = wild < 0 ? parts : parts.slice(0, wild);
  return (wild < 0 && extensionOf(glob) !== "" ? kept.slice(0, -1) : kept).join("/");
}
