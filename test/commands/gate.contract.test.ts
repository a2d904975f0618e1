import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gate } from "../../src/commands/gate.ts";
import type { GateCommand } from "../../src/commands/request.ts";
import { hexOf, recordsPrefix } from "../../src/git/records.ts";
import type { ChangeDigest } from "../../src/signoff/statement.ts";
import { silentProgress } from "../../src/progress.ts";
import { eventText, githubEnv, gitlabEnv } from "../ci/event.ts";
import { repoAt, type Files, type TestRepo } from "../support/repo-of.ts";
import { twoClones, type TwoClones } from "../support/two-clones.ts";
import { approvedBySam, byTool, logOf, policy, shop } from "./pushing.ts";

let clones: TwoClones;
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-ci-")));
});
afterEach(() => {
  clones.remove();
  rmSync(folder, { recursive: true, force: true });
});

const zeros = "0".repeat(40);
const asked: GateCommand = { command: "gate", repo: undefined, color: "never", format: "json", base: null, head: null, refs: [], remote: null, output: null, write: [], signoffs: [] };

interface Row {
  readonly ref: string;
  readonly landingRef: string | null;
  readonly base: string | null;
  readonly head: string | null;
  readonly decision: string;
  readonly rule: string;
  readonly because: string | null;
  readonly report: { provenance: { state: string }; policy: { from: string; digest: string }; change: { files: { path: string }[] }; verdict: { digest: string | null } } | null;
}

interface Ran {
  readonly ending: string;
  readonly decision: string;
  readonly refs: readonly Row[];
  readonly steps: readonly Row[];
  readonly text: string;
  readonly notes: readonly string[];
}

async function ran(repo: TestRepo, env: Record<string, string>, words: Partial<GateCommand> = {}): Promise<Ran> {
  const host = repo.host({ now: () => Date.now(), env: { ...repo.env, ...env } });
  const world = { host, version: "0", repo: undefined, paper: { width: 100, color: false, unicode: false }, progress: silentProgress };
  const { text, notes, ending } = await gate(world, { ...asked, ...words });
  const json = text.startsWith("{") ? (JSON.parse(text) as Pick<Ran, "decision" | "refs" | "steps">) : { decision: "", refs: [], steps: [] };
  return { ...json, ending, text, notes };
}

/** A clone as CI makes one: one ref, detached, of this depth; nothing of ours in it. */
function checkout(ref: string, { depth = null, name = "checkout" }: { depth?: number | null; name?: string } = {}): TestRepo {
  const at = join(folder, name);
  mkdirSync(at);
  const repo = repoAt(at);
  repo.git("init", "--quiet", "--template=");
  repo.git("remote", "add", "origin", `file://${clones.remote.path}`);
  repo.git("fetch", "--quiet", "--no-tags", ...(depth === null ? [] : [`--depth=${depth}`]), "origin", `+${ref}:refs/remotes/ci/it`);
  repo.git("checkout", "--quiet", "--detach", "refs/remotes/ci/it");
  return repo;
}

const pullRequest = (values: Record<string, string>, event = "pull_request") => githubEnv(folder, event, eventText("github-pull-request", values));
const mergeGroup = (values: Record<string, string>) => githubEnv(folder, "merge_group", eventText("github-merge-group", values));
const push = (values: Record<string, string>) => githubEnv(folder, "push", eventText("github-push", values));

const without = (files: Files, name: string): Files => Object.fromEntries(Object.entries(files).filter(([path]) => path !== name));

/** A pull request as a forge keeps it: the branch, the merge made for testing, main moved on in between. */
function proposed(files: Files = shop, moved: Files = { "src/leaf.ts": "export const leaf = 2;\n" }) {
  clones = twoClones(files);
  const { author, senior } = clones;
  const fork = author.git("rev-parse", "HEAD");
  author.git("checkout", "--quiet", "-b", "feat");
  const head = byTool(author);
  author.git("push", "--quiet", "origin", "HEAD:refs/pull/7/head", "feat");
  const base = senior.commit("main moves on", moved);
  senior.git("push", "--quiet", "origin", "main");
  senior.git("fetch", "--quiet", "origin", "feat");
  senior.git("checkout", "--quiet", "--detach");
  senior.git("merge", "--quiet", "--no-ff", "-m", "merge for testing", "FETCH_HEAD");
  senior.git("push", "--quiet", "origin", "HEAD:refs/pull/7/merge");
  const merge = senior.git("rev-parse", "HEAD");
  senior.git("checkout", "--quiet", "main");
  return { fork, head, base, merge };
}

/** Sam answers for what a gate has just stopped. */
async function answered({ refs }: Ran, repo: TestRepo = clones.remote, nonce = "0"): Promise<string> {
  const { report, landingRef } = refs[0]!;
  return approvedBySam(repo, { digest: report!.verdict.digest!, policyDigest: report!.policy.digest, landingRef: landingRef!, nonce });
}

describe("a pull request", () => {
  test("stops, is answered for, and passes: three dots, the base's policy, the record of the remote", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/merge");
    const stopped = await ran(ci, pullRequest(made));
    expect(stopped).toMatchObject({ ending: "stopped", decision: "needs-sign-off" });
    expect(stopped.refs).toMatchObject([{ ref: "refs/pull/7/head", landingRef: "refs/heads/main", base: made.fork, head: made.head, rule: "over the bar", report: { policy: { from: made.base } } }]);
    expect(stopped.refs[0]!.report!.change.files.map(({ path }) => path)).toEqual(["src/lib.ts"]);
    await answered(stopped);
    expect(await ran(ci, pullRequest(made))).toMatchObject({ ending: "answered", decision: "pass", refs: [{ rule: "signed off" }] });
  });

  test("a record as a file will do", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/merge");
    const stopped = await ran(ci, pullRequest(made));
    const elsewhere = checkout("refs/heads/main", { name: "elsewhere" });
    const id = await answered(stopped, elsewhere);
    const ref = elsewhere.git("for-each-ref", "--format=%(refname)", recordsPrefix);
    expect(ref).toContain(`${hexOf(stopped.refs[0]!.report!.verdict.digest as ChangeDigest)}/${id}`);
    const file = { type: "https://riskscore.dev/record-file/v1", payload: Buffer.from(elsewhere.git("show", `${ref}:payload.json`)).toString("base64"), signature: `${elsewhere.git("show", `${ref}:sig-0.sshsig`)}\n` };
    writeFileSync(join(folder, "record.json"), `${JSON.stringify(file)}\n`);
    expect(await ran(ci, pullRequest(made), { signoffs: [join(folder, "record.json")] })).toMatchObject({ ending: "answered", refs: [{ rule: "signed off" }] });
  });

  test("a policy that the change brings, a setting of the clone, a cache that was filled before: none counts", async () => {
    const made = proposed({ ...shop, ".riskrc.json": JSON.stringify({ ...policy, client: { onUndecided: "warn" } }) });
    clones.author.commit("lower the bar", { ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    clones.author.git("push", "--quiet", "origin", "HEAD:refs/pull/7/head");
    const head = clones.author.git("rev-parse", "HEAD");
    const ci = checkout("refs/pull/7/head");
    ci.git("config", "riskscore.enforce", "false");
    const cache = join(ci.path, ".git/riskscore");
    mkdirSync(cache);
    writeFileSync(join(cache, "evidence"), "a lie: no folder of results can be made here");
    const stopped = await ran(ci, { ...pullRequest({ ...made, head }), RISKSCORE_MODE: "observe", RUNNER_TEMP: folder });
    expect(stopped).toMatchObject({ ending: "stopped", refs: [{ rule: "changes a safeguard", report: { policy: { from: made.base } } }] });
    expect(readdirSync(cache)).toEqual(["evidence"]);
    expect(readdirSync(folder).filter((name) => name.startsWith("riskscore-gate-"))).toEqual([]);
  });

  test("what a tool noted of a commit is fetched: no clone that CI makes has it", async () => {
    const made = proposed();
    const { author } = clones;
    author.git("checkout", "--quiet", "-B", "plain", made.fork);
    const head = author.commit("change", { "src/lib.ts": "export const a = 31;\n" });
    author.git("push", "--quiet", "origin", "+HEAD:refs/pull/7/head");
    const ci = checkout("refs/pull/7/head", { depth: 1 });
    expect((await ran(ci, pullRequest({ ...made, head }))).refs).toMatchObject([{ report: { provenance: { state: "unknown" } } }]);
    const note = { schema_version: "authorship/3.0.0", base_commit_sha: head, prompts: { "1": { agent_id: { tool: "claude", id: "x", model: "opus" }, messages: [], total_additions: 1, total_deletions: 0, accepted_lines: 1, overriden_lines: 0 } } };
    author.git("notes", "--ref=ai", "add", "-m", `src/lib.ts\n  1 1\n---\n${JSON.stringify(note)}`, head);
    author.git("push", "--quiet", "origin", "refs/notes/ai");
    expect(await ran(ci, pullRequest({ ...made, head }))).toMatchObject({ ending: "stopped", refs: [{ report: { provenance: { state: "tagged" } } }] });
  });

  test("a policy that lets a revoked sign-off count again is refused, whoever signs", async () => {
    const revoked = { ...policy, roster: { ...policy.roster, revokedSignoffs: ["a".repeat(64)] } };
    const made = proposed({ ...shop, ".riskrc.json": JSON.stringify(revoked) });
    const { author } = clones;
    const head = author.commit("forget it", { ".riskrc.json": JSON.stringify(policy) });
    author.git("push", "--quiet", "origin", "HEAD:refs/pull/7/head");
    expect(await ran(checkout("refs/pull/7/head"), pullRequest({ ...made, head }))).toMatchObject({ ending: "stopped", decision: "blocked", refs: [{ rule: "brings back a revocation" }] });
  });

  test("pull_request_target judges and warns", async () => {
    const made = proposed();
    const found = await ran(checkout("refs/heads/main"), pullRequest(made, "pull_request_target"));
    expect(found).toMatchObject({ ending: "stopped", refs: [{ head: made.head }] });
    expect(found.notes.join()).toContain("pull_request_target");
  });

  test("a clone of depth one is deepened until the fork and every commit since is there", async () => {
    const made = proposed();
    const deep = checkout("refs/pull/7/merge", { depth: 1 });
    expect((await ran(deep, pullRequest(made))).refs).toMatchObject([{ base: made.fork, rule: "over the bar" }]);
  });

  test("without a remote that hands it over: BASE_UNAVAILABLE, undecided, never two dots", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/merge", { depth: 1 });
    ci.git("remote", "set-url", "origin", "file:///nowhere/at/all");
    const found = await ran(ci, pullRequest(made));
    expect(found).toMatchObject({ ending: "unanswered", decision: "undecided", refs: [{ rule: "evidence missing", because: expect.stringMatching(/^BASE_UNAVAILABLE: /), report: null }] });
    ci.git("remote", "remove", "origin");
    expect(await ran(ci, pullRequest(made))).toMatchObject({ ending: "unanswered", refs: [{ because: expect.stringContaining("no remote") }] });
  });

  test("a base that nobody has: undecided", async () => {
    const made = proposed();
    expect(await ran(checkout("refs/pull/7/merge"), pullRequest({ ...made, base: "e".repeat(40) }))).toMatchObject({ ending: "unanswered", refs: [{ rule: "evidence missing", because: expect.stringContaining("e".repeat(40)) }] });
  });

  test("a password in the remote's address is not shown", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/merge", { depth: 1 });
    ci.git("remote", "set-url", "origin", "https://ben:hunter2@localhost:1/shop.git");
    const found = await ran(ci, pullRequest(made));
    expect(found.ending).toBe("unanswered");
    expect(found.text).not.toContain("hunter2");
  });
});

describe("no policy where it lands", () => {
  test("blocked, whatever the clone says; observe cannot be claimed", async () => {
    const made = proposed(without(shop, ".riskrc.json"));
    const ci = checkout("refs/pull/7/merge");
    ci.git("config", "riskscore.enforce", "false");
    expect(await ran(ci, pullRequest(made))).toMatchObject({ ending: "stopped", decision: "blocked", refs: [{ rule: "policy missing" }] });
  });

  test("the first policy of the main branch passes, that of another ref does not", async () => {
    proposed(without(shop, ".riskrc.json"));
    const { author } = clones;
    const base = author.git("rev-parse", "origin/main");
    author.git("push", "--quiet", "origin", "origin/main:refs/heads/release/1");
    const head = author.commit("a policy", { ".riskrc.json": JSON.stringify(policy) });
    author.git("push", "--quiet", "origin", "HEAD:refs/pull/7/head");
    const ci = checkout("refs/pull/7/head");
    expect(await ran(ci, pullRequest({ base, head }))).toMatchObject({ ending: "answered", refs: [{ rule: "first policy" }] });
    expect(await ran(ci, {}, { base, head, refs: ["refs/heads/release/1"] })).toMatchObject({ ending: "stopped", refs: [{ rule: "policy missing" }] });
  });

  test("a broken one: undecided; a change that takes it away or breaks it: blocked", async () => {
    const made = proposed({ ...shop, ".riskrc.json": '{ "mode": "observe", "mode": "observe" }' });
    expect(await ran(checkout("refs/pull/7/merge"), pullRequest(made))).toMatchObject({ ending: "unanswered", refs: [{ rule: "broken policy" }] });
    clones.remove();
    const again = proposed();
    for (const [i, text] of [null, "{ broken", '{ "mode": "off" }'].entries()) {
      const head = clones.author.commit("no more", { ".riskrc.json": text });
      clones.author.git("push", "--quiet", "origin", "HEAD:refs/pull/7/head");
      expect(await ran(checkout("refs/pull/7/head", { name: `ci${i}` }), pullRequest({ ...again, head }))).toMatchObject({ ending: "stopped", decision: "blocked", refs: [{ rule: "leaves no policy" }] });
    }
  });
});

describe("a merge queue", () => {
  /** Two changes, each merged by the queue; sam has answered for each by itself. */
  async function queued() {
    clones = twoClones(shop);
    const { author, remote } = clones;
    const base = author.git("rev-parse", "HEAD");
    const heads: string[] = [];
    const edits: Files[] = [{ "src/lib.ts": "export const a = 71;\n" }, { "src/total.ts": 'import { a } from "./lib";\nexport const total = a + 1;\n' }];
    for (const [i, files] of edits.entries()) {
      author.git("checkout", "--quiet", "-B", `feat${i}`, base);
      heads.push(byTool(author, files));
    }
    author.git("checkout", "--quiet", "-B", "queue", base);
    for (const head of heads) author.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request", head);
    author.git("push", "--quiet", "origin", "queue", "feat0", "feat1");
    return { base, heads, head: author.git("rev-parse", "HEAD"), remote };
  }

  test("passes where each step is answered for, and stops where one is not", async () => {
    const { base, heads, head } = await queued();
    const ci = checkout("refs/heads/queue", { depth: 1 });
    const stopped = await ran(ci, mergeGroup({ base, head }));
    expect(stopped).toMatchObject({ ending: "stopped", refs: [{ landingRef: "refs/heads/main", base, head, rule: "over the bar" }] });
    expect(stopped.steps.map(({ rule }) => rule)).toEqual(["over the bar", "over the bar"]);
    for (const [i, one] of heads.entries()) {
      await answered(await ran(ci, {}, { base, head: one, refs: ["refs/heads/main"] }), clones.remote, String(i));
      if (i === 0) expect((await ran(ci, mergeGroup({ base, head }))).steps.map(({ rule }) => rule)).toEqual(["signed off", "over the bar"]);
    }
    const passed = await ran(ci, mergeGroup({ base, head }));
    expect(passed).toMatchObject({ ending: "answered", decision: "pass", steps: [] });
    expect(passed.refs.map(({ rule, head: to }) => [rule, to])).toEqual([["signed off", passed.refs[0]!.head], ["signed off", head]]);
  });

  test("passes where somebody answered for the whole; a GitLab train is one, too", async () => {
    const { base, head } = await queued();
    const ci = checkout("refs/heads/queue");
    const train = gitlabEnv("gitlab-merged-result", { type: "merge_train", merge: head, head: "d".repeat(40), base });
    await answered(await ran(ci, train));
    expect(await ran(ci, train)).toMatchObject({ ending: "answered", refs: [{ ref: "refs/merge-requests/7/train", rule: "signed off" }] });
    expect(await ran(ci, mergeGroup({ base, head }))).toMatchObject({ ending: "answered", refs: [{ rule: "signed off" }] });
  });
});

describe("a push", () => {
  test("of the landing ref: what it held before against what it holds", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    const before = author.git("rev-parse", "HEAD");
    const after = byTool(author);
    author.git("push", "--quiet", "origin", "main");
    const ci = checkout("refs/heads/main", { depth: 1 });
    expect(await ran(ci, push({ ref: "refs/heads/main", before, after }))).toMatchObject({ ending: "stopped", refs: [{ ref: "refs/heads/main", landingRef: "refs/heads/main", base: before, head: after, rule: "over the bar" }] });
    expect(await ran(ci, gitlabEnv("gitlab-push", { branch: "main", before, after }))).toMatchObject({ ending: "stopped", refs: [{ base: before, head: after }] });
    expect(await ran(ci, push({ ref: "refs/heads/main", before: zeros, after }))).toMatchObject({ ending: "unanswered", refs: [{ rule: "evidence missing", because: expect.stringMatching(/^BASE_UNAVAILABLE: nobody says/) }] });
    expect(await ran(ci, push({ ref: "refs/heads/main", before: after, after: zeros }))).toMatchObject({ ending: "stopped", refs: [{ rule: "deletes a protected ref" }] });
  });

  test("of a new branch, a scratch one, a new protected one, a tag: held against the base ref", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    const fork = author.git("rev-parse", "HEAD");
    const after = byTool(author);
    author.git("tag", "-a", "-m", "v1", "v1");
    author.git("push", "--quiet", "origin", "HEAD:refs/heads/feat", "HEAD:refs/heads/release/9", "v1");
    const ci = checkout("refs/heads/feat", { depth: 1 });
    for (const [ref, landingRef, to] of [["refs/heads/feat", "refs/heads/main", after], ["refs/heads/release/9", "refs/heads/release/9", after], ["refs/tags/v1", "refs/heads/main", author.git("rev-parse", "v1")]] as const) {
      expect(await ran(ci, push({ ref, before: zeros, after: to })), ref).toMatchObject({ ending: "stopped", refs: [{ ref, landingRef, base: fork, head: after, rule: "over the bar", report: { policy: { from: fork } } }] });
    }
    expect(await ran(ci, push({ ref: "refs/heads/feat", before: after, after: zeros }))).toMatchObject({ ending: "answered", refs: [{ rule: "never lands" }] });
    expect(await ran(ci, push({ ref: "refs/tags/tree", before: zeros, after: author.git("rev-parse", "HEAD^{tree}") }))).toMatchObject({ ending: "stopped", refs: [{ rule: "is no commit" }] });
  });

  test("a forged remote-tracking ref and a lax fork of main change nothing", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    const fork = author.git("rev-parse", "HEAD");
    const after = byTool(author);
    author.git("push", "--quiet", "origin", "HEAD:refs/heads/feat");
    const ci = checkout("refs/heads/feat");
    for (const name of ["refs/remotes/origin/main", "refs/remotes/origin/HEAD", "refs/heads/main"]) ci.git("update-ref", name, after);
    expect(await ran(ci, push({ ref: "refs/heads/feat", before: zeros, after }))).toMatchObject({ ending: "stopped", refs: [{ base: fork, report: { policy: { from: fork } } }] });
  });
});

describe("GitLab's merge requests", () => {
  test("detached: the target's tip comes from the remote; on a merge made for testing it is told", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/head", { depth: 1 });
    expect(await ran(ci, gitlabEnv("gitlab-merge-request", made))).toMatchObject({ ending: "stopped", refs: [{ ref: "refs/merge-requests/7/head", base: made.fork, head: made.head, report: { policy: { from: made.base } } }] });
    expect(await ran(ci, gitlabEnv("gitlab-merged-result", { ...made, type: "merged_result" }))).toMatchObject({ ending: "stopped", refs: [{ base: made.fork, head: made.head }] });
    ci.git("remote", "set-url", "origin", "file:///nowhere");
    expect(await ran(ci, gitlabEnv("gitlab-merge-request", made))).toMatchObject({ ending: "unanswered", refs: [{ rule: "evidence missing" }] });
  });
});

describe("words", () => {
  test("both ends and the ref need no network; without the ref the policy or the remote names it", async () => {
    const made = proposed();
    const { author } = clones;
    author.git("fetch", "--quiet", "origin");
    expect(await ran(author, {}, { base: "origin/main", head: "HEAD" })).toMatchObject({ ending: "stopped", refs: [{ landingRef: "refs/heads/main", base: made.fork, head: made.head }] });
    author.git("remote", "set-url", "origin", "file:///nowhere");
    const found = await ran(author, {}, { base: made.base, head: made.head, refs: ["refs/heads/release/1"] });
    expect(found).toMatchObject({ ending: "stopped", refs: [{ landingRef: "refs/heads/release/1" }] });
    expect(found.notes.join()).toContain("Sign-offs could not be fetched");
  });

  test("observe stops nothing and says what it would do", async () => {
    const made = proposed({ ...shop, ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    const ci = checkout("refs/pull/7/merge");
    expect(await ran(ci, pullRequest(made))).toMatchObject({ ending: "answered", decision: "needs-sign-off" });
  });
});

describe("several refs", () => {
  const [main, release] = ["refs/heads/main", "refs/heads/release/1"];

  /** A change that main's bar lets through and the release's does not; both refs hold other commits. */
  function twoBars() {
    clones = twoClones({ ...shop, ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    const { author, senior } = clones;
    author.git("checkout", "--quiet", "-b", "feat");
    const head = byTool(author);
    author.git("tag", "-a", "-m", "v1", "v1");
    author.git("push", "--quiet", "origin", "feat", "v1");
    senior.git("checkout", "--quiet", "-b", "release/1");
    const strict = senior.commit("the release is guarded", { ".riskrc.json": JSON.stringify({ ...policy, landing: { protected: [main, "refs/heads/release/*"] } }) });
    senior.git("push", "--quiet", "origin", "release/1");
    const lax = author.git("rev-parse", "origin/main");
    return { head, strict, lax, tag: author.git("rev-parse", "v1") };
  }
  const rows = ({ refs }: Ran) => refs.map(({ landingRef, decision, report }) => [landingRef, decision, report?.policy.from]);

  test("each is held against its own tip and policy; one stop is a stop, in whatever order", async () => {
    const { head, strict, lax } = twoBars();
    const ci = checkout("refs/heads/feat", { depth: 1 });
    const found = await ran(ci, {}, { head, refs: [main, release] });
    expect(found).toMatchObject({ ending: "stopped", decision: "needs-sign-off" });
    expect(rows(found)).toEqual([[main, "needs-sign-off", lax], [release, "needs-sign-off", strict]]);
    expect(await ran(ci, {}, { head, refs: [main] })).toMatchObject({ ending: "answered" });
    expect(await ran(ci, {}, { head, refs: [release, main, release] })).toMatchObject({ ending: "stopped", refs: [{ landingRef: release }, { landingRef: main }] });
    expect(rows(await ran(ci, {}, { base: strict, head, refs: [main, release] }))).toEqual([[main, "needs-sign-off", strict], [release, "needs-sign-off", strict]]);
  });

  test("an answer for one ref is none for the other", async () => {
    const { head, lax } = twoBars();
    const ci = checkout("refs/heads/feat");
    clones.senior.git("push", "--quiet", "origin", "release/1:refs/heads/release/2");
    const both = { head, refs: [release, "refs/heads/release/2"] };
    await answered(await ran(ci, {}, both));
    const found = await ran(ci, {}, both);
    expect(found).toMatchObject({ ending: "stopped", refs: [{ rule: "signed off" }, { rule: "over the bar" }] });
    await answered({ ...found, refs: found.refs.slice(1) }, clones.remote, "1");
    expect(await ran(ci, {}, both)).toMatchObject({ ending: "answered", decision: "pass", refs: [{ rule: "signed off" }, { rule: "signed off" }] });
    expect(logOf(ci).slice(-2)).toMatchObject([{ data: { landingRef: release, stopped: false } }, { data: { landingRef: "refs/heads/release/2" } }]);
    expect(await ran(ci, pullRequest({ base: lax, head }), { refs: [release, main] })).toMatchObject({ ending: "answered", refs: [{ ref: "refs/pull/7/head", landingRef: release, rule: "signed off" }, { landingRef: main, decision: "needs-sign-off" }] });
  });

  test("one that is not there is told by its name in every format, and the others are judged all the same", async () => {
    const { head } = twoBars();
    const ci = checkout("refs/heads/feat", { depth: 1 });
    const refs = ["refs/heads/gone", main];
    expect(await ran(ci, {}, { head, refs })).toMatchObject({ ending: "unanswered", decision: "undecided", refs: [{ landingRef: "refs/heads/gone", rule: "evidence missing" }, { landingRef: main, decision: "needs-sign-off" }] });
    for (const format of ["human", "json", "sarif", "junit", "code-quality", "comment", "markdown", "annotations"] as const) {
      const { text } = await ran(ci, {}, { head, refs, format });
      for (const ref of refs) expect(text, format).toContain(ref);
    }
  });

  test("a branch or a tag that was pushed is held against the refs that are named; a landing ref only against itself", async () => {
    const { head, strict, lax, tag } = twoBars();
    const ci = checkout("refs/heads/feat", { depth: 1 });
    for (const [ref, after] of [["refs/heads/feat", head], ["refs/tags/v1", tag]] as const) {
      const found = await ran(ci, push({ ref, before: zeros, after }), { refs: [main, release] });
      expect(found, ref).toMatchObject({ ending: "stopped", refs: [{ ref, head }, { ref, head }] });
      expect(rows(found), ref).toEqual([[main, "needs-sign-off", lax], [release, "needs-sign-off", strict]]);
      expect(await ran(ci, push({ ref, before: after, after: zeros }), { refs: [main, release] }), ref).toMatchObject({ ending: "answered", refs: [{ rule: "never lands" }, { rule: "never lands" }] });
    }
    await expect(ran(ci, push({ ref: main, before: lax, after: head }), { refs: [release] })).rejects.toMatchObject({ kind: "usage", message: expect.stringContaining("has landed there") });
    expect(await ran(ci, push({ ref: main, before: lax, after: head }), { refs: [main] })).toMatchObject({ refs: [{ ref: main, landingRef: main, base: lax, head }] });
    const trees = [clones.author.git("rev-parse", "HEAD^{tree}"), zeros] as const;
    expect(await ran(ci, push({ ref: "refs/tags/tree", before: zeros, after: trees[0] }), { refs: [release] })).toMatchObject({ ending: "stopped", refs: [{ rule: "is no commit" }] });
  });
});

describe("what is written", () => {
  test("annotations below the text, the step's summary, every format to a file, an entry in the log", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/merge");
    const summary = join(folder, "summary.md");
    writeFileSync(summary, "before\n");
    const files = (["json", "sarif", "junit", "code-quality", "comment", "markdown", "annotations", "human"] as const).map((format) => ({ format, file: join(folder, format) }));
    const found = await ran(ci, { ...pullRequest(made), GITHUB_STEP_SUMMARY: summary }, { format: "human", write: files });
    expect(found.text).toMatch(/^riskscore: set off by ben, as the forge calls them\nriskscore: refs\/pull\/7\/head \(meant for refs\/heads\/main\): needs-sign-off/);
    expect(found.text).toMatch(/\n::error .*over the bar/);
    expect(found.text).toContain(`riskscore signoff request ${made.fork}..${made.head}`);
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n[^]*refs\/heads\/main/);
    const [json, sarif, junit, quality, comment] = files.map(({ file }) => readFileSync(file, "utf8"));
    expect(JSON.parse(json!)).toMatchObject({ decision: "needs-sign-off", stopped: true, actor: "ben" });
    expect(JSON.parse(sarif!)).toMatchObject({ version: "2.1.0" });
    expect(junit).toMatch(/^<\?xml .*[^]*<failure /);
    expect((JSON.parse(quality!) as { severity: string }[]).some(({ severity }) => severity === "blocker")).toBe(true);
    expect(comment).toMatch(/^<!-- riskscore:gate -->/);
    expect(logOf(ci)).toMatchObject([{ subject: "refs/pull/7/head", data: { by: "gate", decision: "needs-sign-off", stopped: true, landingRef: "refs/heads/main" } }]);
  });

  test("what could not be compared is told in every format", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/merge", { depth: 1 });
    ci.git("remote", "remove", "origin");
    for (const format of ["human", "json", "sarif", "junit", "code-quality", "comment", "markdown", "annotations"] as const) {
      const found = await ran(ci, pullRequest(made), { format });
      expect(found.ending, format).toBe("unanswered");
      expect(found.text, format).toMatch(/BASE\\?_UNAVAILABLE/);
      expect(found.text, format).not.toMatch(/no other module|impact 0/);
    }
  });

  test("a summary that is no regular file is left alone, and said", async () => {
    const made = proposed();
    const ci = checkout("refs/pull/7/merge");
    const real = join(folder, "real.md");
    writeFileSync(real, "mine\n");
    symlinkSync(real, join(folder, "link.md"));
    for (const path of [join(folder, "link.md"), folder, join(folder, "none.md"), "/dev/null"]) {
      const found = await ran(ci, { ...pullRequest(made), GITHUB_STEP_SUMMARY: path });
      expect(found.notes.join(), path).toContain("step summary was not written");
    }
    expect(readFileSync(real, "utf8")).toBe("mine\n");
    expect(existsSync(join(folder, "none.md"))).toBe(false);
  });

  test("a file's name that a runner would obey is inert", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    const base = author.git("rev-parse", "HEAD");
    const head = byTool(author, { "src/lib.ts": "export const a = 9;\n", "::error::all is well.ts": 'import { a } from "./src/lib";\nexport const b = a;\n', "##[error]x.ts": "export {};\n" });
    author.git("push", "--quiet", "origin", "HEAD:refs/pull/7/head");
    const found = await ran(checkout("refs/pull/7/head"), pullRequest({ base, head }), { format: "human" });
    expect(found.text).not.toMatch(/^\s*::error::all/m);
    expect(found.text).not.toContain("##[error]");
  });
});
