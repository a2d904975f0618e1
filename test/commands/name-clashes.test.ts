import { expect, test } from "vitest";
import { nameClashes } from "../../src/commands/name-clashes.ts";
import { asRepoPath } from "../../src/ids.ts";

const clashesOf = (added: string[], all: string[]): string[] => nameClashes(added.map(asRepoPath), all.map(asRepoPath)).map(({ path, other }) => `${path} ${other}`);

test.each([
  ["src/Till.ts", "src/till.ts"],
  ["SRC/till.ts", "src/till.ts"],
  ["src/caiss\u00e9.ts", "src/caisse\u0301.ts"],
  ["src/till.ts.", "src/till.ts"],
  ["src/ti\u200cll.ts", "src/till.ts"],
])("%s is %s on some disk", (one, other) => {
  expect(clashesOf([one], [one, other, "src/page.ts"])).toEqual([`${one} ${other}`]);
});

test("a file that is there once clashes with nothing, nor do folders that hold different files", () => {
  expect(clashesOf(["src/Till.ts"], ["src/Till.ts", "src/tills.ts", "Src/page.ts"])).toEqual([]);
});

test("two that come together clash, both ways", () => {
  expect(clashesOf(["a/X.ts", "a/x.ts"], ["a/X.ts", "a/x.ts"]).toSorted()).toEqual(["a/X.ts a/x.ts", "a/x.ts a/X.ts"]);
});

test("what was there before and is only edited is no clash: it was judged when it came", () => {
  expect(clashesOf([], ["a/X.ts", "a/x.ts"])).toEqual([]);
});
