/**
 * The targets a manifest's `exports` or `imports` gives for a key, over all conditions at once: which condition holds is
 * decided by a build we do not run, so every target counts. Null when the map has no such key, `[]` when it forbids it.
 */
export function targetsOf(map: unknown, key: string): readonly string[] | null {
  const table = tableOf(map);
  if (table === null) return null;
  if (table.has(key) && !key.includes("*")) return leavesOf(table.get(key), "");
  const match = bestPattern(table, key);
  return match === null ? null : leavesOf(table.get(match.pattern), match.rest);
}

/** Every key of `exports` without a wildcard, and with one. */
export function keysOf(map: unknown): readonly string[] {
  return [...(tableOf(map)?.keys() ?? [])];
}

/** Every target string of a value, whatever the condition. */
export function leavesOf(value: unknown, rest: string): string[] {
  if (typeof value === "string") return [value.endsWith("/") ? value + rest : value.replaceAll("*", () => rest)];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, rest));
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((item) => leavesOf(item, rest));
}

/** `exports` may be one target or one set of conditions: then it is the table of `.` alone. */
function tableOf(map: unknown): ReadonlyMap<string, unknown> | null {
  if (map === undefined || map === null) return null;
  if (typeof map !== "object") return readTable(map);
  let table = tables.get(map);
  if (table === undefined) tables.set(map, (table = readTable(map)));
  return table;
}
const tables = new WeakMap<object, ReadonlyMap<string, unknown>>();

function readTable(map: {}): ReadonlyMap<string, unknown> {
  if (typeof map !== "object" || Array.isArray(map)) return new Map([[".", map]]);
  const rows = Object.entries(map);
  return rows.some(([key]) => key.startsWith(".") || key.startsWith("#")) ? new Map(rows) : new Map([[".", map]]);
}

/** The pattern with the longest text before its `*` (or the old folder form, `./x/`). */
function bestPattern(table: ReadonlyMap<string, unknown>, key: string): { pattern: string; rest: string } | null {
  let best: { pattern: string; rest: string; weight: number } | null = null;
  for (const pattern of table.keys()) {
    const star = pattern.indexOf("*");
    const head = star < 0 ? (pattern.endsWith("/") ? pattern : null) : pattern.slice(0, star);
    if (head === null || !key.startsWith(head)) continue;
    const tail = star < 0 ? "" : pattern.slice(star + 1);
    if (!key.endsWith(tail) || key.length < head.length + tail.length) continue;
    if (best === null || head.length > best.weight) best = { pattern, rest: key.slice(head.length, key.length - tail.length), weight: head.length };
  }
  return best;
}
