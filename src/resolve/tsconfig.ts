import type { RepoPath } from "../ids.ts";

/** One tsconfig with its `extends` chain merged in. Every path and glob is repo-relative. Plain JSON. */
export interface TsconfigContext {
  readonly path: RepoPath;
  readonly dir: string;
  readonly options: TsconfigOptions;
  /** tsconfig files it refers to, in order. */
  readonly references: readonly string[];
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** The part of `compilerOptions` that decides where names lead. */
export interface TsconfigOptions {
  /** Index of its `paths` in the context's `pathTables`: dozens of configs inherit the same hundred rows. */
  readonly paths?: number;
  readonly baseUrl?: string;
  readonly rootDir?: string;
  readonly rootDirs?: readonly string[];
  readonly outDir?: string;
  readonly declarationDir?: string;
  readonly jsxImportSource?: string;
  readonly types?: readonly string[];
  readonly customConditions?: readonly string[];
  readonly moduleSuffixes?: readonly string[];
  readonly allowJs?: boolean;
}

/** Patterns of a tsconfig's `paths` with their repo-relative targets. */
export type PathTable = readonly (readonly [pattern: string, targets: readonly string[]])[];
