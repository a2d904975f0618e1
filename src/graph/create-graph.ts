import type { ModuleFacts } from "../facts/module-facts.ts";
import { compareText, type ModuleId, type PackageName, type RepoPath } from "../ids.ts";
import type { Graph, Link, UnresolvedImport } from "./graph.ts";
import { sameLinks, type ModuleLinks } from "./link.ts";
import type { ModuleTable } from "./module-table.ts";
import type { Setup } from "./resolution.ts";
import { reverseLinks, unpack } from "./reverse-links.ts";
import { runnerConfig, setupFolders, setupLinksOf } from "./setup-links.ts";

export interface GraphParts {
  readonly table: ModuleTable;
  /** By module number, in path order; targets without a row of their own are leaves. */
  readonly rows: ReadonlyMap<number, ModuleLinks>;
  /** Asked once a module, when a walk first gets there. */
  readonly facts: (module: number) => ModuleFacts;
  readonly packageOf: (module: ModuleId) => PackageName | null;
  readonly isTest: (module: ModuleId) => boolean;
  /** Setup files that no module's facts name. */
  readonly setups?: readonly Setup[];
}

/** Turns per-module links into a graph that can be walked both ways. */
export function createGraph(parts: GraphParts): Graph {
  const { table, rows } = parts;
  const reversed = lazy(() => reverseLinks(rows, table.ids.length));
  const setups = lazy(() => setupFolders(table, rows, parts.facts, parts.setups ?? []));
  const usedBy = memoized((module: number): readonly Link[] => {
    const folders = setups().get(module);
    const links = reversed()(module);
    return folders === undefined ? links : [...links, ...setupLinksOf(module, folders, table.ids, rows.keys(), parts.isTest)];
  });
  return { ...commonOf(parts, presentModules(rows)), differing: null, usedBy, newlyUsedBy: () => [] };
}

/**
 * A head's graph laid over its base's: only what differs is turned round, so its cost is that of the change. Says of
 * every module what a graph of its own would say.
 */
export function createGraphOver(below: Graph, belowRows: ReadonlyMap<number, ModuleLinks>, parts: GraphParts, isChanged: (module: number) => boolean): Graph {
  const { table, rows } = parts;
  const differing = new Set<number>();
  for (const [module, row] of rows) {
    const before = belowRows.get(module);
    if (before === row) continue; // Linked once for both, from the same text.
    if (before === undefined || isChanged(module) || !sameLinks(before, row)) differing.add(module);
  }
  for (const module of belowRows.keys()) if (!rows.has(module)) differing.add(module);
  if (setupsMayDiffer(table, rows, differing)) return createGraph(parts);
  const newRows = new Map([...differing].flatMap((module) => (rows.has(module) ? [[module, rows.get(module)!] as const] : [])));
  const newlyUsedBy = lazy(() => reverseLinks(newRows, table.ids.length));
  const usedBy = memoized((module: number): readonly Link[] => [...below.usedBy(module).filter((link) => !differing.has(link.module)), ...newlyUsedBy()(module)]);
  // No module went, so whatever the one below holds is still there; an asset nobody asks for any more is a leaf at worst.
  const present = new Set(below.present);
  for (const module of presentModules(newRows)) present.add(module);
  return { ...commonOf(parts, present), differing, usedBy, newlyUsedBy: (module) => newlyUsedBy()(module) };
}

/** Tests that came or went, or a runner's config that changed, move the links of setup files, which have no row. */
function setupsMayDiffer({ ids }: ModuleTable, rows: ReadonlyMap<number, ModuleLinks>, differing: ReadonlySet<number>): boolean {
  return [...differing].some((module) => !rows.has(module) || runnerConfig.test(ids[module]!)) || differing.size > rows.size / 4;
}

function commonOf({ table, rows, ...parts }: GraphParts, present: ReadonlySet<number>): Omit<Graph, "differing" | "usedBy" | "newlyUsedBy"> {
  const unresolved = lazy(() => unresolvedOf(rows, table));
  const externals = lazy(() => [...new Set([...rows.values()].flatMap((row) => row.externals))].sort(compareText));
  const scopes = lazy(() => modulesByScope(rows));
  return {
    ids: table.ids,
    present,
    indexOf: (id) => {
      const index = table.find(id);
      return present.has(index) ? index : -1;
    },
    packageOf: (module) => parts.packageOf(table.ids[module]!),
    isTest: (module) => parts.isTest(table.ids[module]!),
    facts: memoized(parts.facts),
    uses: (module) => unpack(rows.get(module)?.links ?? []),
    sameScope: (module) => scopes().get(rows.get(module)?.scope ?? null) ?? [],
    get unresolved() {
      return unresolved();
    },
    get externals() {
      return externals();
    },
  };
}

function presentModules(rows: ReadonlyMap<number, ModuleLinks>): ReadonlySet<number> {
  const present = new Set(rows.keys());
  for (const { links } of rows.values()) for (let i = 1; i < links.length; i += 3) present.add(links[i]!);
  return present;
}

function modulesByScope(rows: ReadonlyMap<number, ModuleLinks>): ReadonlyMap<RepoPath | null, readonly number[]> {
  const byScope = new Map<RepoPath | null, number[]>();
  for (const [module, { scope }] of rows) {
    const list = byScope.get(scope);
    if (list === undefined) byScope.set(scope, [module]);
    else list.push(module);
  }
  return byScope;
}

function unresolvedOf(rows: ReadonlyMap<number, ModuleLinks>, table: ModuleTable): UnresolvedImport[] {
  const out: UnresolvedImport[] = [];
  for (const [module, row] of rows) for (const one of row.unresolved) out.push({ from: table.ids[module]!, ...one });
  return out.sort((a, b) => compareText(a.from, b.from) || compareText(a.specifier, b.specifier) || a.line - b.line);
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function memoized<T>(make: (module: number) => T): (module: number) => T {
  const memo = new Map<number, T>();
  return (module) => {
    let value = memo.get(module);
    if (value === undefined) memo.set(module, (value = make(module)));
    return value;
  };
}
