import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { toldGate } from "../../src/commands/gate-told-by.ts";
import { isRefName } from "../../src/commands/gate-told.ts";
import type { CommitOid } from "../../src/ids.ts";
import { eventText, githubEnv, gitlabEnv } from "../ci/event.ts";

const folder = mkdtempSync(join(tmpdir(), "riskscore-events-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [a, b, c, d] = ["a", "b", "c", "d"].map((digit) => digit.repeat(40)) as [string, string, string, string];
const zeros = "0".repeat(40);
const nowhere = { commitOf: (revision: string) => Promise.resolve(`oid of ${revision}` as CommitOid) };
const nothingSaid = { base: null, head: null };
interface Words {
  readonly base?: string;
  readonly head?: string;
  readonly ref?: string;
}
const toldOfAll = (env: Record<string, string>, refs: readonly string[], words: Words = {}) => toldGate({ env }, nowhere, { ...nothingSaid, ...words, refs });
async function told(env: Record<string, string>, { ref, ...words }: Words = {}) {
  const { changes, ...rest } = await toldOfAll(env, ref === undefined ? [] : [ref], words);
  expect(changes).toHaveLength(1);
  return { change: changes[0], ...rest };
}
const github = (event: string, name: string, values: Record<string, string>) => githubEnv(folder, event, eventText(name, values));

describe("GitHub's events", () => {
  test("a pull request: its own head, not the merge that was checked out; the base's tip as the event has it", async () => {
    const found = await told({ ...github("pull_request", "github-pull-request", { base: a, head: b, merge: c, before: d }), GITHUB_SHA: c });
    expect(found).toEqual({ change: { kind: "proposal", name: "refs/pull/7/head", branch: "refs/heads/feat", ref: "refs/heads/main", tip: a, head: b }, mainBranch: "refs/heads/main", actor: "ben", notes: [] });
  });

  test("pull_request_target is judged alike, and its trap is named", async () => {
    const found = await told(github("pull_request_target", "github-pull-request", { base: a, head: b }));
    expect(found.change).toMatchObject({ kind: "proposal", tip: a, head: b });
    expect(found.notes.join()).toMatch(/secrets.*Use pull_request/);
  });

  test("a merge queue: all that lands at once", async () => {
    expect((await told(github("merge_group", "github-merge-group", { base: a, head: b }))).change).toEqual({ kind: "queue", name: `refs/heads/gh-readonly-queue/main/pr-7-${a}`, branch: null, ref: "refs/heads/main", tip: a, head: b });
  });

  test("a push: what the ref held before; zeros are none", async () => {
    expect((await told(github("push", "github-push", { ref: "refs/heads/main", before: a, after: b }))).change).toEqual({ kind: "push", name: "refs/heads/main", branch: "refs/heads/main", ref: "refs/heads/main", tip: a, head: b });
    expect((await told(github("push", "github-push", { ref: "refs/heads/new", before: zeros, after: b }))).change).toMatchObject({ tip: null, head: b });
    expect((await told(github("push", "github-push", { ref: "refs/tags/v1", before: zeros, after: b }))).change).toMatchObject({ branch: null, ref: "refs/tags/v1" });
    expect((await told(github("push", "github-push", { ref: "refs/heads/main", before: a, after: zeros }))).change).toMatchObject({ tip: a, head: null });
  });

  test.for(["workflow_dispatch", "schedule", "issue_comment", "constructor", "__proto__", ""])("'%s' names no change: what is needed is said", async (event) => {
    await expect(told(github(event, "github-push", {}))).rejects.toMatchObject({ kind: "usage", hint: expect.stringContaining("--base REV --head REV") });
  });

  const odd: [string, string, string][] = [
    ["an id that is an option", "github-pull-request", '"sha": "--upload-pack=x"'],
    ["a short id", "github-pull-request", '"sha": "abc"'],
    ["an id that is a number", "github-pull-request", '"sha": 7'],
    ["an id that is a list", "github-pull-request", `"sha": ["${a}"]`],
    ["zeros for a head", "github-pull-request", `"sha": "${zeros}"`],
  ];
  test.for(odd)("%s: one sentence", async ([, name, sha]) => {
    const text = eventText(name, { base: a, head: b }).replace(/"sha": "[^"]*"/g, () => sha);
    await expect(told(githubEnv(folder, "pull_request", text))).rejects.toMatchObject({ kind: "usage", message: expect.stringMatching(/^pull_request\.base\.sha of the event/) });
  });

  test.for(["main\n::error::x", "a..b", "a b", "", "x.lock", "a\u0000b", "-x\\y", "a:b", "x@{1}", "/x", "x/", ".x"])("a branch called %j: one sentence", async (ref) => {
    const text = eventText("github-pull-request", { base: a, head: b }).replace('"ref": "main"', () => `"ref": ${JSON.stringify(ref)}`);
    await expect(told(githubEnv(folder, "pull_request", text))).rejects.toMatchObject({ kind: "usage", message: expect.not.stringMatching(/[\n\u0000]/) });
  });

  test.for(["", "null", "[]", "7", '"x"', "{", "{}", '{"pull_request":null}', '{"pull_request":{"number":7,"base":{},"head":[]}}', '{"__proto__":{"pull_request":{}}}'])("a payload %j: one sentence", async (text) => {
    await expect(told(githubEnv(folder, "pull_request", text))).rejects.toMatchObject({ kind: "usage" });
  });

  test("no file, a folder, a file that is too large: one sentence", async () => {
    const env = { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "push" };
    await expect(told(env)).rejects.toMatchObject({ kind: "usage" });
    await expect(told({ ...env, GITHUB_EVENT_PATH: join(folder, "none") })).rejects.toMatchObject({ kind: "io" });
    await expect(told({ ...env, GITHUB_EVENT_PATH: folder })).rejects.toMatchObject({ kind: "io" });
    const large = join(folder, "large.json");
    writeFileSync(large, "");
    truncateSync(large, 26 * 1024 * 1024);
    await expect(told({ ...env, GITHUB_EVENT_PATH: large })).rejects.toMatchObject({ kind: "usage", message: expect.stringContaining("more than GitHub ever sends") });
  });
});

describe("GitLab's variables", () => {
  test("a merge request pipeline knows no tip of the target: the remote is asked, never the old base", async () => {
    expect(await told(gitlabEnv("gitlab-merge-request", { head: b, fork: c }))).toEqual({ change: { kind: "proposal", name: "refs/merge-requests/7/head", branch: "refs/heads/feat", ref: "refs/heads/main", tip: null, head: b }, mainBranch: "refs/heads/main", actor: "ben", notes: [] });
  });

  test("a pipeline on a merge made for testing: the source's head", async () => {
    expect((await told(gitlabEnv("gitlab-merged-result", { type: "merged_result", merge: d, head: b, base: a }))).change).toMatchObject({ kind: "proposal", tip: a, head: b });
  });

  test("a merge train: the very commit that lands", async () => {
    expect((await told(gitlabEnv("gitlab-merged-result", { type: "merge_train", merge: d, head: b, base: a }))).change).toEqual({ kind: "queue", name: "refs/merge-requests/7/train", branch: null, ref: "refs/heads/main", tip: a, head: d });
  });

  test("a push, of a branch and of a tag", async () => {
    expect((await told(gitlabEnv("gitlab-push", { branch: "main", before: a, after: b }))).change).toMatchObject({ kind: "push", ref: "refs/heads/main", tip: a, head: b });
    expect((await told(gitlabEnv("gitlab-push", { branch: "new", before: zeros, after: b }))).change).toMatchObject({ tip: null });
    const tag = { ...gitlabEnv("gitlab-push", { branch: "", before: zeros, after: b }), CI_COMMIT_TAG: "v1" };
    expect((await told(tag)).change).toMatchObject({ ref: "refs/tags/v1", branch: null });
  });

  test.for(["schedule", "web", "trigger", ""])("a pipeline from '%s' names no change", async (source) => {
    await expect(told({ ...gitlabEnv("gitlab-push", { branch: "main", before: a, after: b }), CI_PIPELINE_SOURCE: source })).rejects.toMatchObject({ kind: "usage" });
  });

  test("odd variables: one sentence", async () => {
    const env = gitlabEnv("gitlab-merge-request", { head: b, fork: c });
    for (const [name, value] of [["CI_MERGE_REQUEST_IID", "7; rm"], ["CI_COMMIT_SHA", "HEAD"], ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME", ""], ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "a b"], ["CI_DEFAULT_BRANCH", "a:b"]] as const) {
      await expect(told({ ...env, [name]: value }), name).rejects.toMatchObject({ kind: "usage" });
    }
  });
});

describe("words", () => {
  test("they beat the event; a full id need not be here, HEAD stands for a missing head", async () => {
    const env = github("push", "github-push", { ref: "refs/heads/main", before: a, after: b });
    expect((await told(env, { base: c, head: d, ref: "refs/heads/main" })).change).toEqual({ kind: "proposal", name: "refs/heads/main", branch: null, ref: "refs/heads/main", tip: c, head: d });
    expect((await told({}, { base: "main~1" })).change).toMatchObject({ ref: null, tip: "oid of main~1", head: "oid of HEAD" });
  });

  test("half of a question is refused, and a short name", async () => {
    await expect(told({}, { head: "HEAD" })).rejects.toMatchObject({ kind: "usage" });
    await expect(told({})).rejects.toMatchObject({ kind: "usage" });
    await expect(told({}, { base: a, ref: "main" })).rejects.toMatchObject({ kind: "usage", message: expect.stringContaining("full name") });
  });

  test("--ref holds a pull request against another ref, and what a queue moves is what it moves", async () => {
    const env = github("pull_request", "github-pull-request", { base: a, head: b });
    expect((await told(env, { ref: "refs/heads/release/1" })).change).toMatchObject({ ref: "refs/heads/release/1", tip: null });
    await expect(told(github("merge_group", "github-merge-group", { base: a, head: b }), { ref: "refs/heads/x" })).rejects.toMatchObject({ kind: "usage" });
  });

  test("--ref several times: the change once for each, under the tip that somebody said, else the ref's own", async () => {
    const [main, release] = ["refs/heads/main", "refs/heads/release/1"];
    expect((await toldOfAll(github("pull_request", "github-pull-request", { base: a, head: b }), [release, main, release])).changes).toMatchObject([{ name: "refs/pull/7/head", ref: release, tip: null, head: b }, { name: "refs/pull/7/head", ref: main, tip: a, head: b }]);
    expect((await toldOfAll({}, [main, release], { base: c, head: d })).changes).toMatchObject([{ ref: main, tip: c, head: d }, { ref: release, tip: c, head: d }]);
    expect((await toldOfAll({}, [main, release], { head: d })).changes).toMatchObject([{ kind: "proposal", ref: main, tip: null, head: d }, { ref: release, tip: null, head: d }]);
    await expect(toldOfAll({}, [main, "release"], { base: c })).rejects.toMatchObject({ kind: "usage", message: expect.stringContaining('"release"') });
    for (const ref of ["refs/heads/feat", "refs/tags/v1"]) {
      expect((await toldOfAll(github("push", "github-push", { ref, before: c, after: b }), [main, ref])).changes).toMatchObject([{ kind: "push", name: ref, ref: main, tip: null, head: b }, { kind: "push", name: ref, ref, tip: c, head: b }]);
    }
    await expect(toldOfAll(github("merge_group", "github-merge-group", { base: a, head: b }), [main, release])).rejects.toMatchObject({ kind: "usage" });
  });
});

test("ref names are git's own", () => {
  for (const good of ["refs/heads/main", "refs/heads/a/b.c", "refs/heads/ünïcode", "refs/heads/-x", "refs/pull/1/merge", "refs/heads/@"]) expect(isRefName(good), good).toBe(true);
  for (const bad of ["main", "refs/", "refs/heads/", "refs//x", "refs/heads/a..b", "refs/heads/a.lock", "refs/heads/a.lock/b", "refs/heads/.a", "refs/heads/a.", "refs/heads/a@{b", "refs/heads/a b", "refs/heads/a\tb", "refs/heads/a^", "refs/heads/a?", "refs/heads/a[", "refs/heads/a\\b"]) expect(isRefName(bad), bad).toBe(false);
});
