import { canonicalJson } from "../canonical-json.ts";
import { isHash, isObject } from "./entry-line.ts";

/** What a log was at one time, kept where whoever can write the log cannot write. */
export interface Anchor {
  /** Which log: it begins with the entry that this names. */
  readonly origin: string;
  readonly size: number;
  /** Hash of the last of these `size` entries. */
  readonly head: string;
  /** RFC 3339, `Z`, milliseconds. */
  readonly ts: string;
}

/** Names a log by its first entry, so that anchors of many clones can lie in one place. */
export function originOf(firstHash: string): string {
  return `riskscore-log-v1/${firstHash.slice("sha256:".length, "sha256:".length + 16)}`;
}

/** One line of an anchors file, without its end. */
export function anchorText(anchor: Anchor): string {
  return canonicalJson(anchor);
}

/** An anchors file, one anchor a line, blank lines between them allowed; else the first line that is none. */
export function anchorsIn(text: string): { readonly anchors: readonly Anchor[] } | { readonly badLine: number } {
  const anchors: Anchor[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const anchor = anchorIn(line);
    if (anchor === null) return { badLine: i + 1 };
    anchors.push(anchor);
  }
  return { anchors };
}

function anchorIn(line: string): Anchor | null {
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value)) return null;
    const { origin, size, head, ts } = value;
    const good = typeof origin === "string" && Number.isSafeInteger(size) && (size as number) > 0 && isHash(head) && typeof ts === "string";
    return good ? { origin, size: size as number, head, ts } : null;
  } catch {
    return null;
  }
}
