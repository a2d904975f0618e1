import { expect, test } from "vitest";
import { asCommitOid } from "../../src/ids.ts";
import { mostCommits, unreadCommits } from "../../src/provenance/unread-commits.ts";

const oids = (count: number) => Array.from({ length: count }, (_, at) => asCommitOid(at.toString(16).padStart(40, "0")));

test("a range that is read in full leaves nothing unread", () => {
  expect(unreadCommits(oids(mostCommits), new Set([""]))).toBeNull();
});

test("one commit more than are read hides who wrote the first", () => {
  expect(unreadCommits(oids(mostCommits + 1), new Set())).toMatch(/more than 50000 commits/);
});

test("what a shallow clone cut off lies in the range, and its end says so", () => {
  const range = oids(3);
  expect(unreadCommits(range, new Set([range[1]!]))).toMatch(/cut off at commit 000000000000/);
  expect(unreadCommits(range, new Set(["f".repeat(40)]))).toBeNull();
});
