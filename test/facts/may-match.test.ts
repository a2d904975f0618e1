import { expect, test } from "vitest";
import { mayMatch } from "../../src/facts/may-match.ts";

test.each([
  ["**/plugin{,.*,/**}", "src/plugin.ts", true],
  ["**/plugin{,.*,/**}", "src/plugin/index.ts", true],
  ["**/plugin{,.*,/**}", "src/other.ts", false],
  ["./locales/*/messages", "app/locales/fr/messages.js", true],
  ["./locales/*/messages", "app/messages/locales.js", false],
  ["**", "anything", true],
])("the pattern %s may match %s: %s", (pattern, path, expected) => expect(mayMatch(pattern, path)).toBe(expected));

test("a hostile pattern costs no more than its length", () => expect(mayMatch("*a".repeat(5000), "a".repeat(4999))).toBe(false));
