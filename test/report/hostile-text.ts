import fc from "fast-check";

/** What must never reach a terminal as it is: everything that moves the cursor, hides text or turns its direction. Line feeds are the renderer's own. */
// eslint-disable-next-line no-control-regex
export const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/u;

const pieces = ["\u001b[2J", "\u001b]0;x\u0007", "\n", "\r", "\t", "\u202e", "\u2066", "\u200b", "\u0085", "\u2028", "\ufeff", "\ud800", "`", "``", "|", "<script>", "</details>", "-->", "@team", "#1", "https://x.y", "\"", "\\", "]", "(", "%%", ";", "a", "é", "日本", " ", "/", "..", "\u{e0041}"];

/** Text as an attacker names files and packages. */
export const hostileText = fc.oneof(fc.constantFrom("toString", "constructor", "__proto__", "index"), fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => parts.join("")), fc.string({ unit: "binary", minLength: 1, maxLength: 20 }));
