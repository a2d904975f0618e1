import { foldedPositions, foldText, isAscii } from "./fold-text.ts";

/** One person or tool named in a text. `folded…` is for comparing, the others are as written. */
export interface Named {
  readonly name: string;
  readonly email: string;
  readonly foldedName: string;
  readonly foldedEmail: string;
}

/** Longer ones are no addresses; the limit keeps the search linear. */
const longestPart = 320;
const longestName = 200;

/** Every e-mail address in one line with the words before it as its name, in brackets or not, in the order of the text. */
export function addressesIn(text: string): readonly Named[] {
  const folded = foldText(text);
  if (!folded.includes("@")) return [];
  const positions = isAscii(text) ? null : foldedPositions(text);
  const written = (from: number, to: number): string => (positions === null ? text.slice(from, to) : text.slice(positions[from], positions[to]));
  const found: Named[] = [];
  let nameFrom = 0;
  for (let at = folded.indexOf("@"); at >= 0; at = folded.indexOf("@", at + 1)) {
    const from = runBefore(folded, at);
    const to = withoutEndDots(folded, at + 1, runAfter(folded, at + 1));
    if (from === at || to === at + 1) continue;
    const name = nameSpan(folded, Math.max(nameFrom, from - longestName), from);
    const foldedEmail = folded.slice(from, to);
    const email = positions === null ? foldedEmail : written(from, to).toLowerCase();
    found.push({ name: written(...name), email, foldedName: folded.slice(...name), foldedEmail });
    nameFrom = to;
  }
  return found;
}

function runBefore(text: string, end: number): number {
  let at = end;
  while (at > 0 && end - at < longestPart && inAddress(text.charCodeAt(at - 1))) at--;
  return at;
}

function runAfter(text: string, start: number): number {
  let at = start;
  while (at < text.length && at - start < longestPart && inAddress(text.charCodeAt(at))) at++;
  return at;
}

function withoutEndDots(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && (text.charCodeAt(end - 1) === 0x2e || text.charCodeAt(end - 1) === 0x5d)) end--;
  return end;
}

/** All but spaces, controls and what stands around addresses: brackets, quotes, separators. `[` and `]` belong to `name[bot]`. */
function inAddress(code: number): boolean {
  return code > 0x7f || plain[code] === 1;
}
const plain = Uint8Array.from({ length: 0x80 }, (_, code) => (code > 0x20 && !`<>()"'\`,;:&|@\\`.includes(String.fromCharCode(code)) ? 1 : 0));

/** Between what stood before and the address, without the marks around it. */
function nameSpan(text: string, from: number, to: number): [number, number] {
  let [start, end] = [from, to];
  while (end > start && around.has(text.charCodeAt(end - 1))) end--;
  while (start < end && around.has(text.charCodeAt(start))) start++;
  return [start, end];
}
const around = new Set([..." \t<>\"'`,;:|&"].map((char) => char.charCodeAt(0)));
