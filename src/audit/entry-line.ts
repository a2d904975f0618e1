import { canonicalJson } from "../canonical-json.ts";
import type { AuditEntry } from "./entry.ts";

/** Lower-case hex over the bytes. */
export type Sha256 = (bytes: Uint8Array) => string;

/** The longest line, without its end. */
export const mostLineBytes = 64 * 1024;
/** How deep an entry may nest: what reads it recurses. */
const mostDepth = 8;
const chained = new TextEncoder().encode("riskscore-log-v1\0");
/** A byte order mark has to survive decoding: it is no part of canonical JSON, so a line that has one is none of ours. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What stands before the first entry. */
export function genesis(sha256: Sha256): string {
  return `sha256:${sha256(new TextEncoder().encode("riskscore-log-v1 genesis"))}`;
}

/** Names a line, whatever its bytes are: the next line's `prev`. */
export function hashOfLine(line: Uint8Array, sha256: Sha256): string {
  const bytes = new Uint8Array(chained.length + line.length);
  bytes.set(chained);
  bytes.set(line, chained.length);
  return `sha256:${sha256(bytes)}`;
}

/** An entry as the log holds it, without the line's end. */
export function lineOf(entry: AuditEntry): Uint8Array {
  return new TextEncoder().encode(canonicalJson(entry));
}

/** The entry a line holds; else why it holds none. One value has one line: any other layout, order or escape is refused. */
export function entryIn(line: Uint8Array): AuditEntry | { readonly unreadable: string } {
  if (line.length > mostLineBytes) return { unreadable: `it is longer than ${mostLineBytes} bytes` };
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(line);
    value = JSON.parse(text);
  } catch {
    return { unreadable: "it is no JSON in UTF-8" };
  }
  if (deeperThan(value, mostDepth)) return { unreadable: "it nests too deep" };
  if (!hasShape(value)) return { unreadable: "it does not hold what an entry holds" };
  return canonicalJson(value) === text ? value : { unreadable: "its bytes are not the ones that riskscore writes for it" };
}

const shape = {
  v: (value) => value === 1,
  seq: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  ts: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  prev: isHash,
  // Any name: an older riskscore must not call a log broken because a newer one writes into it, too.
  event: (value) => typeof value === "string" && /^[a-z-]{1,40}$/.test(value),
  subject: (value) => typeof value === "string",
  data: isObject,
} satisfies Record<keyof AuditEntry, (value: unknown) => boolean>;

function hasShape(value: unknown): value is AuditEntry {
  if (!isObject(value)) return false;
  const keys = Object.keys(shape) as (keyof AuditEntry)[];
  return Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key) && shape[key](value[key]));
}

export function isHash(value: unknown): value is string {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function deeperThan(value: unknown, most: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return most === 0 || Object.values(value).some((one) => deeperThan(one, most - 1));
}

