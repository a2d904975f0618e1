import { moduleSymbol } from "../facts/module-facts.ts";
import { symbolIdOf } from "../ids.ts";
import type { Graph } from "./graph.ts";
import type { PathStep } from "./radius.ts";
import { symbolReach, type Point, type Reached } from "./symbol-reach.ts";

/** A module, or one of its symbols or exports. */
export interface Place {
  readonly module: number;
  readonly symbol: string | null;
}

/** The shortest chain by which `from` uses `to`, one step a module crossed; null when there is none. A runtime chain is preferred. */
export function whyPath(graph: Graph, from: Place, to: Place): readonly PathStep[] | null {
  const seeds = to.symbol === null ? allPoints(graph, to.module) : namedPoints(to.module, to.symbol);
  const isFrom = (at: Reached): boolean => at.module === from.module && (from.symbol === null || at.name === from.symbol) && at.module !== to.module;
  const { points } = symbolReach([graph], seeds, { until: (at) => at.runtime !== null && isFrom(at) });
  const found = points.findLast((at) => at.runtime !== null && isFrom(at)) ?? points.find(isFrom);
  return found === undefined ? null : stepsFrom(graph.ids, found);
}

/** Every point of a module: what a change of the whole file touches. */
export function allPoints(graph: Graph, module: number): Point[] {
  return [{ module, space: "all", name: "" }, ...graph.facts(module).symbols.map(({ name }): Point => ({ module, space: "symbol", name }))];
}

/** The declaration of this name and the export of this name: a re-export has no declaration, a local no export. */
export function namedPoints(module: number, name: string): Point[] {
  return [
    { module, space: "symbol", name },
    { module, space: "export", name },
  ];
}

/**
 * The explaining path of a reached point, from it down to the seed: a run-time way where there is one. Steps within one module are folded into the step
 * that enters it, so that each step's `to` is the next one's `from`.
 */
export function stepsFrom(ids: readonly string[], reached: Reached): readonly PathStep[] {
  const steps: PathStep[] = [];
  let user = reached;
  for (let at: Reached | null = reached; at !== null; ) {
    const { towards, edge }: Pick<Reached, "towards" | "edge"> = at.runtime ?? at;
    if (towards !== null && edge !== null) {
      steps.push({ from: nameOf(ids, user), to: nameOf(ids, towards), kind: edge.kind, typeOnly: edge.typeOnly });
      user = towards;
    }
    at = towards;
  }
  return steps;
}

function nameOf(ids: readonly string[], { module, space, name }: Point): PathStep["from"] {
  return symbolIdOf(ids[module]! as Parameters<typeof symbolIdOf>[0], space === "all" ? "*" : name === "" ? moduleSymbol : name);
}
