import fc from "fast-check";
import { expect, test } from "vitest";
import { positionAt, positionsIn } from "../../src/config/position.ts";

test("a place is where counting line feeds finds it, for every offset of a text, within it or not", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("\n", "\r\n", "a", "é", "\u{1f916}", " "), { maxLength: 30 }).map((parts) => parts.join("")), fc.integer({ min: -2, max: 60 }), (text, offset) => {
      const before = text.slice(0, Math.max(0, offset));
      const counted = { line: before.split("\n").length, column: before.length - (before.lastIndexOf("\n") + 1) + 1 };
      expect(positionAt(text, offset)).toEqual(counted);
      expect(positionsIn(text)(offset)).toEqual(counted);
    }),
  );
});
