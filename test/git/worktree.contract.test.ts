import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TestRepo } from "../support/repo-of.ts";
import { listOf, oidAt, opened, stateOf, temporary } from "./opened.ts";

async function changes(repo: TestRepo, over = {}) {
  const repository = await opened(repo, over);
  const [base, head] = [await repository.snapshotOfCommit(repository.head!), await repository.snapshotOfWorktree()];
  expect(head).toMatchObject({ name: "worktree", commit: null });
  return Object.fromEntries((await repository.deltas(base, head)).map(({ path, status }) => [path, status]));
}

test("edits, deletions, untracked files, mode and type changes; ignored files do not count", async () => {
  const repo = temporary({ "edited.ts": "1", "deleted.ts": "a", "run.sh": "1", "link": "1", "was-file": "b", "dir/was-dir.ts": "c", ".gitignore": "ignored.ts\n" });
  repo.write({ "edited.ts": "2", "deleted.ts": null, "ignored.ts": "1", "excluded.ts": "1", "new/untracked\n.ts": "1", "link": null, "was-file": null, "dir": null });
  repo.write({ ".git/info/exclude": "excluded.ts\n", "was-file/inside.ts": "1", dir: "now a file" });
  chmodSync(join(repo.path, "run.sh"), 0o755);
  symlinkSync("edited.ts", join(repo.path, "link"));
  expect(await changes(repo)).toEqual({
    "deleted.ts": "deleted",
    dir: "added",
    "dir/was-dir.ts": "deleted",
    "edited.ts": "modified",
    link: "modified",
    "new/untracked\n.ts": "added",
    "run.sh": "modified",
    "was-file": "deleted",
    "was-file/inside.ts": "added",
  });
});

test("the user's own ignore file counts, at its default place and as configured", async () => {
  const repo = temporary({ "a.ts": "1" });
  const home = join(repo.path, ".git/home");
  repo.write({ "by-default.ts": "1", "by-config.ts": "1", ".git/home/.config/git/ignore": "by-default.ts\n", ".git/home/ignore": "by-config.ts\n" });
  const env = { ...repo.env, HOME: home };
  expect(await changes(repo, { env })).toEqual({ "by-config.ts": "added" });
  repo.git("config", "core.excludesFile", "~/ignore");
  expect(await changes(repo, { env })).toEqual({ "by-default.ts": "added" });
});

test("line ends are compared as the repository keeps them", async () => {
  const repo = temporary({ ".gitattributes": "*.ts text eol=crlf\n", "a.ts": "1\n2\n" });
  repo.write({ "a.ts": "1\r\n2\r\n", "b.txt": "1\r\n" });
  repo.git("config", "core.autocrlf", "true");
  const repository = await opened(repo);
  const head = await repository.snapshotOfWorktree();
  expect(oidAt(head, "a.ts")).toBe(repo.git("rev-parse", "HEAD:a.ts"));
  expect(await repository.openBlobs().readOne(oidAt(head, "b.txt") as never)).toEqual(Buffer.from("1\n"));
});

test("filters never run; a clean file of theirs stays clean, a touched one counts by its bytes", async () => {
  const repo = temporary({ ".gitattributes": "*.bin filter=big\n" });
  const ran = join(repo.path, ".git/ran");
  repo.git("config", "filter.big.clean", `tee -a ${ran} >/dev/null; echo pointer`);
  repo.git("config", "filter.big.smudge", `touch ${ran}; cat`);
  repo.git("config", "filter.big.required", "true");
  repo.commit("big", { "clean.bin": "large content", "touched.bin": "large content" });
  // An hour ago: git need not doubt its stat data.
  for (const name of ["clean.bin", "touched.bin"]) utimesSync(join(repo.path, name), 1_700_000_000, 1_700_000_000);
  repo.git("add", "--renormalize", ".");
  repo.git("update-index", "--refresh");
  rmSync(ran, { force: true });
  writeFileSync(join(repo.path, "touched.bin"), "other content");
  expect(await changes(repo)).toEqual({ "touched.bin": "modified" });
  expect(() => repo.gitWith({}, "-c", "alias.ran=!ls .git/ran", "ran")).toThrow();
});

test("an edit within the index's own second, of the same size, is seen", async () => {
  for (let round = 0; round < 5; round++) {
    const repo = temporary({ "a.ts": "1" });
    repo.stage({ "a.ts": "2" });
    repo.write({ "a.ts": "3" });
    const repository = await opened(repo);
    expect(await repository.openBlobs().readOne(oidAt(await repository.snapshotOfWorktree(), "a.ts") as never)).toEqual(Buffer.from("3"));
  }
});

test("a submodule counts by its HEAD; its own configuration runs nothing, and a repository that is no submodule is left out", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.path, "sub");
  repo.commit("sub");
  const sub = join(repo.path, "sub");
  const ran = join(repo.path, ".git/ran");
  repo.gitWith({ cwd: sub }, "config", "core.fsmonitor", `touch ${ran}; false`);
  writeFileSync(join(sub, "a.ts"), "dirty");
  mkdirSync(join(repo.path, "nested"));
  repo.gitWith({ cwd: join(repo.path, "nested") }, "init", "--quiet");
  writeFileSync(join(repo.path, "nested/inside.ts"), "1");
  expect(await changes(repo)).toEqual({});
  expect(() => repo.gitWith({}, "-c", "alias.ran=!ls .git/ran", "ran")).toThrow();
  repo.gitWith({ cwd: sub }, "-c", "core.fsmonitor=false", "commit", "--quiet", "--all", "--message", "new");
  expect(await changes(repo)).toEqual({ sub: "modified" });
});

test("before the first commit, with nothing ever added", async () => {
  const repo = temporary({}, { commit: false });
  repo.write({ "a.ts": "1" });
  expect(listOf(await (await opened(repo)).snapshotOfWorktree())).toEqual({ "a.ts": "100644" });
});

test("nothing is written into the repository", async () => {
  const repo = temporary({ "a.ts": "1", "b.ts": "1" });
  repo.stage({ "b.ts": "2" });
  repo.write({ "a.ts": "2", "c.ts": "1" });
  const before = stateOf(repo);
  const repository = await opened(repo);
  const [base, head, index] = [await repository.snapshotOfCommit(repository.head!), await repository.snapshotOfWorktree(), await repository.snapshotOfIndex()];
  expect(await repository.deltas(index, head)).toMatchObject([{ path: "a.ts" }, { path: "c.ts" }]);
  expect(await repository.deltas(base, index)).toMatchObject([{ path: "b.ts" }]);
  await repository.churn(repository.head!, 90);
  await repository.close();
  expect(stateOf(repo)).toEqual(before);
});
