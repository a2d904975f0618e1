import { chmodSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FileDelta } from "../../src/change/change.ts";
import type { TestRepo } from "../support/repo-of.ts";
import { opened, temporary } from "./opened.ts";

async function staged(repo: TestRepo): Promise<readonly FileDelta[]> {
  const repository = await opened(repo);
  return repository.deltas(await repository.snapshotOfCommit(repository.head!), await repository.snapshotOfIndex());
}

test("added, modified, deleted and renamed files, sorted, with their lines, modes and oids", async () => {
  const text = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join("");
  const repo = temporary({ "b.ts": "1\n2\n", "gone.ts": "1\n", "old/name.ts": text, "image.png": Buffer.of(0, 1, 2) });
  repo.stage({ "b.ts": "1\n3\n4\n", "gone.ts": null, "old/name.ts": null, "new/name.ts": `${text}more\n`, "image.png": Buffer.of(0, 1, 3), "a.ts": "" });
  const oid = (revision: string) => repo.git("rev-parse", revision);
  expect(await staged(repo)).toEqual([
    { path: "a.ts", status: "added", from: null, oldMode: null, newMode: "100644", oldOid: null, newOid: oid(":a.ts"), added: 0, deleted: 0 },
    { path: "b.ts", status: "modified", from: null, oldMode: "100644", newMode: "100644", oldOid: oid("HEAD:b.ts"), newOid: oid(":b.ts"), added: 2, deleted: 1 },
    { path: "gone.ts", status: "deleted", from: null, oldMode: "100644", newMode: null, oldOid: oid("HEAD:gone.ts"), newOid: null, added: 0, deleted: 1 },
    { path: "image.png", status: "modified", from: null, oldMode: "100644", newMode: "100644", oldOid: oid("HEAD:image.png"), newOid: oid(":image.png"), added: null, deleted: null },
    { path: "new/name.ts", status: "renamed", from: "old/name.ts", oldMode: "100644", newMode: "100644", oldOid: oid("HEAD:old/name.ts"), newOid: oid(":new/name.ts"), added: 1, deleted: 0 },
  ]);
});

test("a mode change and a change of type are modifications", async () => {
  const repo = temporary({ "run.ts": "1", "file.ts": "1", "module.ts": "1" });
  chmodSync(join(repo.path, "run.ts"), 0o755);
  rmSync(join(repo.path, "file.ts"));
  symlinkSync("run.ts", join(repo.path, "file.ts"));
  repo.git("add", "run.ts", "file.ts");
  repo.git("update-index", "--cacheinfo", `160000,${repo.git("rev-parse", "HEAD")},module.ts`);
  expect(await staged(repo)).toMatchObject([
    { path: "file.ts", status: "modified", oldMode: "100644", newMode: "120000" },
    { path: "module.ts", status: "modified", oldMode: "100644", newMode: "160000" },
    { path: "run.ts", status: "modified", oldMode: "100644", newMode: "100755", added: 0, deleted: 0 },
  ]);
});

test("a merge commit is compared with its first parent like any other commit", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("checkout", "--quiet", "-b", "topic");
  repo.commit("topic", { "topic.ts": "1" });
  repo.git("checkout", "--quiet", "main");
  repo.commit("main", { "main.ts": "1" });
  repo.git("merge", "--quiet", "--no-commit", "topic");
  repo.commit("merge", { "evil.ts": "1" });
  const repository = await opened(repo);
  const deltas = await repository.deltas(repository.treeOfCommit(await repository.commitOf("HEAD^1")), repository.treeOfCommit(repository.head!));
  expect(deltas.map(({ path }) => path)).toEqual(["evil.ts", "topic.ts"]);
});

test("equal snapshots differ in nothing", async () => {
  expect(await staged(temporary({ "a.ts": "1" }))).toEqual([]);
});
