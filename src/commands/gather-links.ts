import { deserialize, serialize } from "node:v8";
import { isSource, type FactGap } from "../facts/module-facts.ts";
import type { ModuleTable } from "../graph/module-table.ts";
import { linkModule, type ModuleLinks } from "../graph/link.ts";
import { compareText, type RepoPath } from "../ids.ts";
import type { Resolver } from "../graph/resolution.ts";
import type { Snapshot, TreeEntry } from "../snapshot.ts";
import type { Cache } from "../store/cache.ts";
import { type FactsBook, saysWhatItUses } from "./gather-facts.ts";

/** Links of one snapshot as they are kept: modules by their place in `ids`, three numbers a link in `links`. */
interface KeptLinks {
  readonly ids: readonly RepoPath[];
  /** What each row was made from, for the first ids: those that have a row. */
  readonly texts: readonly string[];
  readonly starts: Int32Array;
  readonly links: Int32Array;
  readonly externalNames: readonly string[];
  readonly externalStarts: Int32Array;
  readonly externals: Int32Array;
  /** Tsconfig of each row by its place in `scopeNames`; -1 for none. */
  readonly scopeNames: readonly RepoPath[];
  readonly scopes: Int32Array;
  readonly rest: readonly (readonly [row: number, unresolved: ModuleLinks["unresolved"], gaps: readonly FactGap[]])[];
}

/** Links are written anew once this many modules were linked afresh: fewer are quicker linked again than written. */
const worthKeeping = 100;

/** Rows of one resolution key by path, with the text each was made from. */
type Rows = Map<RepoPath, { readonly text: string; readonly row: ModuleLinks }>;

export interface LinkSource {
  readonly cache: Cache;
  readonly book: FactsBook;
  readonly table: ModuleTable;
  /** What this run linked already, by key: base and head mostly share all but a few modules. */
  readonly linked: Map<string, LinkedOnce>;
}

interface LinkedOnce {
  readonly snapshot: Snapshot;
  readonly rows: Rows;
  readonly found: ReadonlyMap<number, ModuleLinks>;
  readonly hasAssetLinks: boolean;
}

/**
 * Where every request of a snapshot leads, by module number. Links are kept under a key that names all that resolution
 * depends on (the file set and the manifests), so only modules whose own text changed are linked again.
 */
export async function gatherLinks(snapshot: Snapshot, key: string, resolver: Resolver, source: LinkSource): Promise<ReadonlyMap<number, ModuleLinks>> {
  const { cache, book, table, linked } = source;
  const before = linked.get(key);
  if (before !== undefined && !before.hasAssetLinks) return relink(snapshot, before, resolver, source);
  const known = before?.rows ?? readKept(cache, key, table);
  const rows: Rows = new Map(known);
  const sources = [...snapshot.entries.values()].filter(saysWhatItUses);
  sources.sort((a, b) => compareText(a.path, b.path));
  const stale = sources.filter((entry) => rows.get(entry.path)?.text !== textOf(entry));
  await book.ensure(stale);
  for (const entry of stale) rows.set(entry.path, { text: textOf(entry), row: linkModule(entry.path, book.of(entry), resolver, table) });
  if (stale.length > worthKeeping || (known === null && sources.length > 0)) {
    cache.put("links", key, serialize(keep(sources.map((entry) => ({ path: entry.path, text: textOf(entry), row: rows.get(entry.path)!.row })), table)));
  }
  const found = new Map(sources.map((entry) => [table.numberOf(entry.path), rows.get(entry.path)!.row]));
  const assetLinks = sources.filter((entry) => !isSource(entry.path)).map((entry) => table.numberOf(entry.path));
  linked.set(key, { snapshot, rows, found, hasAssetLinks: assetLinks.length > 0 });
  return assetLinks.length === 0 ? found : withoutUnasked(found, assetLinks);
}

/** The same files as in a snapshot linked before, under the same manifests: only those with another text are linked. */
async function relink(snapshot: Snapshot, before: LinkedOnce, resolver: Resolver, { book, table }: LinkSource): Promise<ReadonlyMap<number, ModuleLinks>> {
  const found = new Map(before.found);
  const changed = [...snapshot.entries.values()].filter((entry) => textOf(before.snapshot.entries.get(entry.path)) !== textOf(entry));
  await book.ensure(changed.filter(saysWhatItUses));
  for (const entry of changed) {
    if (saysWhatItUses(entry)) found.set(table.numberOf(entry.path), linkModule(entry.path, book.of(entry), resolver, table));
    else found.delete(table.find(entry.path));
  }
  return found;
}

/** What a row was made from: a link and a file may hold the same bytes and mean different things. */
function textOf(entry: TreeEntry | undefined): string {
  return entry === undefined ? "" : entry.mode.startsWith("100") ? entry.oid : `${entry.mode}:${entry.oid}`;
}

/** Links to a `README.md` or a folder are no modules: links to assets become some where a module asks for them. */
function withoutUnasked(rows: Map<number, ModuleLinks>, assetLinks: readonly number[]): ReadonlyMap<number, ModuleLinks> {
  const asked = new Set<number>();
  for (const { links } of rows.values()) for (let at = 1; at < links.length; at += 3) asked.add(links[at]!);
  for (const module of assetLinks) if (!asked.has(module)) rows.delete(module);
  return rows;
}

function readKept(cache: Cache, key: string, table: ModuleTable): Rows | null {
  const kept = cache.get("links", key);
  return kept === null ? null : keptRows(deserialize(kept) as KeptLinks, table);
}

function keptRows(kept: KeptLinks, table: ModuleTable): Rows {
  const numbers = Int32Array.from(kept.ids, (id) => table.numberOf(id));
  const rest = new Map(kept.rest.map(([row, unresolved, gaps]) => [row, { unresolved, gaps }]));
  const none = { unresolved: [], gaps: [] };
  const rows: Rows = new Map();
  kept.texts.forEach((text, i) => {
    const links = kept.links.subarray(kept.starts[i]!, kept.starts[i + 1]!);
    for (let at = 1; at < links.length; at += 3) links[at] = numbers[links[at]!]!;
    const externals = Array.from(kept.externals.subarray(kept.externalStarts[i]!, kept.externalStarts[i + 1]!), (name) => kept.externalNames[name]!);
    const scope = kept.scopeNames[kept.scopes[i]!] ?? null;
    rows.set(kept.ids[i]!, { text, row: { links, externals, scope, ...(rest.get(i) ?? none) } });
  });
  return rows;
}

function keep(rows: readonly { path: RepoPath; text: string; row: ModuleLinks }[], table: ModuleTable): KeptLinks {
  const ids: RepoPath[] = rows.map(({ path }) => path);
  const local = new Map(ids.map((id, i) => [table.numberOf(id), i]));
  const names = new Map<string, number>();
  const links: number[] = [];
  const externals: number[] = [];
  const scopeNames = new Map<RepoPath, number>();
  const scopes = rows.map(({ row: { scope } }) => {
    if (scope === null) return -1;
    if (!scopeNames.has(scope)) scopeNames.set(scope, scopeNames.size);
    return scopeNames.get(scope)!;
  });
  const starts = [0];
  const externalStarts = [0];
  const rest: [number, ModuleLinks["unresolved"], readonly FactGap[]][] = [];
  rows.forEach(({ row }, i) => {
    for (let at = 0; at < row.links.length; at += 3) {
      const target = row.links[at + 1]!;
      if (!local.has(target)) local.set(target, ids.push(table.ids[target]!) - 1);
      links.push(row.links[at]!, local.get(target)!, row.links[at + 2]!);
    }
    for (const name of row.externals) {
      if (!names.has(name)) names.set(name, names.size);
      externals.push(names.get(name)!);
    }
    starts.push(links.length);
    externalStarts.push(externals.length);
    if (row.unresolved.length > 0 || row.gaps.length > 0) rest.push([i, row.unresolved, row.gaps]);
  });
  return {
    ids,
    texts: rows.map(({ text }) => text),
    starts: Int32Array.from(starts),
    links: Int32Array.from(links),
    externalNames: [...names.keys()],
    externalStarts: Int32Array.from(externalStarts),
    externals: Int32Array.from(externals),
    scopeNames: [...scopeNames.keys()],
    scopes: Int32Array.from(scopes),
    rest,
  };
}
