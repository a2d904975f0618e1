import { safeJson } from "./escape.ts";

/**
 * The value as JSON text, keys in the order they were built, one trailing newline. Characters that could move a
 * terminal's cursor are written as `\uXXXX`.
 */
export function jsonOf(value: unknown): string {
  return `${safeJson(JSON.stringify(value, null, 2))}\n`;
}
