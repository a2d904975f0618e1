import fc from "fast-check";
import { expect, test } from "vitest";
import { chained } from "../../src/hooks/chained-script.ts";
import { blockFor } from "../../src/hooks/hook-block.ts";
import { hookNames } from "../../src/hooks/hook-names.ts";

const line = fc.oneof(fc.constantFrom("", "set -eu", "cat", "# note", '. "$(dirname "$0")/_/husky.sh"', "# >>> risk", "riskscore diff", "exit 0"), fc.string({ unit: "grapheme-ascii", maxLength: 20 }), fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString("latin1")));
const script = fc.tuple(fc.constantFrom("", "#!/bin/sh\n", "#!/usr/bin/env bash\n"), fc.array(line, { maxLength: 8 }), fc.constantFrom("", "\n")).map(([start, lines, end]) => start + lines.join("\n") + end);

test("whatever stands in a hook file: our block once, every other byte as it was, and a second time nothing changes", () => {
  fc.assert(
    fc.property(script, fc.constantFrom(...hookNames), (text, hook) => {
      const first = chained(text, hook);
      if ("refused" in first) return;
      const parts = first.text.split(blockFor(hook));
      if (text === "" || first.text === text) return;
      expect(parts).toHaveLength(2);
      const rest = parts.join("");
      expect(rest === text || rest === `${text}\n`).toBe(true);
      expect(chained(first.text, hook)).toEqual(first);
    }),
  );
});
