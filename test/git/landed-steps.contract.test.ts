import { afterEach, expect, test } from "vitest";
import { changeDigest } from "../../src/git/change-digest.ts";
import { hasLanded } from "../../src/git/landed-steps.ts";
import { openRepository, type Repository } from "../../src/git/repository.ts";
import { asCommitOid } from "../../src/ids.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";

let repo: TestRepo;
let opened: Repository | undefined;
afterEach(async () => {
  await opened?.close();
  repo.remove();
});

/** Whether the change of `topic` (against `fork`) is seen to have landed on `main`. */
async function landed(fork: string, topic: string): Promise<boolean> {
  opened = await openRepository(repo.host());
  const named = await changeDigest(opened, opened.treeOfCommit(asCommitOid(fork)), opened.treeOfCommit(asCommitOid(topic)));
  return hasLanded(opened, { base: fork, tip: repo.git("rev-parse", "main"), ...named });
}

function topicOf(files: Record<string, string>): { fork: string; topic: string } {
  repo = repoOf({ "a.ts": "export const a = 1;\n", "b.ts": "export const b = 1;\n", "100%.ts": "1\n" });
  const fork = repo.git("rev-parse", "HEAD");
  repo.git("switch", "--quiet", "-c", "topic");
  const [first, ...rest] = Object.entries(files);
  repo.commit("one", { [first![0]]: first![1] });
  const topic = repo.commit("two", Object.fromEntries(rest));
  repo.git("switch", "--quiet", "main");
  repo.commit("others", { "b.ts": "export const b = 2;\n" });
  return { fork, topic };
}

const change = { "a.ts": "export const a = 2;\n", "c.ts": "export const c = 1;\n" };

test("not while only others have landed something", async () => {
  const { fork, topic } = topicOf(change);
  expect(await landed(fork, topic)).toBe(false);
});

test("squashed by a forge, under other commits", async () => {
  const { fork, topic } = topicOf(change);
  repo.git("merge", "--squash", "topic");
  repo.commit("squashed");
  repo.commit("more", { "d.ts": "1\n" });
  expect(await landed(fork, topic)).toBe(true);
});

test("merged with a merge commit", async () => {
  const { fork, topic } = topicOf(change);
  repo.git("merge", "--quiet", "--no-ff", "--no-edit", "topic");
  expect(await landed(fork, topic)).toBe(true);
});

test("not when one byte of it is another", async () => {
  const { fork, topic } = topicOf(change);
  repo.git("merge", "--squash", "topic");
  repo.commit("squashed", { "c.ts": "export const c = 2;\n" });
  expect(await landed(fork, topic)).toBe(false);
});

test("a path that cannot be written plainly is looked for among all steps", async () => {
  const { fork, topic } = topicOf({ "100%.ts": "2\n", "200%.ts": "2\n" });
  repo.git("merge", "--squash", "topic");
  repo.commit("squashed");
  expect(await landed(fork, topic)).toBe(true);
});

test("a base that is not here tells nothing", async () => {
  const { topic } = topicOf(change);
  opened = await openRepository(repo.host());
  const none = { digest: "sha256:00", paths: ["a.ts"] } as unknown as Awaited<ReturnType<typeof changeDigest>>;
  expect(await hasLanded(opened, { base: "1".repeat(40), tip: topic, ...none })).toBe(false);
});
