import { compareText } from "../ids.ts";
import type { Cycle, Graph } from "./graph.ts";

/** Groups of modules that can all feel each other (strongly connected, two or more), largest first. */
export function cyclesOf(graph: Graph): readonly Cycle[] {
  const runtime = componentsOf(graph, true);
  const named = new Set(runtime.map(nameOf));
  const typed = componentsOf(graph, false).filter((group) => !named.has(nameOf(group)));
  const cycleOf = (group: number[], isRuntime: boolean): Cycle => ({ modules: group.map((module) => graph.ids[module]!).sort(compareText), runtime: isRuntime });
  return [...runtime.map((group) => cycleOf(group, true)), ...typed.map((group) => cycleOf(group, false))].sort(
    (a, b) => Number(b.runtime) - Number(a.runtime) || b.modules.length - a.modules.length || compareText(a.modules[0]!, b.modules[0]!),
  );
}

function nameOf(group: readonly number[]): string {
  return [...group].sort((a, b) => a - b).join();
}

/** Tarjan 1972, with an explicit stack: import chains are deeper than the call stack of a large repository allows. */
function componentsOf(graph: Graph, runtimeOnly: boolean): number[][] {
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const components: number[][] = [];
  const targetsOf = (module: number): number[] => graph.uses(module).flatMap((link) => (runtimeOnly && link.typeOnly ? [] : [link.module]));

  for (const root of graph.present) {
    if (order.has(root)) continue;
    const calls = [enter(root)];
    while (calls.length > 0) {
      const call = calls.at(-1)!;
      const target = call.targets.pop();
      if (target === undefined) {
        calls.pop();
        leave(call.module, calls.at(-1)?.module);
      } else if (!order.has(target)) calls.push(enter(target));
      else if (isOpen.has(target)) low.set(call.module, Math.min(low.get(call.module)!, order.get(target)!));
    }
  }
  return components;

  function enter(module: number): { module: number; targets: number[] } {
    order.set(module, order.size);
    low.set(module, order.size - 1);
    open.push(module);
    isOpen.add(module);
    return { module, targets: targetsOf(module) };
  }
  function leave(module: number, caller: number | undefined): void {
    if (caller !== undefined) low.set(caller, Math.min(low.get(caller)!, low.get(module)!));
    if (low.get(module) !== order.get(module)) return;
    const component: number[] = [];
    let member: number;
    do {
      member = open.pop()!;
      isOpen.delete(member);
      component.push(member);
    } while (member !== module);
    if (component.length > 1) components.push(component);
  }
}
