import { Defect } from "../failure.ts";
import type { AuditData, AuditEntry, AuditValue } from "./entry.ts";
import { lineOf, mostLineBytes } from "./entry-line.ts";

/** How long a text, and how long a list may be; the next row is tried while the line is still too long. Digests always stay whole. */
const limits = [
  { characters: 4096, items: 1024 },
  { characters: 512, items: 256 },
  { characters: 256, items: 64 },
  { characters: 128, items: 32 },
] as const;
type Limit = (typeof limits)[number];

/**
 * The entry, with texts and lists shortened until its line fits, each with a mark that says so. Names of tools and refs come
 * from whoever pushes: an entry must neither be refused for their length nor lie about it.
 */
export function cutToSize(entry: AuditEntry): AuditEntry {
  if (fits(entry)) return entry;
  for (const limit of limits) {
    const shorter = { ...entry, subject: cutText(entry.subject, limit), data: cutData(entry.data, limit) };
    if (fits(shorter)) return shorter;
  }
  throw new Defect(`an audit entry '${entry.event}' does not fit into ${mostLineBytes} bytes`);
}

function fits(entry: AuditEntry): boolean {
  return lineOf(entry).length <= mostLineBytes;
}

function cutValue(value: AuditValue, limit: Limit): AuditValue {
  if (typeof value === "string") return cutText(value, limit);
  if (typeof value !== "object" || value === null) return value;
  if (!isList(value)) return cutData(value, limit);
  const kept = value.slice(0, limit.items).map((one) => cutValue(one, limit));
  return value.length > limit.items ? [...kept, `[cut: ${value.length - limit.items} more]`] : kept;
}

function cutData(data: AuditData, limit: Limit): AuditData {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, cutValue(value, limit)]));
}

function cutText(text: string, { characters }: Limit): string {
  return text.length > characters ? `${text.slice(0, characters)}[cut: ${text.length - characters} more]` : text;
}

function isList(value: readonly AuditValue[] | AuditData): value is readonly AuditValue[] {
  return Array.isArray(value);
}
