import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asCommitOid } from "../../src/ids.ts";
import { repoAt } from "../support/repo-of.ts";
import { opened, temporary } from "./opened.ts";

test("revisions in git's own syntax, tags peeled", async () => {
  const repo = temporary({ "a.ts": "1" });
  const second = repo.commit("second", { "a.ts": "2" });
  repo.git("tag", "--annotate", "--message=v", "v1", "HEAD~1");
  repo.git("branch", "topic");
  repo.git("config", "branch.topic.remote", ".");
  repo.git("config", "branch.topic.merge", "refs/heads/main");
  const repository = await opened(repo);
  for (const revision of ["HEAD", "main", "refs/heads/main", "topic@{upstream}", "main@{0}", ":/second", second, second.slice(0, 10)]) {
    expect(await repository.commitOf(revision), revision).toBe(second);
  }
  for (const revision of ["v1", "main~1", "HEAD^", "main@{1}", repo.git("rev-parse", "v1")]) {
    expect(await repository.commitOf(revision), revision).toBe(repo.git("rev-parse", "HEAD~1"));
  }
});

test.each([
  ["gone", /^"gone" is no revision of this repository/],
  ["", /is not a revision/],
  ["a.ts", /^"a.ts" is a path; a revision was expected/],
  ["HEAD:a.ts", /^"HEAD:a.ts" is no revision/],
  ["HEAD^{tree}", /is not a commit/],
  ["HEAD..main", /is no revision/],
  ["^HEAD", /is no revision/],
  ["--all", /^"--all" is no revision/],
  ["-n1", /is no revision/],
  ["a\nb\u001b[31m", /^"a\\u\{a\}b\\u\{1b\}\[31m" is no revision/],
  ["1".repeat(40), /^Commit 1{40} is not in this clone/],
])("%j is refused in a sentence", async (revision, message) => {
  const repository = await opened(temporary({ "a.ts": "1" }));
  await expect(repository.commitOf(revision)).rejects.toMatchObject({ kind: "revision", message: expect.stringMatching(message), hint: expect.any(String) });
});

test("a tag and a branch of one name are never guessed between, whatever the configuration", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("tag", "main");
  repo.commit("second", { "a.ts": "2" });
  repo.git("config", "core.warnAmbiguousRefs", "false");
  const repository = await opened(repo);
  await expect(repository.commitOf("main")).rejects.toMatchObject({ kind: "revision", message: '"main" is ambiguous: it names more than one thing.' });
  expect(await repository.commitOf("refs/heads/main")).toBe(repo.git("rev-parse", "HEAD"));
  expect(await repository.commitOf("tags/main")).toBe(repo.git("rev-parse", "HEAD~1"));
});

test("replace refs and grafts do not change what HEAD~1 means", async () => {
  const repo = temporary({ "a.ts": "1" });
  const second = repo.commit("second", { "a.ts": "2" });
  const third = repo.commit("third", { "a.ts": "3" });
  const first = repo.git("rev-parse", "HEAD~2");
  repo.git("replace", second, first);
  mkdirSync(join(repo.path, ".git/info"));
  writeFileSync(join(repo.path, ".git/info/grafts"), `${third} ${first}\n`);
  expect(repo.git("rev-parse", "HEAD~1")).toBe(first);
  expect(await (await opened(repo)).commitOf("HEAD~1")).toBe(second);
});

test("the merge base, and none for unrelated histories", async () => {
  const repo = temporary({ "a.ts": "1" });
  const fork = repo.git("rev-parse", "HEAD");
  const main = repo.commit("main", { "b.ts": "1" });
  repo.git("checkout", "--quiet", "-b", "topic", fork);
  const topic = repo.commit("topic", { "c.ts": "1" });
  repo.git("checkout", "--quiet", "--orphan", "island");
  const island = repo.commit("island", { "d.ts": "1" });
  const repository = await opened(repo);
  expect(await repository.mergeBase(asCommitOid(main), asCommitOid(topic))).toBe(fork);
  expect(await repository.mergeBase(asCommitOid(main), asCommitOid(island))).toBeNull();
});

test("a repository whose configuration git cannot read fails with git's own words", async () => {
  const repo = temporary({ "a.ts": "1" });
  appendFileSync(join(repo.path, ".git/config"), "[core\n");
  await expect(opened(repo)).rejects.toMatchObject({ kind: "repository", message: expect.stringContaining("bad config line") });
});

test("a commit whose parents a shallow clone left out has no known parent, which is not the same as having none", async () => {
  const repo = temporary({ "a.ts": "1" });
  const root = repo.git("rev-parse", "HEAD");
  repo.commit("second", { "a.ts": "2" });
  expect(await (await opened(repo)).parentOf(asCommitOid(root))).toBeNull();
  repo.git("clone", "--quiet", "--depth=1", `file://${repo.path}`, "shallow");
  const shallow = await opened(repoAt(join(repo.path, "shallow")));
  const failure = { kind: "revision", message: expect.stringMatching(/shallow/), hint: expect.stringMatching(/--unshallow/) };
  await expect(shallow.parentOf(shallow.head!)).rejects.toMatchObject(failure);
  for (const revision of ["HEAD~1", root, "main~3"]) {
    await expect(shallow.commitOf(revision), revision).rejects.toMatchObject({ kind: "revision", hint: expect.stringMatching(/--unshallow/) });
  }
});

test("fetching more of a shallow history changes where it ends, so that nothing kept from before is served", async () => {
  const repo = temporary({ "a.ts": "1" });
  for (const content of ["2", "3", "4"]) repo.commit(content, { "a.ts": content });
  repo.git("clone", "--quiet", "--depth=1", `file://${repo.path}`, "shallow");
  const clone = repoAt(join(repo.path, "shallow"));
  const ends = [(await opened(clone)).historyEnds];
  for (const more of ["--deepen=1", "--unshallow"]) {
    clone.git("fetch", "--quiet", more);
    ends.push((await opened(clone)).historyEnds);
  }
  expect(new Set(ends).size).toBe(3);
  expect(ends.at(-1)).toBe("");
});
