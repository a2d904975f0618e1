import { canonicalJson } from "../canonical-json.ts";
import { isHash, isObject } from "./entry-line.ts";

/** What the head file remembers of the log beside it: without it, a log that was cut at a line's end would look whole. */
export interface LogHead {
  /** How many entries there are. */
  readonly size: number;
  /** The last one's hash; `genesis` while there is none. */
  readonly hash: string;
}

/** The head file's whole text. */
export function headText(head: LogHead): string {
  return `${canonicalJson(head)}\n`;
}

/** Null for anything that `headText` did not write. */
export function headIn(text: string): LogHead | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || !Number.isSafeInteger(value["size"]) || (value["size"] as number) < 0 || !isHash(value["hash"])) return null;
    const head = { size: value["size"] as number, hash: value["hash"] };
    return headText(head) === text ? head : null;
  } catch {
    return null;
  }
}
