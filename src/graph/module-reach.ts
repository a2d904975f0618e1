import { isSource } from "../facts/module-facts.ts";
import { compareText, type ModuleId } from "../ids.ts";
import type { Graph } from "./graph.ts";
import type { RadiusSample } from "./radius.ts";

/**
 * How many modules stand at each distance from `seed` when the whole module changes: a module-level walk, coarser and much
 * quicker than the symbol walk. `visited` is scratch space of one number a module, marked with `round`.
 */
function histogramOf(importers: readonly (readonly number[])[], seed: number, visited: Int32Array, round: number): number[] {
  const histogram: number[] = [];
  visited[seed] = round;
  let frontier = [seed];
  while (frontier.length > 0) {
    const next: number[] = [];
    for (const module of frontier) {
      for (const user of importers[module]!) {
        if (visited[user] === round) continue;
        visited[user] = round;
        next.push(user);
      }
    }
    if (next.length > 0) histogram.push(next.length);
    frontier = next;
  }
  return histogram;
}

function importersOf(graph: Graph): readonly (readonly number[])[] {
  const importers: number[][] = graph.ids.map(() => []);
  for (const module of graph.present) importers[module] = [...new Set(graph.usedBy(module).map((link) => link.module))];
  return importers;
}

/** At most this many modules are sampled: beyond it the percentiles of a radius hardly move. */
export const sampleSize = 256;

/**
 * The radii of a sample of modules, what a change's own radius is ranked among. The sample is drawn by hashing paths
 * (FNV-1a, no clock, no random source), so the same tree always gives the same sample, and a new file hardly changes it.
 */
export function radiusSampleOf(graph: Graph): RadiusSample {
  const sources = [...graph.present].filter((module) => isSource(graph.ids[module]!));
  const drawn = sources
    .map((module) => ({ module, rank: fnv1a(graph.ids[module]!) }))
    .sort((a, b) => a.rank - b.rank || compareText(graph.ids[a.module]!, graph.ids[b.module]!))
    .slice(0, sampleSize);
  const importers = importersOf(graph);
  const visited = new Int32Array(graph.ids.length);
  return { modules: sources.length, histograms: drawn.map(({ module }, index) => histogramOf(importers, module, visited, index + 1)) };
}

/** The `count` modules with the most dependents, most first. */
export function moduleRadii(graph: Graph, count: number): { readonly module: ModuleId; readonly dependents: number }[] {
  const importers = importersOf(graph);
  const visited = new Int32Array(graph.ids.length);
  const radii = [...graph.present].map((module, index) => ({
    module: graph.ids[module]!,
    dependents: histogramOf(importers, module, visited, index + 1).reduce((sum, at) => sum + at, 0),
  }));
  return radii.sort((a, b) => b.dependents - a.dependents || compareText(a.module, b.module)).slice(0, count);
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
