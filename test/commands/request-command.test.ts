import { expect, test } from "vitest";
import { requestCommand } from "../../src/commands/request-command.ts";
import type { Judgement, Landing } from "../../src/commands/judgement.ts";
import { remotesIn } from "../../src/git/remotes.ts";
import { asCommitOid } from "../../src/ids.ts";

const [base, head, other] = ["a", "b", "c"].map((one) => asCommitOid(one.repeat(40))) as [ReturnType<typeof asCommitOid>, ReturnType<typeof asCommitOid>, ReturnType<typeof asCommitOid>];
const config = remotesIn(["origin", "fork", "x;rm -rf ~"].map((name) => `remote.${name}.fetch\n+refs/heads/*:refs/remotes/${name}/*\0`).join(""));
const command = (landing: Partial<Landing>, { checkedOut = head, remote = "origin" } = {}): string =>
  requestCommand({ remote: config.remote({ name: remote, url: null }), checkedOut }, { landing: { ref: "refs/heads/main", tip: base, base, policyAt: base, direct: false, ...landing }, judgement: { head } as unknown as Judgement });

test("the branch at hand needs no words", () => {
  expect(command({})).toBe("riskscore signoff request");
});

test("another branch is named by its commits", () => {
  expect(command({}, { checkedOut: other })).toBe(`riskscore signoff request ${base}..${head}`);
});

test("a push onto a landing ref names the ref it was last seen at", () => {
  expect(command({ ref: "refs/heads/release/1", direct: true })).toBe("riskscore signoff request refs/remotes/origin/release/1..HEAD");
});

test("a remote that has nothing yet has no ref to name", () => {
  expect(command({ tip: null, base: null, policyAt: null, direct: true })).toBe("riskscore signoff request");
});

test("another remote is named, unless its name would mean something to a shell", () => {
  expect(command({}, { remote: "fork" })).toBe("riskscore signoff request --remote fork");
  expect(command({ direct: true }, { remote: "x;rm -rf ~" })).toBe(`riskscore signoff request ${base}..HEAD`);
});
