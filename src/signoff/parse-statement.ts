import { canonicalJson } from "../canonical-json.ts";
import type { Statement } from "./statement.ts";
import { statementProblem } from "./statement-shape.ts";

/** Bytes. */
export const largestStatement = 64 * 1024;
/** Levels of objects and lists; a statement has three. */
const deepest = 6;

/** Bytes that are no statement: why, as words to follow "it". */
export interface Malformed {
  readonly malformed: string;
}

/**
 * The statement in these bytes. Only the canonical JSON of a statement is one, byte for byte: so no key stands twice, no number is
 * written in another way, and nobody can be shown one thing and sign another. Never throws.
 */
export function parseStatement(bytes: Uint8Array): Statement | Malformed {
  if (bytes.length === 0) return { malformed: "is empty" };
  if (bytes.length > largestStatement) return { malformed: `is larger than ${largestStatement} bytes` };
  const text = textOf(bytes);
  if (text === null) return { malformed: "is not UTF-8" };
  if (deeperThan(deepest, text)) return { malformed: `nests deeper than ${deepest} levels` };
  const value = valueOf(text);
  if (value === undefined) return { malformed: "is no JSON" };
  const problem = statementProblem(value);
  if (problem !== null) return { malformed: problem };
  return canonicalJson(value) === text ? (value as Statement) : { malformed: "is not written in the one canonical way" };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Counted before anything recurses into it. Brackets inside strings do not count. */
function deeperThan(most: number, text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{" || char === "[") {
      if (++depth > most) return true;
    } else if (char === "}" || char === "]") depth--;
  }
  return false;
}
