import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TestRepo } from "../support/repo-of.ts";
import { opened, temporary } from "./opened.ts";

/** Each first shows that the lever works on a git that is not guarded, then that riskscore sees everything and runs nothing. */
async function expectUntouched(repo: TestRepo, paths: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const ran = join(repo.path, ".git/ran");
  const repository = await opened(repo, { env: { ...repo.env, ...env } });
  const base = await repository.snapshotOfCommit(await repository.commitOf("HEAD"));
  for (const head of [await repository.snapshotOfIndex(), await repository.snapshotOfWorktree()]) {
    expect((await repository.deltas(base, head)).map(({ path }) => path)).toEqual(paths);
  }
  await repository.churn(repository.head!, 90);
  for await (const { bytes } of repository.openBlobs().readMany([...base.entries.values()].map(({ oid }) => oid))) expect(bytes).toBeDefined();
  await repository.close();
  expect(existsSync(ran)).toBe(false);
}

function trap(repo: TestRepo): string {
  return `touch '${join(repo.path, ".git/ran")}'; false`;
}

function sprung(repo: TestRepo): boolean {
  const ran = join(repo.path, ".git/ran");
  const yes = existsSync(ran);
  if (yes) repo.gitWith({}, "-c", `alias.reset-trap=!rm '${ran}'`, "reset-trap");
  return yes;
}

function quietly(run: () => unknown): void {
  try {
    run();
  } catch {
    // The trap answers with a failure; whether it ran is what matters.
  }
}

test("an external diff command", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.stage({ "a.ts": "2" });
  repo.git("config", "diff.external", trap(repo));
  quietly(() => repo.git("diff", "--cached"));
  expect(sprung(repo)).toBe(true);
  await expectUntouched(repo, ["a.ts"]);
});

test("GIT_EXTERNAL_DIFF, and configuration slipped in through the environment", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.stage({ "a.ts": "2" });
  const env = { GIT_EXTERNAL_DIFF: trap(repo), GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "core.fsmonitor", GIT_CONFIG_VALUE_0: trap(repo) };
  quietly(() => repo.gitWith({ env }, "diff", "--cached"));
  expect(sprung(repo)).toBe(true);
  await expectUntouched(repo, ["a.ts"], env);
});

test("textconv and -diff attributes", async () => {
  const repo = temporary({ "a.ts": "1\n", ".gitattributes": "*.ts diff=x\n" });
  repo.stage({ "a.ts": "2\n", "b.ts": "1\n", ".gitattributes": "a.ts diff=x\nb.ts -diff\n" });
  repo.git("config", "diff.x.textconv", `${trap(repo)}; echo constant #`);
  quietly(() => repo.git("diff", "--cached"));
  expect(sprung(repo)).toBe(true);
  await expectUntouched(repo, [".gitattributes", "a.ts", "b.ts"]);
  const repository = await opened(repo);
  const deltas = await repository.deltas(await repository.snapshotOfCommit(repository.head!), await repository.snapshotOfIndex());
  expect(deltas.map(({ path, added }) => [path, added])).toEqual([[".gitattributes", 2], ["a.ts", 1], ["b.ts", 1]]);
});

test("a file system monitor", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.stage({ "a.ts": "2" });
  repo.git("config", "core.fsmonitor", trap(repo));
  quietly(() => repo.git("status"));
  expect(sprung(repo)).toBe(true);
  await expectUntouched(repo, ["a.ts"]);
});

test("hooks, an editor and a pager", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.stage({ "a.ts": "2" });
  const hook = `#!/bin/sh\n${trap(repo)}\n`;
  mkdirSync(join(repo.path, ".git/hooks"));
  for (const name of ["post-index-change", "reference-transaction", "pre-auto-gc"]) writeFileSync(join(repo.path, ".git/hooks", name), hook, { mode: 0o755 });
  repo.git("config", "core.pager", trap(repo));
  repo.git("config", "pager.log", "true");
  await expectUntouched(repo, ["a.ts"], { GIT_PAGER: trap(repo), PAGER: trap(repo), GIT_EDITOR: trap(repo) });
});

test("submodules told to be ignored, in the tree and in the configuration", async () => {
  const repo = temporary({ "a.ts": "1" });
  const first = repo.git("rev-parse", "HEAD");
  repo.commit("modules", { ".gitmodules": '[submodule "sub"]\n\tpath = sub\n\turl = ./x\n\tignore = all\n' });
  repo.git("update-index", "--add", "--cacheinfo", `160000,${first},sub`);
  const second = repo.commit("sub");
  repo.git("update-index", "--cacheinfo", `160000,${second},sub`);
  repo.git("config", "submodule.sub.ignore", "all");
  repo.git("config", "diff.ignoreSubmodules", "all");
  expect(repo.git("diff", "--cached", "--name-only")).toBe("");
  const repository = await opened(repo);
  const deltas = await repository.deltas(await repository.snapshotOfCommit(repository.head!), await repository.snapshotOfIndex());
  expect(deltas).toMatchObject([{ path: "sub", status: "modified", oldOid: first, newOid: second }]);
});

test("diff.relative from a folder that did not change", async () => {
  const repo = temporary({ "a.ts": "1", "other/b.ts": "1" });
  repo.stage({ "a.ts": "2" });
  repo.git("config", "diff.relative", "true");
  const cwd = join(repo.path, "other");
  expect(repo.gitWith({ cwd }, "diff", "--cached", "--name-only")).toBe("");
  const repository = await opened(repo, { cwd });
  const deltas = await repository.deltas(await repository.snapshotOfCommit(repository.head!), await repository.snapshotOfWorktree());
  expect(deltas.map(({ path }) => path)).toEqual(["a.ts"]);
});

test("replace refs for commits, trees and blobs", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.commit("second", { "a.ts": "2" });
  repo.git("replace", "HEAD", "HEAD~1");
  repo.git("replace", "HEAD~1:a.ts", repo.gitWith({ input: "decoy" }, "hash-object", "-w", "--stdin"));
  expect(repo.git("show", "HEAD:a.ts")).toBe("decoy");
  const repository = await opened(repo);
  const [base, head] = [await repository.snapshotOfCommit(await repository.commitOf("HEAD~1")), await repository.snapshotOfCommit(repository.head!)];
  expect((await repository.deltas(base, head)).map(({ path }) => path)).toEqual(["a.ts"]);
  const texts = [base, head].map(({ entries }) => repository.openBlobs().readOne(entries.get("a.ts" as never)!.oid));
  expect((await Promise.all(texts)).map(String)).toEqual(["1", "2"]);
});

test("grafts do not shorten history", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.commit("second", { "a.ts": "2" });
  const third = repo.commit("third", { "a.ts": "3" });
  mkdirSync(join(repo.path, ".git/info"));
  appendFileSync(join(repo.path, ".git/info/grafts"), `${third}\n`);
  expect(repo.git("rev-list", "--count", "HEAD")).toBe("1");
  const repository = await opened(repo);
  expect((await repository.churn(repository.head!, 90)).files).toEqual({ "a.ts": [3, 1] });
});
