import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openRepository } from "../../src/git/repository.ts";
import { repoAt, type TestRepo } from "../support/repo-of.ts";
import { listOf, opened, temporary } from "./opened.ts";

function temporaryFolder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-test-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A host whose `git` is a shell script that stands before the real one. */
function hostWithGit(repo: TestRepo, script: string) {
  const folder = temporaryFolder();
  const real = repo.gitWith({}, "-c", "alias.where=!command -v git", "where");
  writeFileSync(join(folder, "git"), `#!/bin/sh\nreal=${real}\n${script}\n`);
  chmodSync(join(folder, "git"), 0o755);
  return repo.host({ env: { ...repo.env, PATH: `${folder}${delimiter}${repo.env["PATH"]}` } });
}

test("a working tree, opened from a folder inside it", async () => {
  const repo = temporary({ "src/a.ts": "1" });
  const repository = await opened(repo, { cwd: join(repo.path, "src") });
  expect(repository).toMatchObject({
    topLevel: repo.path,
    gitDir: join(repo.path, ".git"),
    commonDir: join(repo.path, ".git"),
    cacheDir: join(repo.path, ".git/riskscore"),
    bare: false,
    objectFormat: "sha1",
    shallow: false,
    partial: false,
    head: repo.git("rev-parse", "HEAD"),
  });
});

test("a bare repository has no working tree", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("clone", "--quiet", "--bare", ".", "bare.git");
  const repository = await opened(repoAt(join(repo.path, "bare.git")));
  expect(repository).toMatchObject({ topLevel: null, bare: true, gitDir: join(repo.path, "bare.git") });
  expect(listOf(await repository.snapshotOfCommit(repository.head!))).toEqual({ "a.ts": "100644" });
  await expect(repository.snapshotOfWorktree()).rejects.toMatchObject({ kind: "usage" });
});

test("standing inside .git, there is no working tree either", async () => {
  const repo = temporary({ "a.ts": "1" });
  expect(await opened(repo, { cwd: join(repo.path, ".git") })).toMatchObject({ topLevel: null, bare: false });
});

test("a SHA-256 repository", async () => {
  const repo = temporary({ "a.ts": "1" }, { objectFormat: "sha256" });
  repo.stage({ "b.ts": "2" });
  const repository = await opened(repo);
  const [base, head] = [await repository.snapshotOfCommit(repository.head!), await repository.snapshotOfIndex()];
  expect(repository.objectFormat).toBe("sha256");
  expect(repository.head).toHaveLength(64);
  expect(await repository.deltas(base, head)).toMatchObject([{ path: "b.ts", status: "added", added: 1 }]);
  expect(await repository.deltas(repository.emptySnapshot(), base)).toMatchObject([{ path: "a.ts", status: "added" }]);
  expect(await repository.openBlobs().readOne(base.entries.values().next().value!.oid)).toEqual(Buffer.from("1"));
});

test("a linked worktree has its own index and HEAD, and shares the cache", async () => {
  const repo = temporary({ "a.ts": "1" });
  const path = join(temporaryFolder(), "linked");
  repo.git("worktree", "add", "--quiet", "-b", "other", path);
  const linked = repoAt(path);
  linked.stage({ "b.ts": "2" });
  // Hooks of a linked worktree find GIT_DIR in their environment.
  for (const env of [linked.env, { ...linked.env, GIT_DIR: linked.git("rev-parse", "--absolute-git-dir") }]) {
    const repository = await opened(linked, { env });
    expect(repository).toMatchObject({ topLevel: path, commonDir: join(repo.path, ".git"), cacheDir: join(repo.path, ".git/riskscore") });
    expect(listOf(await repository.snapshotOfIndex())).toEqual({ "a.ts": "100644", "b.ts": "100644" });
    expect(await repository.commitOf("other")).toBe(repository.head);
  }
});

test("GIT_DIR and GIT_WORK_TREE name the repository, for revisions too", async () => {
  const [repo, elsewhere] = [temporary({ "a.ts": "1" }), temporary({ "b.ts": "1" })];
  repo.commit("second", { "a.ts": "2" });
  const repository = await opened(elsewhere, { env: { ...repo.env, GIT_DIR: join(repo.path, ".git"), GIT_WORK_TREE: repo.path } });
  expect(repository).toMatchObject({ topLevel: repo.path, head: repo.git("rev-parse", "HEAD") });
  expect(await repository.commitOf("main~1")).toBe(repo.git("rev-parse", "HEAD~1"));
});

test("before the first commit HEAD is null and the index is readable", async () => {
  const repo = temporary({ "a.ts": "1" }, { commit: false });
  const repository = await opened(repo);
  expect(repository.head).toBeNull();
  const head = await repository.snapshotOfIndex();
  expect(await repository.deltas(repository.emptySnapshot(), head)).toMatchObject([{ path: "a.ts", status: "added", from: null, oldOid: null }]);
});

test("a repository without an index yet is an empty tree", async () => {
  const repo = temporary({}, { commit: false });
  const repository = await opened(repo);
  const index = await repository.snapshotOfIndex();
  expect(index.entries.size).toBe(0);
  expect(index.treeId).toBe(repository.emptySnapshot().treeId);
});

test("a folder whose name holds newlines, quotes and letters beyond ASCII", async () => {
  const outer = temporaryFolder();
  const repo = repoAt(join(outer, 'a\nb "é" \\'));
  mkdirSync(repo.path);
  repo.git("init", "--quiet", "--initial-branch=main");
  repo.commit("first", { "a.ts": "1" });
  const repository = await opened(repo);
  expect(repository.topLevel).toBe(repo.path);
  expect(listOf(await repository.snapshotOfIndex())).toEqual({ "a.ts": "100644" });
  expect(listOf(await repository.snapshotOfWorktree())).toEqual({ "a.ts": "100644" });
  expect(await repository.commitOf("HEAD^0")).toBe(repository.head);
});

test("objects borrowed from repositories that borrow themselves are found", async () => {
  const repo = temporary({ "a.ts": "1" });
  const outer = temporaryFolder();
  repo.git("clone", "--quiet", "--shared", repo.path, join(outer, "one"));
  repo.git("clone", "--quiet", "--shared", join(outer, "one"), join(outer, "two"));
  const repository = await opened(repoAt(join(outer, "two")));
  expect(listOf(await repository.snapshotOfCommit(repository.head!))).toEqual({ "a.ts": "100644" });
});

test("inside a pre-receive hook the pushed objects are still in quarantine", async () => {
  const repo = temporary({ "a.ts": "1" });
  const bare = join(temporaryFolder(), 'odd: "x".git');
  const quarantine = temporaryFolder();
  repo.git("clone", "--quiet", "--bare", repo.path, bare);
  const quoted = `"${join(bare, "objects").replaceAll('"', '\\"')}"`;
  const env = { ...repo.env, GIT_DIR: ".", GIT_OBJECT_DIRECTORY: quarantine, GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted };
  const pushed = repoAt(bare).gitWith({ env, input: "pushed" }, "hash-object", "-w", "--stdin");
  const repository = await opened(repoAt(bare), { env });
  expect(await repository.openBlobs().readOne(pushed as never)).toEqual(Buffer.from("pushed"));
  expect(listOf(await repository.snapshotOfCommit(repository.head!))).toEqual({ "a.ts": "100644" });
});

test("no repository, no such folder, no git, an old git, a distrusted owner: each is said in a sentence", async () => {
  const repo = temporary({ "a.ts": "1" });
  const outside = temporaryFolder();
  await expect(openRepository(repo.host({ cwd: outside }))).rejects.toMatchObject({ kind: "repository", message: `${outside} is not inside a git repository.` });
  await expect(openRepository(repo.host({ cwd: join(outside, "gone") }))).rejects.toMatchObject({ kind: "repository" });
  await expect(openRepository(repo.host({ env: { PATH: outside } }))).rejects.toMatchObject({ kind: "git", message: "git was not found on the PATH." });
  await expect(openRepository(hostWithGit(repo, '[ "$2" = version ] && { echo git version 2.33.8; exit; }\nexec "$real" "$@"'))).rejects.toMatchObject({
    kind: "git",
    message: "git is too old: git version 2.33.8; 2.34 or newer is needed.",
  });
  await expect(openRepository(hostWithGit(repo, "echo git version 1.9.1"))).rejects.toMatchObject({ kind: "git", message: expect.stringContaining("1.9.1") });
  await expect(openRepository(hostWithGit(repo, 'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "$real" "$@"'))).rejects.toMatchObject({
    kind: "repository",
    message: expect.stringContaining("dubious ownership"),
    hint: `If you trust it, run: git config --global --add safe.directory ${repo.path}`,
  });
});

test("a git in a relative folder of the PATH is not ours to run", async () => {
  const repo = temporary({ "node_modules/.bin/git": "#!/bin/sh\ntouch ran\n" });
  chmodSync(join(repo.path, "node_modules/.bin/git"), 0o755);
  const repository = await opened(repo, { env: { ...repo.env, PATH: `node_modules/.bin${delimiter}${repo.env["PATH"]}` } });
  await repository.snapshotOfWorktree();
  expect(existsSync(join(repo.path, "ran"))).toBe(false);
});

test("closing and interrupting both remove the scratch repository and end what runs in it", async () => {
  const repo = temporary({ "a.ts": "1" });
  const closed = await opened(repo);
  await closed.openBlobs().readOne([...(await closed.snapshotOfIndex()).entries.values()][0]!.oid);
  expect(readdirSync(closed.scratch.path)).toContain("objects");
  await closed.close();
  expect(existsSync(closed.scratch.path)).toBe(false);

  const interruption = new AbortController();
  const repository = await opened(repo, { signal: interruption.signal });
  const running = repository.snapshotOfIndex();
  interruption.abort("SIGINT");
  await expect(running).rejects.toMatchObject({ kind: "interrupted", message: "Interrupted by SIGINT." });
  expect(existsSync(repository.scratch.path)).toBe(false);
  await expect(openRepository(repo.host({ signal: interruption.signal }))).rejects.toMatchObject({ kind: "interrupted" });
});

test("a folder that is a file, or is not there, is said so with a hint", async () => {
  const repo = temporary({ "a.ts": "1" });
  for (const [cwd, reason] of [["a.ts", /is no folder/], ["gone", /does not exist/]] as const) {
    await expect(openRepository(repo.host(), { cwd: join(repo.path, cwd) })).rejects.toMatchObject({ kind: "repository", message: expect.stringMatching(reason), hint: expect.any(String) });
  }
});

test("a bare repository without an index has nothing staged to compare with", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("clone", "--quiet", "--bare", ".", "bare.git");
  const repository = await opened(repoAt(join(repo.path, "bare.git")));
  await expect(repository.treeOfIndex()).rejects.toMatchObject({ kind: "usage", message: expect.stringMatching(/bare repository/), hint: expect.stringMatching(/main~1\.\.main/) });
});

test("a damaged repository is told with what to do about it", async () => {
  const repo = temporary({ "a.ts": "1" });
  writeFileSync(join(repo.path, ".git/index"), "DIRCjunk");
  const repository = await opened(repo);
  await expect(repository.treeOfIndex()).rejects.toMatchObject({ kind: "git", hint: expect.stringMatching(/git fsck/) });
});
