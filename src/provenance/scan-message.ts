import { addressesIn } from "./addresses.ts";
import { branchTool } from "./branch-evidence.ts";
import type { Findings } from "./findings.ts";
import { isAscii } from "./fold-text.ts";
import { identityPiece } from "./identity-evidence.ts";
import { knownIdentity } from "./known-identity.ts";
import type { KnownTools } from "./known-tools.ts";
import { namedTool } from "./named-tool.ts";
import { hasQuote, type MessageLine, messageLine } from "./message-line.ts";
import { linesOf, readingsOf } from "./readings.ts";
import { addPerson, readTrailer, weakenedBy } from "./trailer-evidence.ts";
import { classOfKey } from "./trailer-keys.ts";

/**
 * Everything a message says about tools and co-authors, wherever it stands: git's own idea of a trailer block misses markers under the
 * subject, above prose, after `---`, inside squash bullets. Linear in the message.
 */
export function scanMessage(bytes: Uint8Array, tools: KnownTools, into: Findings): void {
  for (const text of readingsOf(bytes)) scanText(text, tools, into);
}

function scanText(text: string, tools: KnownTools, into: Findings): void {
  const written = linesOf(text);
  const subject = written.findIndex((line) => line.trim() !== "");
  for (let at = Math.max(0, subject); at < written.length; at++) {
    if (saysNothing(written[at]!)) continue;
    const line = messageLine(written[at]!);
    if (line.start === line.folded.length && !line.folded.includes("@")) continue;
    if (line.trailer !== null) {
      const value = unfolded(line.trailer.value, written, at, tools);
      readTrailer(line, line.trailer, value, tools, into);
      if (at > subject && /^ai-assisted:[ \t]*none[ \t]*$/i.test(line.written)) into.declaresNone = true;
    }
    scanWithin(line, tools, into);
    scanOpening(line, at === subject, tools, into);
  }
}

const shortestOpening = 12;

/** Most lines of a message: too short for a line of a tool's own, no trailer, no address. */
function saysNothing(line: string): boolean {
  return line.length < shortestOpening && !line.includes(":") && !line.includes("@") && isAscii(line);
}

const mostContinuations = 5;

/** The value with the indented lines below it, up to the next trailer. */
function unfolded(value: string, lines: readonly string[], at: number, tools: KnownTools): string {
  let whole = value;
  for (let next = at + 1; next <= at + mostContinuations && next < lines.length; next++) {
    const line = lines[next]!;
    if (!/^[ \t]+\S/.test(line.slice(0, 200)) || line.length > 1000) break;
    const { trailer } = messageLine(line);
    if (trailer !== null && (classOfKey(trailer.key) !== null || tools.trailers.has(trailer.key))) break;
    whole += ` ${line.trim()}`;
  }
  return whole;
}

/** What tools put before a line of their own: a robot, a heart. */
const robot = /[\u{1f916}\u{1f498}]/u;
const coAuthored = "co-authored-by";

/** Trailers that some tool has joined to the line before them; addresses of tools without any key. */
function scanWithin(line: MessageLine, tools: KnownTools, into: Findings): void {
  const { folded, start } = line;
  for (let at = folded.indexOf(coAuthored, start + 1); at >= 0; ) {
    const next = folded.indexOf(coAuthored, at + 1);
    const quoted = line.quoted || hasQuote(folded.slice(Math.max(0, at - 2), at));
    const segment = folded.slice(at + coAuthored.length, next < 0 ? undefined : next);
    for (const named of addressesIn(segment)) {
      const piece = identityPiece(named, "co-author", tools);
      if (piece !== null) into.add({ ...piece, ...weakenedBy({ quoted }, { kind: piece.kind, confidence: piece.confidence === "high" ? "medium" : piece.confidence }) });
      if (!quoted) addPerson(named, into);
    }
    at = next;
  }
  if (line.trailer !== null && classOfKey(line.trailer.key) !== null) return;
  if (!folded.includes("@") || folded.includes(coAuthored)) return;
  for (const named of addressesIn(line.written)) {
    const worth = knownIdentity(named, tools);
    if (worth === null) continue;
    const alone = standsAlone(folded, named.foldedName);
    const piece = { ...worth, model: null, place: "footer", marker: `${named.name} <${named.email}>` } as const;
    into.add(alone ? { ...piece, ...weakenedBy(line, { kind: worth.kind, confidence: "medium" }) } : { ...piece, kind: "weak", confidence: "low" });
  }
}

/** `Name <address>` and nothing else: the rest of a trailer whose line was broken. */
function standsAlone(folded: string, name: string): boolean {
  return folded.trimEnd().endsWith(">") && name.split(/\s+/).length <= 5 && !name.includes(":");
}

/** Lines that tools write about themselves, and names of branches in merges. */
function scanOpening(line: MessageLine, isSubject: boolean, tools: KnownTools, into: Findings): void {
  const words = line.folded.slice(line.start);
  if (isSubject) for (const [begins, worth] of tools.subjects) if (words.startsWith(begins)) into.add({ ...worth, model: null, place: "subject", marker: begins.trim() });
  const first = words.charCodeAt(0);
  if (!isSubject || robot.test(line.written.slice(0, 4))) {
    for (const [begins, worth] of tools.lines) {
      if (begins.charCodeAt(0) === first && opens(line, words, begins)) into.add({ ...worth, ...weakenedBy(line, worth), model: null, place: "footer", marker: shownPhrase(begins) });
    }
  }
  if (/^generated (?:with|by|using) \S/.test(words.slice(0, 20)) && robot.test(line.written.slice(0, 4))) readRobot(words, into);
  if (line.folded.includes("://") && !(line.trailer !== null && tools.trailers.has(line.trailer.key))) scanLinks(line, isSubject, tools, into);
  if (words.startsWith("merge ")) readMerge(words.slice(0, 500), tools, into);
}

function scanLinks(line: MessageLine, isSubject: boolean, tools: KnownTools, into: Findings): void {
  for (const [text, worth] of tools.anywhere) {
    const at = line.folded.indexOf(text);
    // At its start the line has been read as the tool's own.
    if (at < 0 || (at === line.start && !isSubject && tools.lines.some(([begins]) => text.startsWith(begins)))) continue;
    const quoted = line.quoted || hasQuote(line.folded.slice(Math.max(0, at - 2), at));
    into.add({ ...worth, ...weakenedBy({ quoted }, worth), model: null, place: "footer", marker: shownPhrase(text) });
  }
}

/** A robot that generates is a tool, whoever it is; one that is known has said so already. */
function readRobot(words: string, into: Findings): void {
  const name = words.slice(0, 200).split(" ").slice(2).join(" ");
  const tool = namedTool(name)?.tool ?? "unknown";
  if (!into.pieces.some((piece) => piece.place === "footer" && piece.tool === tool)) into.add({ tool, model: null, kind: "session", confidence: "medium", place: "footer", marker: words.slice(0, 100) });
}

/** Behind `generated with [claude code]` may stand anything; behind a plain name only the end of the phrase, a sentence is prose. */
function opens(line: MessageLine, words: string, begins: string): boolean {
  if (!words.startsWith(begins)) return false;
  return /[\])(_]$/.test(begins) || words.length <= begins.length + 60 || robot.test(line.written.slice(0, line.start + 2));
}

function shownPhrase(text: string): string {
  return text.includes("code/session_") ? "link to a session" : text.split(/[[(]*https:/, 1)[0]!.trim();
}

/** `merge pull request #7 from someone/copilot/fix`, `merge branch 'claude/x' into main`. */
function readMerge(words: string, tools: KnownTools, into: Findings): void {
  for (const word of words.split(/[\s'"`]+/)) {
    if (!word.includes("/") && !word.includes("-")) continue;
    const tool = branchTool(word, tools) ?? branchTool(word.slice(word.indexOf("/") + 1), tools);
    if (tool !== null) into.add({ tool, model: null, kind: "weak", confidence: "low", place: "subject", marker: word });
  }
}
