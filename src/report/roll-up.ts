import type { GraphReport } from "./graph-report.ts";

/**
 * The folder each module is drawn in. Opens the largest folder again and again while the drawing still fits. One depth
 * for all folders was tried first: in a monorepo it stops at `packages/`, which says nothing.
 */
export function foldersWithin(report: Pick<GraphReport, "modules" | "edges">, limits: { readonly nodes: number; readonly edges: number }): ReadonlyMap<string, string> {
  const members = new Map([["./", report.modules.map((module) => module.id)]]);
  const depths = new Map([["./", 0]]);
  const edgesBetween = edgeCounter(report);
  for (let largest: string | null = "./"; largest !== null; largest = largestOf(members, depths)) {
    const depth: number = (depths.get(largest) ?? 0) + 1;
    const opened = byFolder(members.get(largest) ?? [], depth);
    const next = new Map(members);
    next.delete(largest);
    for (const [folder, ids] of opened) next.set(folder, ids);
    const parent = largest;
    depths.delete(parent);
    if (next.size > limits.nodes || edgesBetween(next) > limits.edges) continue;
    members.delete(parent);
    for (const [folder, ids] of opened) {
      members.set(folder, ids);
      if (folder !== parent) depths.set(folder, depth);
    }
  }
  return new Map([...members].flatMap(([folder, ids]) => ids.map((id) => [id, folder] as const)));
}

/** Counts the edges between folders; in numbers, because it is asked once for each folder that is opened. */
function edgeCounter(report: Pick<GraphReport, "modules" | "edges">): (members: ReadonlyMap<string, readonly string[]>) => number {
  const numbers = new Map(report.modules.map(({ id }, i) => [id, i]));
  const pairs = report.edges.flatMap(({ from, to }) => [numbers.get(from) ?? 0, numbers.get(to) ?? 0]);
  const folders = new Int32Array(numbers.size);
  return (members) => {
    let folder = 0;
    for (const ids of members.values()) {
      for (const id of ids) folders[numbers.get(id) ?? 0] = folder;
      folder++;
    }
    const edges = new Set<number>();
    for (let i = 0; i < pairs.length; i += 2) {
      const [from = 0, to = 0] = [folders[pairs[i] ?? 0], folders[pairs[i + 1] ?? 0]];
      if (from !== to) edges.add(from * members.size + to);
    }
    return edges.size;
  };
}

function byFolder(ids: readonly string[], depth: number): ReadonlyMap<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const id of ids) {
    const folder = folderOf(id, depth);
    const there = folders.get(folder);
    if (there === undefined) folders.set(folder, [id]);
    else there.push(id);
  }
  return folders;
}

/** The folder with most modules among those that can still be opened. */
function largestOf(members: ReadonlyMap<string, readonly string[]>, depths: ReadonlyMap<string, number>): string | null {
  let largest: string | null = null;
  for (const folder of depths.keys()) {
    if (largest === null || (members.get(folder)?.length ?? 0) > (members.get(largest)?.length ?? 0)) largest = folder;
  }
  return largest;
}

/** The first `depth` folders of a path, `./` for a file at the root. */
function folderOf(id: string, depth: number): string {
  const folders = id.split("/").slice(0, -1).slice(0, depth);
  return folders.length === 0 ? "./" : `${folders.join("/")}/`;
}
