import type { ModuleFacts } from "../facts/module-facts.ts";
import { compareText, type ModuleId, type PackageName, type RepoPath } from "../ids.ts";
import type { Graph, Link, UnresolvedImport } from "./graph.ts";
import { codeOf, isTypeOnly, kindOf, type ModuleLinks } from "./link.ts";
import type { ModuleTable } from "./module-table.ts";

export interface GraphParts {
  readonly table: ModuleTable;
  /** By module number; absent for modules that are not in this snapshot. Targets without a row of their own are leaves. */
  readonly rows: ReadonlyMap<number, ModuleLinks>;
  /** Asked once a module, when a walk first gets there. */
  readonly facts: (module: number) => ModuleFacts;
  readonly packageOf: (module: ModuleId) => PackageName | null;
  /** The tsconfig a module belongs to: how far its ambient declarations are felt. */
  readonly scopeOf: (module: ModuleId) => RepoPath | null;
  readonly isTest: (module: ModuleId) => boolean;
}

/** Turns per-module links into a graph that can be walked both ways. */
export function createGraph(parts: GraphParts): Graph {
  const { table, rows } = parts;
  const present = presentModules(rows);
  const reverse = reverseOf(rows, () => table.ids.length, setupLinks(parts));
  const factsMemo = new Map<number, ModuleFacts>();
  const scopes = scopeIndex(parts, present);
  return {
    ids: table.ids,
    present,
    indexOf: (id) => {
      const index = table.find(id);
      return present.has(index) ? index : -1;
    },
    packageOf: (module) => parts.packageOf(table.ids[module]!),
    isTest: (module) => parts.isTest(table.ids[module]!),
    facts(module) {
      let facts = factsMemo.get(module);
      if (facts === undefined) factsMemo.set(module, (facts = parts.facts(module)));
      return facts;
    },
    uses: (module) => unpack(rows.get(module)?.links ?? []),
    usedBy: (module) => reverse.usedBy(module),
    sameScope: (module) => scopes(module),
    unresolved: unresolvedOf(rows, table),
    externals: [...new Set([...rows.values()].flatMap((row) => row.externals))].sort(compareText),
  };
}

function presentModules(rows: ReadonlyMap<number, ModuleLinks>): ReadonlySet<number> {
  const present = new Set(rows.keys());
  for (const { links } of rows.values()) for (let i = 1; i < links.length; i += 3) present.add(links[i]!);
  return present;
}

function unpack(links: ArrayLike<number>): Link[] {
  const out: Link[] = [];
  for (let i = 0; i < links.length; i += 3) out.push(linkOf(links[i + 1]!, links[i]!, links[i + 2]!));
  return out;
}

function linkOf(module: number, request: number, code: number): Link {
  return { module, request, kind: kindOf(code), typeOnly: isTypeOnly(code) };
}

/** The same links by target, in one pass over flat arrays (counting sort); unpacked only where a walk comes by. */
function reverseOf(rows: ReadonlyMap<number, ModuleLinks>, size: () => number, extra: readonly number[][]): { usedBy(module: number): readonly Link[] } {
  const counts = new Int32Array(size() + 1);
  const each = (visit: (from: number, request: number, target: number, code: number) => void): void => {
    for (const [from, { links }] of rows) for (let i = 0; i < links.length; i += 3) visit(from, links[i]!, links[i + 1]!, links[i + 2]!);
    for (const [from, target, code] of extra) visit(from!, -1, target!, code!);
  };
  each((_from, _request, target) => void counts[target + 1]!++);
  for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
  const packed = new Int32Array(counts[counts.length - 1]! * 3);
  const cursor = counts.slice();
  each((from, request, target, code) => {
    const at = cursor[target]!++ * 3;
    packed[at] = from;
    packed[at + 1] = request;
    packed[at + 2] = code;
  });
  const memo = new Map<number, readonly Link[]>();
  return {
    usedBy(module) {
      let links = memo.get(module);
      if (links === undefined) {
        const out: Link[] = [];
        for (let i = counts[module]!; i < counts[module + 1]!; i++) out.push(linkOf(packed[i * 3]!, packed[i * 3 + 1]!, packed[i * 3 + 2]!));
        memo.set(module, (links = out));
      }
      return links;
    },
  };
}

/** A test runner's setup file is felt by every test below the folder of the config that names it. */
function setupLinks({ table, rows, facts, isTest }: GraphParts): number[][] {
  const out: number[][] = [];
  for (const [config, { links }] of rows) {
    if (!/(^|\/)(vite|vitest|jest)[^/]*\.[cm]?[jt]s$|(^|\/)(jest|vitest)[^/]*\//.test(table.ids[config]!)) continue;
    const requests = facts(config).requests;
    for (let i = 0; i < links.length; i += 3) {
      if (requests[links[i]!]?.shape !== "setup") continue;
      const folder = table.ids[config]!.slice(0, table.ids[config]!.lastIndexOf("/") + 1);
      for (const test of rows.keys()) {
        const id = table.ids[test]!;
        if (test !== links[i + 1] && id.startsWith(folder) && isTest(id)) out.push([test, links[i + 1]!, codeOf("side-effect", false)]);
      }
    }
  }
  return out;
}

function scopeIndex({ table, rows, scopeOf }: GraphParts, present: ReadonlySet<number>): (module: number) => readonly number[] {
  let byScope: Map<RepoPath | null, number[]> | null = null;
  return (module) => {
    if (byScope === null) {
      byScope = new Map();
      for (const other of rows.keys()) {
        const scope = scopeOf(table.ids[other]!);
        const list = byScope.get(scope);
        if (list === undefined) byScope.set(scope, [other]);
        else list.push(other);
      }
    }
    return present.has(module) ? byScope.get(scopeOf(table.ids[module]!)) ?? [] : [];
  };
}

function unresolvedOf(rows: ReadonlyMap<number, ModuleLinks>, table: ModuleTable): UnresolvedImport[] {
  const out: UnresolvedImport[] = [];
  for (const [module, row] of rows) for (const one of row.unresolved) out.push({ from: table.ids[module]!, ...one });
  return out.sort((a, b) => compareText(a.from, b.from) || compareText(a.specifier, b.specifier) || a.line - b.line);
}
