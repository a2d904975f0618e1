import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { closestReal } from "./closest-real.ts";
import type { HookSite } from "./hook-site.ts";

/** Who writes the hook files that git runs here, and so where ours have to be said. */
export type Manager =
  /** The team's own files lie in `folder`; git runs launchers in `launchers` (husky 9), or the files themselves. */
  | { readonly kind: "husky"; readonly folder: string; readonly launchers: string | null; readonly installed: boolean }
  | { readonly kind: "lefthook"; readonly file: string; readonly installed: boolean }
  /** `file` is package.json, or a file that holds nothing else. */
  | { readonly kind: "simple-git-hooks"; readonly file: string; readonly installed: boolean }
  | { readonly kind: "pre-commit"; readonly file: string; readonly installed: boolean }
  /** Files in the folder git looks in, which lies in the git directory or in the working tree. */
  | { readonly kind: "files"; readonly folder: string }
  /** `core.hooksPath` leads out of this repository: the folder serves others, too. */
  | { readonly kind: "elsewhere"; readonly folder: string };

type Configured = Extract<Manager, { kind: "lefthook" | "simple-git-hooks" | "pre-commit" }>;

const lefthookNames = ["lefthook", ".lefthook", ".config/lefthook"].flatMap((name) => ["yml", "yaml", "json", "jsonc", "toml"].map((ending) => `${name}.${ending}`));
const simpleNames = [".simple-git-hooks", "simple-git-hooks"].flatMap((name) => ["cjs", "js", "mjs"].map((ending) => `${name}.${ending}`));
const simpleJsonNames = [".simple-git-hooks.json", "simple-git-hooks.json"];

/** Looks at files only; nothing of the repository runs. What git runs now counts more than what is configured and not installed. */
export function managerOf(site: HookSite): Manager {
  const { folder, hooksPath, top } = site;
  const husky = hooksPath === null ? null : huskyIn(site);
  if (husky !== null) return husky;
  if (hooksPath !== null && !liesInRepository(site)) return { kind: "elsewhere", folder };
  const installed = installedIn(folder);
  const configured = [lefthookOf, simpleOf, preCommitOf].flatMap((find) => find(top, installed) ?? []);
  const first = configured.find((one) => one.installed) ?? configured[0];
  if (first !== undefined) return first;
  if (hooksPath === null && asksForHusky(top)) return { kind: "husky", folder: join(top, ".husky"), launchers: join(top, ".husky", "_"), installed: false };
  return { kind: "files", folder };
}

/** husky 9 sets `core.hooksPath` to `.husky/_`, which git ignores, so that a linked worktree has none; husky 5 to 8 set `.husky`. */
function huskyIn(site: HookSite): Manager | null {
  const { folder, top } = site;
  if (!liesInRepository(site)) return null;
  if (basename(folder) === "_" && (existsSync(join(folder, "h")) || basename(dirname(folder)) === ".husky" || asksForHusky(top))) {
    return { kind: "husky", folder: dirname(folder), launchers: folder, installed: existsSync(join(folder, "h")) };
  }
  if (basename(folder) === ".husky" || existsSync(join(folder, "_", "husky.sh"))) return { kind: "husky", folder, launchers: null, installed: true };
  return null;
}

function asksForHusky(top: string): boolean {
  const manifest = jsonIn(join(top, "package.json"));
  const scripts = Object.values(objectAt(manifest, "scripts"));
  return Object.hasOwn(objectAt(manifest, "devDependencies"), "husky") || Object.hasOwn(objectAt(manifest, "dependencies"), "husky") || scripts.some((script) => typeof script === "string" && /(?:^|[\s&|;])husky(?:$|[\s&|;])/.test(script));
}

function lefthookOf(top: string, installed: ReadonlySet<string>): Configured | null {
  const file = firstThere(top, lefthookNames);
  return file === null ? null : { kind: "lefthook", file, installed: installed.has("lefthook") };
}

function simpleOf(top: string, installed: ReadonlySet<string>): Configured | null {
  const keyed = Object.hasOwn(jsonIn(join(top, "package.json")), "simple-git-hooks") ? join(top, "package.json") : null;
  const file = firstThere(top, [...simpleNames, ...simpleJsonNames]) ?? keyed;
  return file === null ? null : { kind: "simple-git-hooks", file, installed: installed.has("simple-git-hooks") };
}

function preCommitOf(top: string, installed: ReadonlySet<string>): Configured | null {
  const file = firstThere(top, [".pre-commit-config.yaml", ".pre-commit-config.yml"]);
  return file === null ? null : { kind: "pre-commit", file, installed: installed.has("pre-commit") };
}

/** Each manager signs the hook files it writes. */
const signatures = { lefthook: "call_lefthook", "simple-git-hooks": "SKIP_SIMPLE_GIT_HOOKS", "pre-commit": "pre-commit.com" };

/** Who wrote the hook files in this folder. Another repository's samples say nothing. */
function installedIn(folder: string): ReadonlySet<string> {
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder).filter((name) => !/\.(?:sample|old|legacy)$/.test(name)) : [];
  const texts = names.map((name) => textOf(join(folder, name)) ?? "");
  return new Set(Object.entries(signatures).flatMap(([manager, signature]) => (texts.some((text) => text.includes(signature)) ? [manager] : [])));
}

function firstThere(top: string, names: readonly string[]): string | null {
  const name = names.find((one) => existsSync(join(top, one)));
  return name === undefined ? null : join(top, name);
}

function jsonIn(file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    // No manifest, or none that reads: then it names no manager. Nothing is judged by it.
    return {};
  }
}

function objectAt(value: object, key: string): object {
  const inner: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : null;
  return typeof inner === "object" && inner !== null ? inner : {};
}

/** Null for what is no readable file. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return null;
  }
}

/** Whether the folder, links followed as far as it is there, lies in this worktree, the main one, or the git directory. */
function liesInRepository({ folder, top, commonDir }: HookSite): boolean {
  const real = closestReal(folder);
  return [top, commonDir, ...(basename(commonDir) === ".git" ? [dirname(commonDir)] : [])].some((place) => {
    const way = relative(closestReal(place), real);
    return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && way !== real);
  });
}
