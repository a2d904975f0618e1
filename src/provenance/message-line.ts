import { foldedPositions, foldText, isAscii } from "./fold-text.ts";
import { squeezedKey } from "./known-tools.ts";

/** One line of a message, as written and as it is compared. */
export interface MessageLine {
  readonly written: string;
  readonly folded: string;
  /** Where the words begin in `folded`, behind bullets, quote marks, emoji and numbers of a list. */
  readonly start: number;
  /** Quotes stand before the words: somebody speaks of a marker. */
  readonly quoted: boolean;
  readonly trailer: Trailer | null;
}

export interface Trailer {
  /** As `squeezedKey` writes it. */
  readonly key: string;
  /** A key that spaces run through may be prose. */
  readonly spaced: boolean;
  /** Behind the colon, as written. */
  readonly value: string;
}

const longestKey = 48;

export function messageLine(written: string): MessageLine {
  const folded = foldText(written);
  const start = startOf(folded);
  return { written, folded, start, quoted: hasQuote(folded.slice(0, Math.min(start, 40))), trailer: trailerOf(written, folded, start) };
}

/** What is written from this place of the folded line on. */
export function writtenFrom(written: string, at: number): string {
  return isAscii(written) ? written.slice(at) : written.slice(foldedPositions(written)[at]);
}

export function hasQuote(text: string): boolean {
  return /["'`\u2018\u201c\u00ab]/.test(text);
}

function startOf(folded: string): number {
  const start = isLetter(folded.charCodeAt(0)) ? 0 : folded.search(/[\p{L}\p{N}]/u);
  if (start < 0) return folded.length;
  const number = /^\d{1,4}[.)]\s+/.exec(folded.slice(start, start + 12));
  return number === null ? start : start + number[0].length;
}

/** Most lines begin with one. */
function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function trailerOf(written: string, folded: string, start: number): Trailer | null {
  const colon = folded.slice(start, start + longestKey + 1).indexOf(":");
  if (colon <= 0) return null;
  const key = folded.slice(start, start + colon).trimEnd();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\s_*`~-]*$/u.test(key)) return null;
  return { key: squeezedKey(key), spaced: /\s/.test(key), value: writtenFrom(written, start + colon + 1).replace(/^[\s*_`]+/, "") };
}
