import { describe, expect, test } from "vitest";
import { callsRiskscore, chained } from "../../src/hooks/chained-script.ts";
import { blockFor, scriptFor } from "../../src/hooks/hook-block.ts";

const textOf = (text: string | null, hook: "pre-push" | "prepare-commit-msg" = "pre-push"): string => {
  const result = chained(text, hook);
  if ("refused" in result) throw new Error(result.refused);
  return result.text;
};

describe("a hook file with our block", () => {
  test.for([null, ""])("from nothing (%j) is a script of our own", (text) => {
    expect(textOf(text)).toBe(scriptFor("pre-push"));
    expect(scriptFor("pre-push")).toMatch(/^#!\/bin\/sh\n# >>> riskscore/);
  });

  test("keeps every byte of the others, and stands before them", () => {
    const others = "#!/usr/bin/env bash\nset -euo pipefail\n\n# caf\xe9\nwhile read -r line; do echo \"$line\"; done";
    const text = textOf(others);
    expect(text.replace(blockFor("pre-push"), "")).toBe(others);
    expect(text.indexOf("# >>> riskscore")).toBe("#!/usr/bin/env bash\n".length);
  });

  test("stands first in a husky file, which has no #! line", () => {
    expect(textOf("npm test\n")).toBe(`${blockFor("pre-push")}npm test\n`);
  });

  test("stands behind the starter of husky 5 to 8, which runs the file a second time", () => {
    const start = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n';
    expect(textOf(`${start}\nnpm test\n`)).toBe(`${start}${blockFor("pre-push")}\nnpm test\n`);
  });

  test("a #! line without an end gets one", () => {
    expect(textOf("#!/bin/sh")).toBe(`#!/bin/sh\n${blockFor("pre-push")}`);
  });

  test.for([null, "#!/bin/sh\necho hi\n", "npm test"])("a second time changes nothing (%j)", (text) => {
    expect(textOf(textOf(text))).toBe(textOf(text));
  });

  test("an older block is brought up to date where it stands", () => {
    const old = "#!/bin/sh\necho first\n# >>> riskscore: version of last year\nriskscore gate\n# <<< riskscore\necho last\n";
    expect(textOf(old)).toBe(`#!/bin/sh\necho first\n${blockFor("pre-push")}echo last\n`);
  });

  test("a file that calls us by hand stays as it is", () => {
    const byHand = "#!/bin/sh\nnpx --no-install riskscore hook pre-push \"$@\"\n";
    expect(textOf(byHand)).toBe(byHand);
    expect(textOf("#!/bin/sh\n# riskscore hook pre-push\n")).toContain(">>> riskscore");
  });
});

describe("is refused, with the reason", () => {
  test.for([
    ["#!/usr/bin/env node\nconsole.log(1)\n", "is run by node, not by a shell"],
    ["#!/usr/bin/python3 -u\n", "is run by python3, not by a shell"],
    ["#!/bin/sh\r\necho hi\r\n", "has Windows line ends, which no shell runs; convert it to LF first"],
    ["\x7fELF\0\0", "is a program, not a script"],
    ["#!/bin/sh\n# >>> riskscore\necho\n", "holds one of our two marks (# >>> riskscore, # <<< riskscore) without the other, or more than one pair"],
    ["#!/bin/sh\n# <<< riskscore\n# >>> riskscore\n", "holds one of our two marks (# >>> riskscore, # <<< riskscore) without the other, or more than one pair"],
  ] as const)("%j", ([text, refused]) => {
    expect(chained(text, "pre-push")).toMatchObject({ refused });
  });

  test.for(["#!/bin/bash -e\n", "#! /usr/bin/env -S FOO=1 zsh -f\n", "#!/usr/local/bin/dash\n"])("while %j is a shell", (text) => {
    expect(chained(text, "pre-push")).toHaveProperty("text");
  });
});

test("calls are seen in live lines only, and of the right hook", () => {
  expect(callsRiskscore(scriptFor("pre-push"), "pre-push")).toBe(true);
  expect(callsRiskscore(scriptFor("pre-push"), "prepare-commit-msg")).toBe(false);
  expect(callsRiskscore("node ./bin/riskscore.js hook pre-push \"$@\"", "pre-push")).toBe(true);
  expect(callsRiskscore("   # riskscore hook pre-push", "pre-push")).toBe(false);
  expect(callsRiskscore("echo riskscore; git hook run pre-push", "pre-push")).toBe(false);
});
