import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { firstCommitAt, repoAt, type TestRepo } from "../support/repo-of.ts";
import { opened, temporary } from "./opened.ts";

const day = 86_400;
const ada = { name: "Ada", email: "ada@example.test" };
const shouting = { name: "Ada L.", email: "ADA@example.test" };
const bob = { name: "Bob\n\u0001", email: "bob@example.test" };

test("commits and distinct authors of each path, in the days before the commit's own date", async () => {
  const repo = temporary({}, { commit: false });
  repo.commit("too old", { "a.ts": "0" }, { at: firstCommitAt - 91 * day });
  repo.commit("one", { "a.ts": "1", "n\n.ts": "1" }, { at: firstCommitAt - 80 * day, author: ada });
  repo.commit("two", { "a.ts": "2" }, { at: firstCommitAt - 40 * day, author: shouting });
  repo.commit("three\n\n:100644 100644 x", { "a.ts": "3", __proto__x: "1", "n\n.ts": null }, { at: firstCommitAt, author: bob });
  const repository = await opened(repo);
  expect(await repository.commitDate(repository.head!)).toBe(firstCommitAt);
  expect(await repository.churn(repository.head!, 90)).toEqual({ days: 90, complete: true, files: { __proto__x: [1, 1], "a.ts": [3, 2], "n\n.ts": [2, 2] } });
  expect((await repository.churn(repository.head!, 30)).files["a.ts"]).toEqual([1, 1]);
  expect((await repository.churn(await repository.commitOf("HEAD~1"), 90)).files["a.ts"]).toEqual([3, 1]);
});

test("a file called __proto__ is counted like any other, and survives JSON", async () => {
  const repo = temporary({ ["__proto__"]: "1" });
  const repository = await opened(repo);
  const { files } = JSON.parse(JSON.stringify(await repository.churn(repository.head!, 90))) as { files: object };
  expect(Object.entries(files)).toEqual([["__proto__", [1, 1]]]);
});

test("merges do not count; what they bring does", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("checkout", "--quiet", "-b", "topic");
  repo.commit("topic", { "b.ts": "1" });
  repo.git("checkout", "--quiet", "main");
  repo.commit("main", { "a.ts": "2" });
  repo.git("merge", "--quiet", "--no-commit", "topic");
  repo.commit("merge");
  const repository = await opened(repo);
  expect((await repository.churn(repository.head!, 90)).files).toEqual({ "a.ts": [2, 1], "b.ts": [1, 1] });
});

test("a shallow clone's last commit does not count as having written every file, and the window is not complete", async () => {
  const repo = temporary({ "a.ts": "1", "b.ts": "1" });
  repo.commit("second", { "a.ts": "2" });
  repo.commit("third", { "a.ts": "3" });
  const repository = await opened(clone(repo, "--depth=2"));
  expect(await repository.churn(repository.head!, 90)).toEqual({ days: 90, complete: false, files: { "a.ts": [1, 1] } });
});

function clone(repo: TestRepo, ...options: string[]): TestRepo {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-test-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  repo.git("clone", "--quiet", ...options, `file://${repo.path}`, path);
  return repoAt(path);
}
