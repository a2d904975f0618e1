import { expect, test } from "vitest";
import { knowersOf } from "../../src/git/knowers.ts";
import { asCommitOid, asRepoPath } from "../../src/ids.ts";
import { firstCommitAt } from "../support/repo-of.ts";
import { opened, temporary } from "./opened.ts";

test("who touched the files in the last year, most first; merges and older commits left out", async () => {
  const repo = temporary({ "a.ts": "1", "b.ts": "1", "-x*": "1" });
  const year = 366 * 86_400;
  const bo = { name: "Bo", email: "Bo@Example.test" };
  repo.commit("two", { "a.ts": "2" }, { at: firstCommitAt + year, author: bo });
  repo.commit("three", { "a.ts": "3" }, { at: firstCommitAt + year + 1, author: { ...bo, name: "Bo Two" } });
  repo.commit("four", { "-x*": "4" }, { at: firstCommitAt + year + 2, author: { name: "Di", email: "di@example.test" } });
  const head = asCommitOid(repo.commit("five", { "b.ts": "5" }, { at: firstCommitAt + year + 3 }));
  const { scratch } = await opened(repo);
  expect(await knowersOf(scratch, head, ["a.ts", "-x*"].map(asRepoPath))).toEqual([
    { name: "Bo Two", email: "bo@example.test", commits: 2 },
    { name: "Di", email: "di@example.test", commits: 1 },
  ]);
  expect(await knowersOf(scratch, head, [])).toEqual([]);
});
