import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { asCommitOid } from "../../src/ids.ts";
import { repoAt, type TestRepo } from "../support/repo-of.ts";
import { listOf, oidAt, opened, temporary } from "./opened.ts";

test("an index that equals a commit has its tree id, and another after any edit", async () => {
  const repo = temporary({ "a.ts": "1", "b/c.ts": "2" });
  const repository = await opened(repo);
  const commit = await repository.snapshotOfCommit(repository.head!);
  expect(commit).toMatchObject({ name: repository.head, commit: repository.head, treeId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
  expect(await repository.snapshotOfIndex()).toEqual({ ...commit, name: "index", commit: null });
  repo.git("update-index", "--chmod=+x", "a.ts");
  expect((await repository.snapshotOfIndex()).treeId).not.toBe(commit.treeId);
});

test("symbolic links and submodules are entries, and are not followed", async () => {
  const repo = temporary({ "lib.ts": "1" });
  symlinkSync("../outside", join(repo.path, "link"));
  repo.git("add", "link");
  repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.path, "vendor/sub");
  const repository = await opened(repo);
  const index = await repository.snapshotOfIndex();
  expect(listOf(index)).toEqual({ ".gitmodules": "100644", "lib.ts": "100644", link: "120000", "vendor/sub": "160000" });
  expect(oidAt(index, "vendor/sub")).toBe(repository.head);
  expect(await repository.openBlobs().readOne(index.entries.get("link" as never)!.oid)).toEqual(Buffer.from("../outside"));
});

test("paths of any bytes", async () => {
  const names = ["a\nb.ts", "tab\t.ts", '"q".ts', "-rf.ts", "é.ts", "e\u0301.ts", "sp ace.ts", ":(top)x.ts", "*.ts", "back\\slash.ts", "\u{feff}bom.ts"];
  const repo = temporary(Object.fromEntries(names.map((name) => [`src/${name}`, name])));
  const latin1 = Buffer.concat([Buffer.from("src/caf"), Buffer.of(0xe9), Buffer.from("%.ts")]);
  repo.gitWith({ input: Buffer.concat([Buffer.from(`100644 ${repo.git("hash-object", "src/é.ts")}\t`), latin1, Buffer.of(0)]) }, "update-index", "-z", "--index-info");
  const repository = await opened(repo);
  const index = await repository.snapshotOfIndex();
  expect([...index.entries.keys()].toSorted()).toEqual([...names.map((name) => `src/${name}`), "src/caf%E9%25.ts"].toSorted());
  expect(index.entries.get("src/caf%E9%25.ts" as never)?.pathBytes).toBe(latin1.toString("base64"));
  const deltas = await repository.deltas(repository.emptySnapshot(), index);
  expect(deltas.map(({ path }) => path)).toEqual([...index.entries.keys()].toSorted());
  expect(deltas.every(({ added }) => added !== null)).toBe(true);
});

test("intent to add is not yet staged; an empty file is", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.write({ "planned.ts": "2" });
  repo.git("add", "--intent-to-add", "planned.ts");
  repo.stage({ "empty.ts": "" });
  expect(listOf(await (await opened(repo)).snapshotOfIndex())).toEqual({ "a.ts": "100644", "empty.ts": "100644" });
});

test("a merge conflict names its first path and how many there are", async () => {
  const repo = temporary({ "a.ts": "1\n", "b\n.ts": "1\n" });
  repo.git("checkout", "--quiet", "-b", "topic");
  repo.commit("topic", { "a.ts": "2\n", "b\n.ts": "2\n" });
  repo.git("checkout", "--quiet", "main");
  repo.commit("main", { "a.ts": "3\n", "b\n.ts": "3\n" });
  expect(() => repo.git("merge", "--quiet", "topic")).toThrow();
  const repository = await opened(repo);
  const refusal = { kind: "index", message: "The index holds a merge conflict in a.ts and 1 more (2 unmerged in all).", hint: expect.any(String) };
  await expect(repository.snapshotOfIndex()).rejects.toMatchObject(refusal);
  await expect(repository.snapshotOfWorktree()).rejects.toMatchObject(refusal);
});

test("GIT_INDEX_FILE is the index that counts, relative to where git was called", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.write({ "b.ts": "2" });
  repo.gitWith({ env: { GIT_INDEX_FILE: ".git/other" } }, "add", "b.ts");
  const repository = await opened(repo, { env: { ...repo.env, GIT_INDEX_FILE: ".git/other" } });
  expect(listOf(await repository.snapshotOfIndex())).toEqual({ "b.ts": "100644" });
});

test("git commit PATH judges what will be committed, not what else is staged", async () => {
  const repo = temporary({ "a.ts": "1", "b.ts": "1" });
  repo.stage({ "b.ts": "2" });
  repo.write({ "a.ts": "2", ".git/hooks/pre-commit": '#!/bin/sh\nenv | grep ^GIT_INDEX_FILE= > hook-env\ncp "$GIT_INDEX_FILE" hook-index\n' });
  repo.gitWith({}, "-c", "alias.executable=!chmod +x .git/hooks/pre-commit", "executable");
  repo.git("commit", "--quiet", "-m", "partial", "a.ts");
  const repository = await opened(repo, { env: { ...repo.env, GIT_INDEX_FILE: "hook-index" } });
  const deltas = await repository.deltas(await repository.snapshotOfCommit(await repository.commitOf("HEAD~1")), await repository.snapshotOfIndex());
  expect(deltas.map(({ path }) => path)).toEqual(["a.ts"]);
});

test("a split index is whole again", async () => {
  const repo = temporary({ "a.ts": "1", "b.ts": "1" });
  repo.git("update-index", "--split-index");
  repo.stage({ "c.ts": "1" });
  expect(repo.gitWith({}, "-c", "alias.shared=!ls .git", "shared")).toContain("sharedindex.");
  const repository = await opened(repo);
  expect(listOf(await repository.snapshotOfIndex())).toEqual({ "a.ts": "100644", "b.ts": "100644", "c.ts": "100644" });
  expect(listOf(await repository.snapshotOfWorktree())).toEqual({ "a.ts": "100644", "b.ts": "100644", "c.ts": "100644" });
});

test("a sparse checkout, with and without a sparse index, still holds every file", async () => {
  const repo = temporary({ "root.ts": "1", "in/a.ts": "1", "out/deep/b.ts": "1" });
  for (const sparseIndex of ["--no-sparse-index", "--sparse-index"]) {
    repo.git("sparse-checkout", "set", "--cone", sparseIndex, "in");
    const repository = await opened(repo);
    const commit = await repository.snapshotOfCommit(repository.head!);
    expect((await repository.snapshotOfIndex()).treeId).toBe(commit.treeId);
    expect((await repository.snapshotOfWorktree()).treeId).toBe(commit.treeId);
  }
});

test.each([
  ["a path twice", ["100644 blob OID\ta.ts", "100644 blob OID\ta.ts"], /holds a\.ts twice/],
  ["a path twice with others between", ["100644 blob OID\ta.ts", "100644 blob OID\tb.ts", "100644 blob OID\ta.ts"], /holds a\.ts twice/],
  ["a name that is file and folder", ["100644 blob OID\ta", "040000 tree TREE\ta"], /holds a both as a file and as a folder/],
  ["..", ["040000 tree TREE\t.."], /holds the path \.\.\./],
  [".", ["100644 blob OID\t."], /holds the path \./],
  [".GIT", ["040000 tree TREE\t.GIT"], /holds the path \.GIT/],
  ["an entry out of its place", ["100644 blob OID\tb.ts", "100644 blob OID\ta.ts"], /holds a\.ts out of its place/],
  ["a folder out of its place", ["040000 tree TREE\ta", "100644 blob OID\ta.ts"], /holds a\.ts out of its place/],
  ["an entry out of its place by bytes alone", ["100644 blob OID\t\xf0\x9f\x98\x80", "100644 blob OID\t\xef\xbf\xbd"], /out of its place/],
  ["an entry out of its place among names that are not UTF-8", ["100644 blob OID\t\xff", "100644 blob OID\t\xfe"], /out of its place/],
  ["an escape that another path's bytes have", ["100644 blob OID\ta%FF", "100644 blob OID\ta\u00ff"], /holds a%FF twice/],
])("a tree holding %s is refused", async (_, lines, message) => {
  const repo = temporary({ "in.ts": "1" });
  const commit = commitOfRawTree(repo, lines);
  const repository = await opened(repo);
  await expect(repository.snapshotOfCommit(asCommitOid(commit))).rejects.toMatchObject({ kind: "repository", message: expect.stringMatching(message) });
});

test("names of every kind in git's own order are a tree", async () => {
  const repo = temporary({ "a-b": "1", "a.ts": "1", "a/b.ts": "1", "a0": "1", "\u{1f600}.ts": "1", "\uffee.ts": "1", "\u00e9.ts": "1", "Z": "1" });
  expect((await (await opened(repo)).snapshotOfCommit(asCommitOid(repo.git("rev-parse", "HEAD")))).entries.size).toBe(8);
});

test("an empty name in a tree is refused by git itself", async () => {
  const repo = temporary({ "in.ts": "1" });
  const commit = commitOfRawTree(repo, ["040000 tree TREE\t"]);
  const refusal = { kind: "git", message: expect.stringContaining("empty filename in tree entry") };
  await expect((await opened(repo)).snapshotOfCommit(asCommitOid(commit))).rejects.toMatchObject(refusal);
});

/** Writes tree objects byte by byte, as an attacker would: `git mktree` would refuse or sort. One character is one byte. */
function commitOfRawTree(repo: TestRepo, lines: readonly string[]): string {
  const oids = { OID: repo.git("rev-parse", "HEAD:in.ts"), TREE: repo.git("rev-parse", "HEAD^{tree}") };
  const entries = lines.map((line) => {
    const [, mode = "", name = "OID", path = ""] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
    return Buffer.concat([Buffer.from(`${mode.replace(/^0/, "")} ${path}\0`, "latin1"), Buffer.from(oids[name as "OID"], "hex")]);
  });
  const tree = repo.gitWith({ input: Buffer.concat(entries) }, "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
  return repo.git("commit-tree", "-m", "malformed", tree);
}

test("a shallow clone says so, and has no history beyond its end", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.commit("second", { "a.ts": "2" });
  repo.commit("third", { "a.ts": "3" });
  const repository = await opened(clone(repo, "--depth=2"));
  expect(repository).toMatchObject({ shallow: true, partial: false });
  expect(await repository.commitOf("HEAD~1")).toBe(repo.git("rev-parse", "HEAD~1"));
  await expect(repository.commitOf("HEAD~2")).rejects.toMatchObject({ kind: "revision" });
  expect(await repository.mergeBase(repository.head!, await repository.commitOf("HEAD~1"))).toBe(repo.git("rev-parse", "HEAD~1"));
});

test("a partial clone lists every file and is never asked to fetch; what it lacks is missing", async () => {
  const repo = temporary({ "a.ts": "1\n", "b.ts": "1\n", "old.ts": "1\n2\n3\n" });
  repo.commit("second", { "a.ts": "2\n", "old.ts": null, "new.ts": "1\n2\n3\n4\n" });
  repo.git("config", "uploadpack.allowFilter", "true");
  const partial = clone(repo, "--filter=blob:none", "--no-checkout");
  partial.git("config", "remote.origin.uploadpack", `touch ${partial.path}/fetched; git-upload-pack`);
  // Not read-tree: before 2.39.4 that fetches what is missing, and the test would look at a clone that lacks nothing.
  partial.gitWith({ input: partial.git("ls-tree", "-r", "HEAD") }, "update-index", "--add", "--index-info");
  const repository = await opened(partial);
  expect(repository).toMatchObject({ shallow: false, partial: true });
  const base = await repository.snapshotOfCommit(await repository.commitOf("HEAD~1"));
  const head = await repository.snapshotOfIndex();
  expect(head.treeId).toBe((await repository.snapshotOfCommit(repository.head!)).treeId);
  expect(await repository.deltas(base, head)).toMatchObject([
    { path: "a.ts", status: "modified", added: null, deleted: null },
    { path: "new.ts", status: "added", added: null },
    { path: "old.ts", status: "deleted", deleted: null },
  ]);
  const blobs = repository.openBlobs();
  for (const { oid } of head.entries.values()) expect(await blobs.readOne(oid)).toMatchObject({ unreadable: "missing" });
  expect(await repository.churn(repository.head!, 30)).toMatchObject({ complete: true });
  await expect(repository.commitOf("1".repeat(40))).rejects.toMatchObject({ kind: "revision" });
  expect(spawnSync("ls", [partial.path]).stdout.toString()).not.toContain("fetched");
});

function clone(repo: TestRepo, ...options: string[]): TestRepo {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-test-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  repo.git("clone", "--quiet", ...options, `file://${repo.path}`, path);
  return repoAt(path);
}
