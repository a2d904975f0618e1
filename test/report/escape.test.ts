import { expect, test } from "vitest";
import { dotString, html, markdownCode, markdownText, mermaidLabel, plain } from "../../src/report/escape.ts";
import { revisionPhrase } from "../../src/report/words.ts";

test.each([
  ["a\nb\tc\rd", "a\\nb\\tc\\rd"],
  ["\u001b[2J", "\\u{1b}[2J"],
  ["exe\u202etxt", "exe\\u{202e}txt"],
  ["\ud800", "\\u{d800}"],
  ["naïve/日本/😀", "naïve/日本/😀"],
])("%j is shown as %s", (text, shown) => {
  expect(plain(text)).toBe(shown);
});

test("a code span outlasts the backticks in it, and its cell the pipes", () => {
  expect(markdownCode("a`b``c")).toBe("``` a`b``c ```");
  expect(markdownCode("a|b")).toBe("`a\\|b`");
  // Readers of `\\|` disagree on whether the pipe is escaped.
  expect(markdownCode("a\\|b")).toBe("`a\\\\u{7c}b`");
});

test("prose pings nobody", () => {
  expect(markdownText("ask @team about #12 at https://x.y or GH-3")).toBe("ask @<!-- -->team about #<!-- -->12 at https:<!-- -->//x.y or GH<!-- -->\\-3");
  expect(markdownText("<b>*a*</b>")).toBe("&lt;b&gt;\\*a\\*&lt;/b&gt;");
});

test("drawings and HTML", () => {
  expect(mermaidLabel('a"]; b')).toBe("a#34;#93;#59; b");
  expect(dotString('a"\\b')).toBe('a\\"\\\\b');
  expect(html("<a href=\"'\">")).toBe("&lt;a href=&quot;&#39;&quot;&gt;");
});

test("a branch may be called like something every object has", () => {
  expect(revisionPhrase("toString")).toBe("toString");
});
