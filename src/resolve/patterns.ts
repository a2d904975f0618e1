import picomatch from "picomatch";
import { isSource } from "../facts/module-facts.ts";
import type { FolderIndex } from "./folder-index.ts";
import { inNodeModules } from "./join-path.ts";

/** A glob as a folder that is plain text and the pattern below it. `rest` is empty when nothing is wild. */
export function splitGlob(glob: string): { readonly base: string; readonly rest: string } {
  const parts = glob.split("/");
  const wild = parts.findIndex((part) => /[*?{[]|[@!+]\(/.test(part));
  return wild < 0 ? { base: glob, rest: "" } : { base: parts.slice(0, wild).join("/"), rest: parts.slice(wild).join("/") };
}

/** Files below `dir` that a glob means, left-out and swapped extensions included: `*` also means `a/index.ts`. */
export function filesMatching(dir: string, glob: string, folders: FolderIndex): string[] {
  if (glob === "") return [];
  const pattern = picomatch.makeRe(glob, { nonegate: true });
  const start = dir === "" ? 0 : dir.length + 1;
  return folders.below(dir).filter((path) => !inNodeModules(path.slice(start)) && spellingsOf(path.slice(start)).some((spelling) => pattern.test(spelling)));
}

/** The ways an import can name a file. */
function spellingsOf(path: string): readonly string[] {
  if (!isSource(path)) return [path, path.replace(/\.json$/, "")];
  const stem = path.replace(/(?:\.d)?\.[a-z]+$/, "");
  const spellings = [path, stem];
  if (/\.tsx?$/.test(path)) spellings.push(`${stem}.js`, `${stem}.jsx`);
  else if (path.endsWith(".mts")) spellings.push(`${stem}.mjs`);
  else if (path.endsWith(".cts")) spellings.push(`${stem}.cjs`);
  if (stem.endsWith("/index")) spellings.push(stem.slice(0, -6));
  return spellings;
}
