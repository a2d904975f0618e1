import { describe, expect, test } from "vitest";
import { passesAnyway, pushedRef } from "../../src/commands/push-refs.ts";
import type { PushLine } from "../../src/change/push-lines.ts";
import type { Peeled } from "../../src/git/refs.ts";
import { asCommitOid } from "../../src/ids.ts";

const commit = asCommitOid("c".repeat(40));
const objects = new Map<string, Peeled>([["head", { commit }], ["tree", "other"], ["gone", "missing"]]);
const line = (remoteRef: string, localOid: string | null, remoteOid: string | null = null): PushLine => ({ localRef: "x", localOid, remoteRef, remoteOid });
const sorted = (one: PushLine) => pushedRef(one, objects, (ref) => ref === "refs/heads/main");
const signoff = `refs/riskscore/signoffs/aa/${"a".repeat(64)}/${"b".repeat(64)}`;

describe("a line comes to", () => {
  test.for([
    ["a branch lands", line("refs/heads/x", "head"), { kind: "lands", head: commit }],
    ["an update of a branch lands", line("refs/heads/main", "head", "old"), { kind: "lands", head: commit }],
    ["a tag lands", line("refs/tags/v1", "head"), { kind: "lands", head: commit }],
    ["a change for review lands", line("refs/for/main", "head"), { kind: "lands", head: commit }],
    ["a ref nobody has a word for lands", line("refs/remotes/origin/x", "head"), { kind: "lands", head: commit }],
    ["a name that only looks like ours lands", line("refs/riskscorex/y", "head"), { kind: "lands", head: commit }],
    ["a tree is no commit", line("refs/tags/t", "tree"), { kind: "refused", because: "is no commit" }],
    ["an object that is not here is missing", line("refs/heads/x", "gone"), { kind: "missing", oid: "gone" }],
    ["an object nobody looked for is missing", line("refs/heads/x", "else"), { kind: "missing", oid: "else" }],
    ["a branch goes", line("refs/heads/x", null, "old"), { kind: "never lands" }],
    ["main stays", line("refs/heads/main", null, "old"), { kind: "refused", because: "deletes a protected ref" }],
    ["notes travel", line("refs/notes/ai", "head", "old"), { kind: "never lands" }],
    ["requests travel, and may be renewed", line("refs/riskscore/review/d", "head", "old"), { kind: "never lands" }],
    ["a record is made", line(signoff, "head"), { kind: "never lands" }],
    ["a record is never moved", line(signoff, "head", "old"), { kind: "refused", because: "rewrites a sign-off" }],
    ["a record is never deleted", line(signoff, null, "old"), { kind: "refused", because: "rewrites a sign-off" }],
    ["a replace ref never", line("refs/replace/x", "head"), { kind: "refused", because: "writes a replace ref" }],
  ] as const)("%s", ([, one, expected]) => {
    expect(sorted(one)).toEqual(expected);
  });
});

test("what passes whatever any policy says needs nothing to be looked up", () => {
  expect([line(signoff, "head"), line("refs/riskscore/review/d", "head", "old"), line("refs/notes/x", null, "old")].every(passesAnyway)).toBe(true);
  expect([line(signoff, "head", "old"), line("refs/heads/x", null, "old"), line("refs/replace/x", "head")].some(passesAnyway)).toBe(false);
});
