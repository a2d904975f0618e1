import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { commitIds } from "../../src/git/commits.ts";
import { rootSnapshotOf } from "../../src/git/root-snapshot.ts";
import type { TestRepo } from "../support/repo-of.ts";
import { listOf, opened, temporary } from "./opened.ts";

/**
 * A git that was cut off and ends as if all were well: where "there is nothing" would let a change pass, it has to be noticed. Found by
 * `test/faults/`: a listing that said nothing was a repository without a policy.
 */
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A `git` first on the PATH that hands on only the first `bytes` of what `command` says. */
function cutting(repo: TestRepo, command: string, bytes: number): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "riskscore-cut-"));
  folders.push(folder);
  const real = execFileSync("/bin/sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  writeFileSync(join(folder, "git"), `#!/bin/sh\ncase " $* " in *" ${command} "*) "${real}" "$@" | head -c ${bytes}; exit 0;; esac\nexec "${real}" "$@"\n`);
  chmodSync(join(folder, "git"), 0o755);
  return { ...repo.env, PATH: `${folder}${delimiter}${repo.env["PATH"] ?? ""}` };
}

const files = { ".riskrc.json": "{}\n", "a.ts": "export {};\n" };

describe.skipIf(process.platform === "win32")("a git that is cut off and says that all is well", () => {
  test.each([0, 30, 200])("while it lists the root, after %d bytes", async (bytes) => {
    const repo = temporary(files);
    const repository = await opened(repo, { env: cutting(repo, "ls-tree", bytes) });
    if (bytes < 200) await expect(rootSnapshotOf(repository, repository.head!)).rejects.toMatchObject({ kind: "git" });
    else expect(listOf(await rootSnapshotOf(repository, repository.head!))).toHaveProperty([".riskrc.json"]);
  });

  test("while it lists all files", async () => {
    const repo = temporary(files);
    const repository = await opened(repo, { env: cutting(repo, "ls-tree", 0) });
    await expect(repository.snapshotOfCommit(repository.head!)).rejects.toMatchObject({ kind: "git" });
  });

  test("while it compares two trees", async () => {
    const repo = temporary(files);
    const base = repo.git("rev-parse", "HEAD");
    const head = repo.commit("more", { "a.ts": "export const a = 1;\n" });
    const repository = await opened(repo, { env: cutting(repo, "diff-tree", 0) });
    await expect(repository.deltas(await treeAt(base), await treeAt(head))).rejects.toMatchObject({ kind: "git" });
    async function treeAt(revision: string) {
      return repository.treeOfCommit(await repository.commitOf(revision));
    }
  });

  test.each([0, 41])("while it lists commits, after %d bytes", async (bytes) => {
    const repo = temporary(files);
    const first = repo.git("rev-parse", "HEAD");
    repo.commit("more", { "a.ts": "export const a = 1;\n" });
    repo.commit("more", { "a.ts": "export const a = 2;\n" });
    const repository = await opened(repo, { env: cutting(repo, "rev-list", bytes) });
    await expect(commitIds(repository.scratch, await repository.commitOf(first), repository.head!)).rejects.toMatchObject({ kind: "git" });
  });
});

test("what is empty is not taken for cut off", async () => {
  const repo = temporary({});
  const empty = repo.git("rev-parse", "HEAD");
  const full = repo.commit("files", files);
  repo.commit("nothing");
  const repository = await opened(repo);
  const at = (revision: string) => repository.commitOf(revision);
  expect(listOf(await rootSnapshotOf(repository, await at(empty)))).toEqual({});
  expect(listOf(await repository.snapshotOfCommit(await at(empty)))).toEqual({});
  expect(await repository.deltas(repository.treeOfCommit(await at(full)), repository.treeOfCommit(repository.head!))).toEqual([]);
  expect(await commitIds(repository.scratch, repository.head!, await at(full))).toEqual([]);
  expect(await commitIds(repository.scratch, await at(full), repository.head!)).toEqual([repository.head]);
});
