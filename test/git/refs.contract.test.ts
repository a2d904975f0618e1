import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { branchCheckedOut, leadsBackTo, peeled, refsNamed } from "../../src/git/refs.ts";
import { openRepository, type Repository } from "../../src/git/repository.ts";
import { rootSnapshotOf } from "../../src/git/root-snapshot.ts";
import { asCommitOid } from "../../src/ids.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";

let repo: TestRepo;
afterEach(() => repo.remove());

async function within<T>(work: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(repo.host());
  try {
    return await work(repository);
  } finally {
    await repository.close();
  }
}

test("refs by full name, and nothing that merely looks alike", async () => {
  repo = repoOf({ a: "1" });
  const first = repo.git("rev-parse", "HEAD");
  const second = repo.commit("second", { a: "2" });
  repo.git("tag", "main", first);
  repo.git("branch", "origin/main", first);
  repo.git("update-ref", "refs/remotes/origin/main", second);
  repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
  repo.git("branch", "deep/er/one", first);
  const found = await within((repository) => refsNamed(repository, ["refs/heads/main", "refs/tags/main", "refs/remotes/origin/HEAD", "refs/heads/deep", "refs/heads/gone", "main", "refs/heads/*", "--all"]));
  expect([...found.values()]).toEqual([
    { ref: "refs/heads/main", oid: second, symref: null },
    { ref: "refs/remotes/origin/HEAD", oid: second, symref: "refs/remotes/origin/main" },
    { ref: "refs/tags/main", oid: first, symref: null },
  ]);
});

test.for(["sha1", "sha256"] as const)("objects are what they lead to (%s)", async (objectFormat) => {
  repo = repoOf({ a: "1" }, { objectFormat });
  const head = repo.git("rev-parse", "HEAD");
  repo.git("tag", "-a", "v1", "-m", "one");
  repo.git("tag", "-a", "v2", "-m", "two", "v1");
  repo.git("tag", "-a", "blob", "-m", "file", `${head}:a`);
  const [tag, nested, ofBlob, tree] = ["v1", "v2", "blob", "HEAD^{tree}"].map((name) => repo.git("rev-parse", name));
  const missing = "1".repeat(head.length);
  const found = await within((repository) => peeled(repository, [head, tag!, nested!, ofBlob!, tree!, missing]));
  expect([...found.values()]).toEqual([{ commit: head }, { commit: head }, { commit: head }, "other", "other", "missing"]);
});

test("replace refs and grafts change nothing of it", async () => {
  repo = repoOf({ a: "1" });
  const first = repo.git("rev-parse", "HEAD");
  const second = repo.commit("second", { a: "2" });
  repo.git("checkout", "--quiet", "--orphan", "x");
  const decoy = repo.commit("decoy", { a: "3" });
  repo.git("replace", second, decoy);
  expect(await within(async (repository) => [await leadsBackTo(repository, first, second), await leadsBackTo(repository, second, first), await leadsBackTo(repository, "1".repeat(40), second)])).toEqual([true, false, false]);
});

test("the branch that is checked out, also where it has no commit yet; none when HEAD is detached", async () => {
  repo = repoOf({}, { commit: false });
  expect(await within(branchCheckedOut)).toBe("refs/heads/main");
  repo.commit("first", { a: "1" });
  repo.git("checkout", "--quiet", "--detach");
  expect(await within(branchCheckedOut)).toBeNull();
});

test("where the HEAD file says nothing, git is asked", async () => {
  repo = repoOf({ a: "1" });
  const branch = await within((repository) => {
    const empty = join(repo.path, "nowhere");
    rmSync(empty, { recursive: true, force: true });
    return branchCheckedOut({ ...repository, gitDir: empty });
  });
  expect(branch).toBe("refs/heads/main");
});

test("the root's own files and .config, without what lies below", async () => {
  repo = repoOf({ "package.json": "{}", ".riskrc.json": "{}", ".config/riskrc": "x", "src/package.json": "{}", "ü\n": "odd", ".config/deep/x": "y" });
  const head = asCommitOid(repo.git("rev-parse", "HEAD"));
  const root = await within((repository) => rootSnapshotOf(repository, head));
  expect([...root.entries.keys()].sort()).toEqual([".config/riskrc", ".riskrc.json", "package.json", "ü\n"]);
  expect(root).toMatchObject({ name: head, commit: head });
});
