import picomatch from "picomatch";
import { staticBase } from "./build-output.ts";
import { below, inNodeModules } from "./join-path.ts";
import type { TsconfigContext } from "./tsconfig.ts";

/** Whether a tsconfig's `files`, `include` and `exclude` take a path in. Extensions are left aside: other tools read them their own way. */
export function coverageOf(config: TsconfigContext): (path: string) => boolean {
  const files = new Set(config.files ?? []);
  const include = (config.include ?? (config.files === undefined ? [config.dir] : [])).map(folderGlob);
  const { outDir, declarationDir } = config.options;
  const outputs = [outDir, declarationDir].filter((dir) => dir !== undefined && dir !== config.dir && dir !== "") as string[];
  const exclude = (config.exclude ?? outputs).map(folderGlob);
  return (path) => files.has(path) || (include.some((matches) => matches(path)) && !exclude.some((matches) => matches(path)) && !inNodeModules(path));
}

/** TypeScript's globs: a folder stands for all below it. The common forms need no matcher. */
function folderGlob(glob: string): (path: string) => boolean {
  const folder = glob.replace(/(?:^|\/)\*\*(?:\/\*)?$/, "");
  if (!/[*?]/.test(folder)) return (path) => below(folder, path) !== null || path === folder;
  const base = staticBase(glob);
  const suffix = /^(?:.*\/)?\*\*\/\*(\.[^*?/]+)$/.exec(glob)?.[1];
  if (suffix !== undefined && glob.length === base.length + (base === "" ? 4 : 5) + suffix.length) return (path) => path.endsWith(suffix) && below(base, path) !== null;
  const patterns = (/\.[^/]*$|\*$/.test(glob) ? [glob] : [glob, `${glob}/**`]).map((pattern) => picomatch.makeRe(pattern, { dot: true }));
  return (path) => (base === "" || path.startsWith(base)) && patterns.some((pattern) => pattern.test(path));
}
