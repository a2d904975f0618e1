import { parse } from "jsonc-parser";
import { asRepoPath, compareText, type RepoPath } from "../ids.ts";
import type { Gap } from "../gap.ts";
import type { BlobReader, Snapshot, TreeEntry } from "../snapshot.ts";
import { isTsconfigName } from "../workspace/resolution-inputs.ts";
import type { ManifestFields, Workspace } from "../workspace/workspace.ts";
import { targetsOf } from "./exports-map.ts";
import { baseNameOf, inNodeModules, joinPath, parentOf } from "./join-path.ts";
import { mergeTsconfig, parseTsconfig, type RawTsconfig } from "./merge-tsconfig.ts";
import type { PathTable, TsconfigContext } from "./tsconfig.ts";

/** All that resolution reads besides the list of files. Plain JSON: callers keep it by the oids of its inputs. */
export interface ResolutionContext {
  readonly packages: Workspace["packages"];
  /** Folders whose nameless package.json says what importing the folder means (`{"main": "../dist/x.js"}`). */
  readonly folders: readonly { readonly dir: string; readonly manifest: ManifestFields }[];
  readonly pathTables: readonly PathTable[];
  /** Sorted by path, each with its `extends` chain merged in. */
  readonly tsconfigs: readonly TsconfigContext[];
  /** Files read beside the usual names, or looked for in vain, through a tsconfig's `extends`. */
  readonly extraInputs: readonly RepoPath[];
  readonly gaps: readonly Gap[];
}

/** Reads every tsconfig and nameless manifest of a snapshot. What cannot be read becomes a gap. */
export async function readResolutionContext(snapshot: Snapshot, blobs: BlobReader, workspace: Workspace): Promise<ResolutionContext> {
  const known = new Set<string>(workspace.packages.map(({ dir }) => dir));
  const gaps: Gap[] = [];
  const configs = new Map<string, TreeEntry>();
  const manifests: TreeEntry[] = [];
  for (const entry of snapshot.entries.values()) {
    if (!entry.path.endsWith(".json") || inNodeModules(entry.path)) continue;
    const name = baseNameOf(entry.path);
    if (isTsconfigName(name)) configs.set(entry.path, entry);
    else if (name === "package.json" && !known.has(parentOf(entry.path))) manifests.push(entry);
  }
  const texts = await readTexts(blobs, [...configs.values(), ...manifests]);
  const raw = new Map<string, RawTsconfig | null>();
  const locate = locator(snapshot, workspace);
  const extraInputs = await readChains({ snapshot, blobs, raw, texts, configs, locate });

  const tsconfigs: TsconfigContext[] = [];
  const scopes = new Set(workspace.packages.map(({ name }) => name.split("/")[0]!).filter((scope) => scope.startsWith("@")));
  const lost = (at: string, specifier: string, why: string): void => {
    // A base published elsewhere seldom steers resolution; one that is ours by name or place and gone does.
    const ours = specifier.startsWith(".") || scopes.has(specifier.split("/")[0]!) || why === "cannot be read";
    if (ours) gaps.push({ kind: "tsconfig", local: false, at: asRepoPath(at), because: `it extends ${JSON.stringify(specifier.slice(0, 120))}, which ${why}` });
  };
  const tables = new Map<string, number>();
  const keep = (table: PathTable): number => {
    const key = JSON.stringify(table);
    if (!tables.has(key)) tables.set(key, tables.size);
    return tables.get(key)!;
  };
  for (const path of [...configs.keys()].sort(compareText)) {
    const config = mergeTsconfig(path, { read: (file) => raw.get(file) ?? null, locate: (specifier, dir) => locate(specifier, dir).found }, lost, keep);
    if (config === null) gaps.push({ kind: "tsconfig", local: false, at: asRepoPath(path), because: "it could not be read as a tsconfig" });
    else tsconfigs.push(config);
  }
  return { packages: workspace.packages, folders: foldersOf(manifests, texts), pathTables: [...tables.keys()].map((key) => JSON.parse(key) as PathTable), tsconfigs, extraInputs, gaps };
}

async function readTexts(blobs: BlobReader, entries: readonly TreeEntry[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  let at = 0;
  for await (const { bytes } of blobs.readMany(entries.map(({ oid }) => oid))) {
    const entry = entries[at++]!;
    // A link to another tsconfig says what extending it would say.
    if (Buffer.isBuffer(bytes)) texts.set(entry.path, entry.mode === "120000" ? JSON.stringify({ extends: `./${bytes.toString()}` }) : bytes.toString());
  }
  return texts;
}

interface Chains {
  readonly snapshot: Snapshot;
  readonly blobs: BlobReader;
  readonly raw: Map<string, RawTsconfig | null>;
  readonly texts: Map<string, string>;
  readonly configs: ReadonlyMap<string, TreeEntry>;
  readonly locate: ReturnType<typeof locator>;
}

/** Follows `extends` and `references` to files of other names until nothing new is named. */
async function readChains({ snapshot, blobs, raw, texts, configs, locate }: Chains): Promise<RepoPath[]> {
  const extra = new Set<string>();
  let fresh: string[] = [...configs.keys()];
  while (fresh.length > 0) {
    const named = new Set<string>();
    for (const path of fresh) {
      const text = texts.get(path);
      const config = text === undefined ? null : parseTsconfig(text);
      raw.set(path, config);
      for (const specifier of config?.extends ?? []) {
        const { tried, found } = locate(specifier, parentOf(path));
        for (const candidate of found === null ? tried : [found]) if (!configs.has(candidate)) extra.add(candidate);
        if (found !== null && !raw.has(found)) named.add(found);
      }
    }
    fresh = [...named];
    const read = await readTexts(blobs, fresh.map((path) => snapshot.entries.get(path as RepoPath)!));
    for (const [path, text] of read) texts.set(path, text);
  }
  return [...extra].sort(compareText) as RepoPath[];
}

/** Where an `extends` leads: beside the config, or into a package of this repo. */
function locator(snapshot: Snapshot, workspace: Workspace): (specifier: string, dir: string) => { found: string | null; tried: readonly string[] } {
  const byName = new Map<string, Workspace["packages"][number]>();
  for (const item of workspace.packages) if (item.member || !byName.has(item.name)) byName.set(item.name, item);
  const candidates = (specifier: string, dir: string): string[] => {
    const installed = specifier.lastIndexOf("node_modules/");
    if (installed >= 0) return candidates(specifier.slice(installed + 13), dir);
    if (/^\.\.?(?:\/|$)/.test(specifier)) return variants(joinPath(dir, specifier));
    const [, name = "", rest = ""] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(specifier) ?? [];
    const found = byName.get(name);
    if (found === undefined) return [];
    const exported = targetsOf(found.manifest.exports, rest === "" ? "." : `./${rest}`) ?? [];
    return [...exported.flatMap((target) => joinPath(found.dir, target) ?? []), ...variants(joinPath(found.dir, rest === "" ? "./tsconfig.json" : rest))];
  };
  return (specifier, dir) => {
    const tried = candidates(specifier, dir).filter((path) => !path.endsWith("/"));
    return { tried, found: tried.find((path) => snapshot.entries.has(path as RepoPath)) ?? null };
  };
}

function variants(path: string | null): string[] {
  if (path === null) return [];
  return path.endsWith(".json") ? [path, `${path}/tsconfig.json`] : [path, `${path}.json`, path === "" ? "tsconfig.json" : `${path}/tsconfig.json`];
}

function foldersOf(manifests: readonly TreeEntry[], texts: ReadonlyMap<string, string>): ResolutionContext["folders"] {
  return manifests.flatMap((entry) => {
    const value: unknown = parse((texts.get(entry.path) ?? "").replace(/^\uFEFF/, ""), [], { allowTrailingComma: true });
    if (value === null || typeof value !== "object") return [];
    const { main, module, types, typings, browser, source, exports, imports } = value as ManifestFields;
    const manifest = Object.fromEntries(Object.entries({ main, module, types, typings, browser, source, exports, imports }).filter(([, field]) => field !== undefined));
    return Object.keys(manifest).length === 0 ? [] : [{ dir: parentOf(entry.path), manifest }];
  });
}
