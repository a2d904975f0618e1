import { createHash } from "node:crypto";
import type { Host } from "../host.ts";
import type { Gap } from "../gap.ts";
import { createGraph, createGraphOver, type GraphParts } from "../graph/create-graph.ts";
import type { Graph } from "../graph/graph.ts";
import { createModuleTable } from "../graph/module-table.ts";
import type { ModuleLinks } from "../graph/link.ts";
import { openRepository, type Repository } from "../git/repository.ts";
import type { ModuleId } from "../ids.ts";
import type { Resolver } from "../graph/resolution.ts";
import type { ResolutionContext } from "../resolve/context.ts";
import type { FolderLinks } from "../resolve/folder-links.ts";
import type { BlobReader, Snapshot } from "../snapshot.ts";
import { openCache } from "../store/cache.ts";
import { openRecordStore } from "../store/record-store.ts";
import { extractorVersion } from "../extract/version.ts";
import type { Progress } from "../progress.ts";
import { openFactsBook } from "./gather-facts.ts";
import { keptWhileWhole } from "./gather-missing.ts";
import { gatherLinks, type LinkSource } from "./gather-links.ts";
import { gatherContext } from "./gather-context.ts";

/** One run's open repository, cache and facts: what every gathering step works with. */
export interface Session extends LinkSource {
  readonly repository: Repository;
  readonly blobs: BlobReader;
  readonly progress: Progress | undefined;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly repo?: string | undefined;
  readonly progress?: Progress | undefined;
  /** Where results are kept, else the repository's own folder. A checksum does not stop a liar: who enforces names a folder that only they write. */
  readonly cacheDir?: string | undefined;
}

export async function openSession(host: Host, options: SessionOptions): Promise<Session> {
  const repository = await openRepository(host, options.repo === undefined ? {} : { cwd: options.repo });
  const { cacheDir = repository.cacheDir } = options;
  const { blobs, cache } = keptWhileWhole(repository.openBlobs(), openCache(cacheDir));
  const store = openRecordStore(cacheDir, extractorVersion);
  return {
    repository,
    blobs,
    cache,
    book: openFactsBook({ store, blobs, cacheDir, progress: options.progress }),
    table: createModuleTable(),
    linked: new Map(),
    progress: options.progress,
    async close() {
      options.progress?.done();
      await blobs.close();
      await repository.close();
    },
  };
}

/** A snapshot with its graph, and what resolving it left open. */
export interface Linked {
  readonly snapshot: Snapshot;
  readonly graph: Graph;
  readonly rows: ReadonlyMap<number, ModuleLinks>;
  readonly resolver: Resolver;
  /** Names all that resolution depends on: equal keys resolve alike. */
  readonly key: string;
  /** Manifests, workspaces and tsconfigs that could not be read as meant. */
  readonly contextGaps: readonly Gap[];
}

/** The graph of one snapshot, laid over `below` where one is given. Bytes are read only for files whose facts are not kept. */
export async function linkSnapshot(session: Session, snapshot: Snapshot, isTest: (module: ModuleId) => boolean, below?: Linked): Promise<Linked> {
  const { table, book } = session;
  const { context, key, gaps, folderLinks } = await gatherContext(session, snapshot);
  const resolver = below?.key === key ? below.resolver : await resolverOf(context, folderLinks, snapshot);
  const rows = await gatherLinks(snapshot, key, resolver, session);
  const parts = {
    table,
    rows,
    facts: (module: number) => book.of(snapshot.entries.get(table.ids[module]!)),
    packageOf: (module: ModuleId) => resolver.packageOf(module),
    isTest,
    setups: resolver.setups(),
  } satisfies GraphParts;
  const oidIn = (one: Snapshot, module: number): string | undefined => one.entries.get(table.ids[module]!)?.oid;
  const graph = below === undefined || (below.key !== key && parts.setups.length + below.resolver.setups().length > 0) ? createGraph(parts) : createGraphOver(below.graph, below.rows, parts, (module) => oidIn(snapshot, module) !== oidIn(below.snapshot, module));
  return { snapshot, graph, rows, resolver, key, contextGaps: gaps };
}

export type EntryPoint = ReturnType<Resolver["entries"]>[number];

/** Entry points of every package, kept by all that resolution depends on: finding them resolves whole `exports` maps. */
export function entriesOf({ cache }: Session, { key, resolver }: Linked): readonly EntryPoint[] {
  const kept = cache.get("entries", key);
  if (kept !== null) return JSON.parse(kept.toString()) as EntryPoint[];
  const entries = resolver.entries();
  cache.put("entries", key, Buffer.from(JSON.stringify(entries)));
  return entries;
}

async function resolverOf(context: ResolutionContext, folderLinks: FolderLinks, snapshot: Snapshot): Promise<Resolver> {
  const { createResolverThrough } = await import("../resolve/folder-links.ts");
  return createResolverThrough(folderLinks, context, { has: (path) => snapshot.entries.has(path as ModuleId), paths: () => snapshot.entries.keys() });
}

/** NUL keeps the parts apart: neither paths nor oids hold one. */
export function digestOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}
