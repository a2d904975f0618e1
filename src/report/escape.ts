/**
 * Text from a repository (paths, specifiers, names, messages) is hostile until it has passed through here: a file may be
 * called `\u001b[2J`, hold a newline, or turn the reading direction so that a report seems to say something else.
 */

/** C0, DEL, C1, soft hyphen, bidi marks and embeddings, zero-width and invisible operators, line separators, BOM, tags, interlinear marks. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu;
const loneSurrogate = /\p{Surrogate}/gu;

const shortNames: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** One line of visible text: whatever would move the cursor, hide or reorder text is shown as `\n`, `\t` or `\u{202e}`. */
export function plain(text: string): string {
  return text.replace(unseen, visible).replace(loneSurrogate, visible);
}

function visible(character: string): string {
  return shortNames[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** JSON source with the same characters written as `\uXXXX`, so that printing it on a terminal is safe; its value stays the same. */
export function safeJson(json: string): string {
  return json.replace(unseen, (c) => (c === "\n" ? c : jsonEscape(c))).replace(loneSurrogate, jsonEscape);
}

function jsonEscape(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");
}

/**
 * Prose inside markdown, table cells included. No markup, no HTML, and none of the links that forges make by themselves:
 * an empty comment parts `@team`, `#12` and `https://`, so that a report never pings anybody.
 */
export function markdownText(text: string): string {
  return plain(text)
    .replace(/[&<>]/g, (c) => htmlNames[c] ?? c)
    .replace(/[\\`*_{}[\]()!|~^$+-]/g, "\\$&")
    .replace(/[@#]|:(?=\/\/)|www(?=\.)|gh(?=\\-)/gi, "$&<!-- -->");
}

/**
 * A code span that may stand in a table cell: fenced by more backticks than it holds, pipes escaped. A pipe after a
 * backslash is written out, because readers of `\\|` disagree on which of the two the first backslash escapes.
 */
export function markdownCode(text: string): string {
  const safe = plain(text).replace(/(?<=\\)\|/g, "\\u{7c}").replace(/\|/g, "\\|");
  const longest = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 || safe.trim() === "" || /^ .* $/.test(safe) ? " " : "";
  return `${fence}${pad}${safe}${pad}${fence}`;
}

const htmlNames: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text or attribute value in HTML. */
export function html(text: string): string {
  return plain(text).replace(/[&<>"']/g, (c) => htmlNames[c] ?? c);
}

/** The inside of a mermaid `"…"` label. Mermaid knows `#name;` entities, and reads markdown in backticks. */
export function mermaidLabel(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N} ./@_-]/gu, (c) => `#${c.codePointAt(0)};`);
}

/** The inside of a DOT `"…"` string. */
export function dotString(text: string): string {
  return plain(text).replace(/["\\]/g, "\\$&");
}
