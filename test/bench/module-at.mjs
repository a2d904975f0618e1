const editable = /\.[cm]?[jt]sx?$/;

/**
 * The module to edit: of those somebody uses, the one at this share of the way from the smallest radius to the largest
 * (module-level, ties by path). The same graph gives the same module.
 */
export function moduleAt(graph, share) {
  const usedBy = new Map();
  for (const { from, to } of graph.edges) {
    if (from === to) continue;
    if (!usedBy.has(to)) usedBy.set(to, []);
    usedBy.get(to).push(from);
  }
  const candidates = graph.modules.map(({ id }) => id).filter((id) => editable.test(id) && !id.endsWith(".d.ts") && usedBy.has(id)).toSorted();
  // Enough for a percentile, and bounded on the largest repositories.
  const step = Math.max(1, Math.floor(candidates.length / 400));
  const sampled = candidates.filter((_, i) => i % step === 0).map((id) => ({ id, radius: radiusOf(id, usedBy) }));
  sampled.sort((a, b) => a.radius - b.radius || (a.id < b.id ? -1 : 1));
  if (sampled.length === 0) throw new Error("no module of this repository is used by another: there is no radius to measure");
  return sampled[Math.min(sampled.length - 1, Math.floor(sampled.length * share))];
}

function radiusOf(id, usedBy) {
  const reached = new Set([id]);
  for (const module of reached) for (const user of usedBy.get(module) ?? []) reached.add(user);
  return reached.size - 1;
}
