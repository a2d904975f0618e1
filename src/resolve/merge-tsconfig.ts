import { parse, type ParseError } from "jsonc-parser";
import type { RepoPath } from "../ids.ts";
import { joinPath, parentOf } from "./join-path.ts";
import type { PathTable, TsconfigContext, TsconfigOptions } from "./tsconfig.ts";

/** A tsconfig as written, and what its text refers to. */
export interface RawTsconfig {
  readonly extends: readonly string[];
  readonly references: readonly string[];
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Reads one tsconfig's text; comments, trailing commas and a byte order mark are fine. Null when it is no object. */
export function parseTsconfig(text: string): RawTsconfig | null {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const { extends: base, references, files, include, exclude, compilerOptions } = value as Record<string, unknown>;
  const refs = Array.isArray(references) ? references.flatMap((item: unknown) => strings((item as { path?: unknown } | null)?.path)) : [];
  return {
    extends: strings(base),
    references: refs,
    ...(Array.isArray(files) ? { files: strings(files) } : {}),
    ...(Array.isArray(include) ? { include: strings(include) } : {}),
    ...(Array.isArray(exclude) ? { exclude: strings(exclude) } : {}),
    options: compilerOptions !== null && typeof compilerOptions === "object" ? (compilerOptions as Record<string, unknown>) : {},
  };
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");
}

/** Everything needed to find what a tsconfig extends. */
export interface TsconfigSource {
  /** The parsed text at a repo path; null when there is none or it does not parse. */
  read(path: string): RawTsconfig | null;
  /** Where an `extends` leads: a path of this repo, or null for a package outside it or a file that is not there. */
  locate(specifier: string, fromDir: string): string | null;
}

/** Told about each `extends` that leads to nothing readable. */
export type LostBase = (at: string, specifier: string, why: string) => void;

/** A value and the folder of the tsconfig it was written in. */
type Placed<T> = { readonly value: T; readonly dir: string };
interface Merged {
  options: Map<string, Placed<unknown>>;
  files?: Placed<readonly string[]>;
  include?: Placed<readonly string[]>;
  exclude?: Placed<readonly string[]>;
}

/** Keeps each distinct table of `paths` once and numbers it. */
export type KeepPaths = (table: PathTable) => number;

/** The tsconfig at `path` with all it extends; a cycle ends where it closes. */
export function mergeTsconfig(path: string, source: TsconfigSource, lost: LostBase, keep: KeepPaths): TsconfigContext | null {
  const own = source.read(path);
  if (own === null) return null;
  const merged = chain(path, own, source, new Set(), lost);
  const dir = parentOf(path);
  const place = (relative: string, from: string): string | null =>
    relative.startsWith("${configDir}") ? joinPath(dir, relative.slice(12).replace(/^\//, "./")) : relative.startsWith("/") ? null : joinPath(from, relative);
  const places = (list: Placed<readonly string[]>): string[] => list.value.flatMap((item) => place(item, list.dir) ?? []);
  return {
    path: path as RepoPath,
    dir,
    options: optionsOf(merged.options, place, keep),
    references: own.references.flatMap((reference) => place(reference, dir) ?? []),
    ...(merged.files === undefined ? {} : { files: places(merged.files) }),
    ...(merged.include === undefined ? {} : { include: places(merged.include) }),
    ...(merged.exclude === undefined ? {} : { exclude: places(merged.exclude) }),
  };
}

function chain(path: string, raw: RawTsconfig, source: TsconfigSource, open: Set<string>, lost: LostBase): Merged {
  const merged: Merged = { options: new Map() };
  const dir = parentOf(path);
  open.add(path);
  for (const specifier of raw.extends) {
    const target = source.locate(specifier, dir);
    const base = target === null ? null : source.read(target);
    if (base === null || target === null) {
      lost(path, specifier, target === null ? "is not in this tree" : "cannot be read");
    } else if (!open.has(target)) overlay(merged, chain(target, base, source, open, lost));
  }
  open.delete(path);
  const listed = (value: readonly string[] | undefined): Placed<readonly string[]> | undefined => (value === undefined ? undefined : { value, dir });
  overlay(merged, {
    options: new Map(Object.entries(raw.options).map(([name, value]) => [name, { value, dir }])),
    ...definedOnly({ files: listed(raw.files), include: listed(raw.include), exclude: listed(raw.exclude) }),
  });
  return merged;
}

function overlay(under: Merged, over: Merged): void {
  for (const [name, placed] of over.options) under.options.set(name, placed);
  if (over.files !== undefined) under.files = over.files;
  if (over.include !== undefined) under.include = over.include;
  if (over.exclude !== undefined) under.exclude = over.exclude;
}

function optionsOf(options: ReadonlyMap<string, Placed<unknown>>, place: (relative: string, from: string) => string | null, keep: KeepPaths): TsconfigOptions {
  const text = (name: string): string | undefined => {
    const value = options.get(name)?.value;
    return typeof value === "string" ? value : undefined;
  };
  const list = (name: string): string[] | undefined => {
    const value = options.get(name)?.value;
    return Array.isArray(value) ? strings(value) : undefined;
  };
  const folder = (name: string): string | undefined => {
    const value = text(name);
    return value === undefined ? undefined : (place(value, options.get(name)!.dir) ?? undefined);
  };
  const paths = options.get("paths");
  const baseUrl = folder("baseUrl");
  return definedOnly({
    paths: paths === undefined ? undefined : keep(pathRows(paths.value, (target) => place(target, baseUrl ?? paths.dir))),
    baseUrl,
    rootDir: folder("rootDir"),
    rootDirs: list("rootDirs")?.flatMap((item) => place(item, options.get("rootDirs")!.dir) ?? []),
    outDir: folder("outDir"),
    declarationDir: folder("declarationDir"),
    jsxImportSource: text("jsxImportSource"),
    types: list("types"),
    customConditions: list("customConditions"),
    moduleSuffixes: list("moduleSuffixes"),
    allowJs: options.get("allowJs")?.value === true ? true : undefined,
  });
}

function pathRows(paths: unknown, place: (target: string) => string | null): PathTable {
  if (paths === null || typeof paths !== "object") return [];
  return Object.entries(paths).map(([pattern, targets]) => [pattern, strings(targets).flatMap((target) => place(target) ?? [])] as const);
}

function definedOnly<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
