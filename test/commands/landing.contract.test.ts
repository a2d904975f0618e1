import { afterEach, expect, test } from "vitest";
import { openSession } from "../../src/commands/gather-session.ts";
import { groundOf, landingOf } from "../../src/commands/landing.ts";
import { readRemotes } from "../../src/git/remotes.ts";
import { asCommitOid } from "../../src/ids.ts";
import { repoAt, repoOf, type TestRepo } from "../support/repo-of.ts";

const made: TestRepo[] = [];
afterEach(() => {
  for (const repo of made.splice(0)) repo.remove();
});

const policy = (more: object): string => JSON.stringify(more);

/** A repository with a bare remote `origin`, `main` pushed and followed, the remote's HEAD known. */
function cloned(files: Record<string, string> = { "a.ts": "export const a = 1;\n" }, options: { sha256?: boolean } = {}): { here: TestRepo; there: TestRepo } {
  const format = options.sha256 === true ? "sha256" : "sha1";
  const there = repoOf({}, { commit: false, objectFormat: format });
  there.git("config", "core.bare", "true");
  const here = repoOf(files, { objectFormat: format });
  made.push(here, there);
  here.git("remote", "add", "origin", `${there.path}/.git`);
  here.git("push", "--quiet", "-u", "origin", "main");
  here.git("remote", "set-head", "origin", "main");
  return { here, there: repoAt(there.path) };
}

async function landed(repo: TestRepo, update: { head: string; ref: string | null; old?: string | null }, remoteName = "origin", pushed: readonly (readonly [string, string | null])[] = []) {
  const host = repo.host();
  const session = await openSession(host, {});
  try {
    const remote = (await readRemotes(session.repository)).remote({ name: remoteName, url: null });
    const ground = await groundOf(host, session, remote, new Map(pushed));
    const landing = await landingOf(session, remote, ground, { head: asCommitOid(update.head), ref: update.ref, old: update.old ?? null });
    return { ...landing, configured: ground.configured };
  } finally {
    await session.close();
  }
}

test.for([false, true])("a feature branch lands on the remote's HEAD branch, from where it left it (sha256: %s)", async (sha256) => {
  const { here } = cloned(undefined, { sha256 });
  const fork = here.git("rev-parse", "HEAD");
  const tip = here.commit("main goes on", { "b.ts": "export {};\n" });
  here.git("push", "--quiet", "origin", "main");
  here.git("checkout", "--quiet", "-b", "feat", fork);
  const head = here.commit("feature", { "a.ts": "export const a = 2;\n" });
  expect(await landed(here, { head, ref: "refs/heads/feat" })).toEqual({ ref: "refs/heads/main", tip, base: fork, policyAt: tip, direct: false, configured: false });
});

test("the protected branch itself lands from what the remote has there", async () => {
  const { here } = cloned();
  const old = here.git("rev-parse", "HEAD");
  const head = here.commit("more", { "a.ts": "export const a = 2;\n" });
  expect(await landed(here, { head, ref: "refs/heads/main", old })).toMatchObject({ ref: "refs/heads/main", tip: old, base: old, policyAt: old, direct: true });
});

test("what git says of the remote now beats what was fetched, also for other refs of the same push", async () => {
  const { here } = cloned();
  const stale = here.git("rev-parse", "HEAD");
  const newer = here.commit("somebody else", { ".riskrc.json": policy({ mode: "observe" }) });
  const head = here.commit("more", { "a.ts": "export const a = 2;\n" });
  expect(here.git("rev-parse", "refs/remotes/origin/main")).toBe(stale);
  const found = await landed(here, { head, ref: "refs/heads/feat" }, "origin", [["refs/heads/main", newer]]);
  expect(found).toMatchObject({ ref: "refs/heads/main", base: newer, policyAt: newer, configured: true });
});

test("a tag main, and a branch origin/main, mislead nobody", async () => {
  const { here } = cloned();
  const tip = here.git("rev-parse", "HEAD");
  const evil = here.commit("decoy", { ".riskrc.json": policy({ mode: "observe" }), "a.ts": "export const a = 3;\n" });
  here.git("tag", "main", evil);
  here.git("branch", "origin/main", evil);
  here.git("tag", "origin/main", evil);
  expect(await landed(here, { head: evil, ref: "refs/heads/feat" })).toMatchObject({ tip, base: tip, policyAt: tip, configured: false });
});

test("the policy names another base ref", async () => {
  const { here } = cloned({ ".riskrc.json": policy({ landing: { base: "refs/heads/develop" } }) });
  here.git("checkout", "--quiet", "-b", "develop");
  const tip = here.commit("develop", { "d.ts": "export {};\n" });
  here.git("push", "--quiet", "origin", "develop");
  here.git("checkout", "--quiet", "-b", "feat");
  const head = here.commit("feature", { "e.ts": "export {};\n" });
  expect(await landed(here, { head, ref: "refs/heads/feat" })).toMatchObject({ ref: "refs/heads/develop", tip, base: tip, policyAt: tip, direct: false });
});

test("a base ref that nobody fetched is missing evidence, not a missing policy", async () => {
  const { here } = cloned({ ".riskrc.json": policy({ landing: { base: "refs/heads/develop" } }) });
  const head = here.commit("feature", { "e.ts": "export {};\n" });
  await expect(landed(here, { head, ref: "refs/heads/feat" })).rejects.toMatchObject({ kind: "revision", hint: "Fetch it first: git fetch origin." });
});

test("a protected branch that is new leaves from the base ref, under its policy", async () => {
  const { here } = cloned({ ".riskrc.json": policy({ landing: { protected: ["refs/heads/release/*"] } }) });
  const tip = here.git("rev-parse", "HEAD");
  const head = here.commit("more", { "a.ts": "export {};\n" });
  expect(await landed(here, { head, ref: "refs/heads/release/1" })).toEqual({ ref: "refs/heads/release/1", tip: null, base: tip, policyAt: tip, direct: true, configured: true });
});

test("a push for review lands where the review is for", async () => {
  const { here } = cloned({ ".riskrc.json": policy({ landing: { protected: ["refs/heads/release/*"] } }) });
  const main = here.git("rev-parse", "HEAD");
  here.git("checkout", "--quiet", "-b", "release/1");
  const tip = here.commit("release", { "r.ts": "export {};\n" });
  here.git("push", "--quiet", "origin", "release/1");
  const head = here.commit("more", { "a.ts": "export {};\n" });
  expect(await landed(here, { head, ref: "refs/for/release/1%topic=x" })).toMatchObject({ ref: "refs/heads/release/1", tip, base: tip, direct: false });
  expect(await landed(here, { head, ref: "refs/for/main" })).toMatchObject({ ref: "refs/heads/main", base: main, direct: false });
});

test("an unknown remote tip is missing evidence with a hint", async () => {
  const { here } = cloned();
  const head = here.commit("more", { "a.ts": "export {};\n" });
  await expect(landed(here, { head, ref: "refs/heads/main", old: "1".repeat(40) })).rejects.toMatchObject({ kind: "revision", message: `refs/heads/main points at ${"1".repeat(40)}, which is not here: what would change there cannot be told.` });
});

test("an unknown tip of a feature branch is nobody's business", async () => {
  const { here } = cloned();
  const tip = here.git("rev-parse", "HEAD");
  const head = here.commit("more", { "a.ts": "export {};\n" });
  expect(await landed(here, { head, ref: "refs/heads/feat", old: "1".repeat(40) })).toMatchObject({ base: tip });
});

test("a history of its own is compared with nothing: all of it is new", async () => {
  const { here } = cloned();
  const tip = here.git("rev-parse", "HEAD");
  here.git("checkout", "--quiet", "--orphan", "other");
  const head = here.commit("unrelated", { "z.ts": "export {};\n" });
  expect(await landed(here, { head, ref: "refs/heads/other" })).toMatchObject({ base: null, policyAt: tip });
});

test("the first push to an empty remote has no base and no policy", async () => {
  const there = repoOf({}, { commit: false });
  const here = repoOf({ ".riskrc.json": policy({}) });
  made.push(here, there);
  here.git("remote", "add", "origin", `${there.path}/.git`);
  const head = here.git("rev-parse", "HEAD");
  expect(await landed(here, { head, ref: "refs/heads/main" })).toEqual({ ref: "refs/heads/main", tip: null, base: null, policyAt: null, direct: true, configured: false });
});

test("a remote whose HEAD names no branch still has its main", async () => {
  const { here, there } = cloned();
  const tip = here.git("rev-parse", "HEAD");
  here.git("remote", "set-head", "origin", "--delete");
  there.git("symbolic-ref", "HEAD", "refs/heads/trunk");
  const head = here.commit("more", { "a.ts": "export {};\n" });
  expect(await landed(here, { head, ref: "refs/heads/feat" })).toMatchObject({ ref: "refs/heads/main", base: tip });
});

test("where the HEAD of the remote is not known here, the remote is asked", async () => {
  const { here } = cloned();
  const tip = here.git("rev-parse", "HEAD");
  here.git("remote", "set-head", "origin", "--delete");
  const head = here.commit("more", { "a.ts": "export {};\n" });
  expect(await landed(here, { head, ref: "refs/heads/feat" })).toMatchObject({ ref: "refs/heads/main", base: tip });
});

test("a stranger's URL of which nothing was fetched is missing evidence", async () => {
  const { here, there } = cloned();
  const elsewhere = repoOf({ "x.ts": "export {};\n" });
  made.push(elsewhere);
  expect(there.path).not.toBe(elsewhere.path);
  const head = here.commit("more", { "a.ts": "export {};\n" });
  await expect(landed(here, { head, ref: "refs/heads/feat" }, `${elsewhere.path}/.git`)).rejects.toMatchObject({ kind: "revision" });
});

test("a shallow clone that ends before the fork cannot tell", async () => {
  const { here } = cloned();
  here.git("checkout", "--quiet", "-b", "feat");
  here.commit("feature", { "f.ts": "export {};\n" });
  here.git("push", "--quiet", "origin", "feat");
  here.git("checkout", "--quiet", "main");
  here.commit("main", { "m.ts": "export {};\n" });
  here.git("push", "--quiet", "origin", "main");
  const shallow = repoOf({}, { commit: false });
  made.push(shallow);
  const url = here.git("remote", "get-url", "origin");
  shallow.git("remote", "add", "origin", `file://${url}`);
  shallow.git("fetch", "--quiet", "--depth=1", "origin");
  shallow.git("remote", "set-head", "origin", "main");
  await expect(landed(shallow, { head: shallow.git("rev-parse", "refs/remotes/origin/feat"), ref: "refs/heads/feat" })).rejects.toMatchObject({ kind: "revision", hint: "Fetch the full history: git fetch --unshallow." });
});
