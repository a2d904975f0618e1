import { isSource } from "../facts/module-facts.ts";
import { type Answer, modulesOf } from "./answer.ts";
import type { FolderIndex } from "./folder-index.ts";
import { baseNameOf, below, inNodeModules, joinPath, parentOf } from "./join-path.ts";
import type { Packages } from "./packages.ts";
import type { Relative } from "./relative.ts";

export interface PathRooms {
  readonly folders: FolderIndex;
  readonly relative: Relative;
  readonly packages: Packages;
  literal(specifier: string, from: string): Answer;
  /** `./x` asked from a folder. */
  at(specifier: string, dir: string): Answer;
}

/** Resolves file names that are relative without saying so: `new URL("x.js", …)`, `/// <reference path>`, setup files, links. */
export function createPathRules({ folders, relative, packages, literal, at }: PathRooms): { resolve(specifier: string, from: string, setup: boolean): Answer } {
  /**
   * A folder stands for the sources below it. Not where it holds the file that names it (a root to start from, not
   * content) or whole packages (a place to list them), and not in a configuration file, where it is an alias
   * (`"@": new URL("./src", …)`).
   */
  const folderAnswer = (dir: string, from: string): Answer => {
    const holdsPackages = packages.members.some((member) => member.dir !== dir && below(dir, member.dir) !== null);
    const isRoot = holdsPackages || below(dir, from) !== null || /\.config\.[cm]?[jt]s$/.test(from);
    const inside = isRoot ? [] : folders.below(dir).filter((path) => isSource(path) && !inNodeModules(path));
    const answer = modulesOf(inside);
    return { plain: answer, typed: answer };
  };

  /** Runners take setup files from their `rootDir`, which may lie above the configuration. */
  const setupRoots = (from: string): readonly string[] => [...packages.chain(parentOf(from)).map(({ dir }) => dir as string), ""];

  const here = (specifier: string, from: string): Answer => {
    const dir = parentOf(from);
    const target = joinPath(dir, specifier);
    if (target !== null && folders.isFolder(target) && relative.find(target, dir) === null) return folderAnswer(target, from);
    return at(specifier.startsWith(".") ? specifier : `./${specifier}`, dir);
  };

  return {
    resolve(specifier, from, setup) {
      const dir = parentOf(from);
      if (specifier.startsWith("<rootDir>")) return at(`./${specifier.slice(9).replace(/^\/+/, "")}`, packages.nearest(dir)?.dir ?? "");
      if (specifier === "" || specifier.startsWith("/") || /^[a-z][a-z0-9+.-]+:/i.test(specifier)) return literal(specifier, from);
      const answer = here(specifier, from);
      if (answer.plain.to !== "unresolved") return answer;
      for (const root of setup ? setupRoots(from) : []) {
        const other = at(`./${specifier}`, root);
        if (other.plain.to === "modules") return other;
      }
      if (specifier.startsWith(".")) return answer;
      const named = literal(specifier, from);
      const known = named.plain.to === "modules" || (named.plain.to === "package" && packages.isDeclared(named.plain.name, dir));
      return known || (setup && !baseNameOf(specifier).includes(".")) ? named : answer;
    },
  };
}
