import type { RepoPath } from "./ids.ts";

/** Why something could not be read or resolved. The catalogue below says it in words; a new kind does not compile without. */
export type GapKind =
  | "unresolved-import"
  | "computed-import"
  | "parse-error"
  | "binary-source"
  | "too-large"
  | "missing-blob"
  | "symlink"
  | "submodule"
  | "lfs-pointer"
  | "name-clash"
  | "workspace"
  | "manifest"
  | "tsconfig"
  | "shallow-history"
  | "limit";

/**
 * Something that could not be read or resolved. *Local* when it could hide a dependent of this change, else *distant*.
 * Local gaps widen the answer first; no gap ever narrows it.
 */
export interface Gap {
  readonly kind: GapKind;
  readonly local: boolean;
  readonly at: RepoPath;
  readonly because: string;
}

export const gapTitles = {
  "unresolved-import": "an import that leads to no file of this repository",
  "computed-import": "an import whose target is computed when the program runs",
  "parse-error": "a file that does not parse; the whole file counts as one symbol",
  "binary-source": "a source file that holds binary bytes",
  "too-large": "a source file too large to parse",
  "missing-blob": "content that is not in this clone (partial clone)",
  "symlink": "a symbolic link in the change; what it leads to counts",
  "submodule": "a submodule; its files belong to another repository",
  "lfs-pointer": "a pointer to a large file kept outside git",
  "name-clash": "a new name that is another file's where upper and lower case are one",
  "workspace": "workspace packages that could not be found as declared",
  "manifest": "a package.json that could not be read",
  "tsconfig": "a tsconfig that could not be read",
  "shallow-history": "history cut short by a shallow clone",
  "limit": "a limit was reached before everything was read",
} satisfies Record<GapKind, string>;
