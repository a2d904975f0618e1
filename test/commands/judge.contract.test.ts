import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { judge } from "../../src/commands/judge.ts";
import type { JudgeRequest } from "../../src/commands/judgement.ts";
import { approvedBySam, byTool, policy, shop } from "./pushing.ts";
import { twoClones, type TwoClones } from "../support/two-clones.ts";
import type { TestRepo } from "../support/repo-of.ts";

let clones: TwoClones;
afterEach(() => clones.remove());

const asked: JudgeRequest = { base: null, head: null, landingRef: null, remote: null, records: "when needed" };
/** Records in these tests live by the real clock. */
const judged = (repo: TestRepo, request: Partial<JudgeRequest> = {}) => judge(repo.host({ now: () => Date.now() }), { ...asked, ...request });

describe("what a branch is meant for", () => {
  test("a feature branch: the base ref, from where it left it", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    const main = author.git("rev-parse", "HEAD");
    author.git("checkout", "--quiet", "-b", "feat");
    const head = byTool(author);
    const found = await judged(author);
    expect(found).toMatchObject({ landing: { ref: "refs/heads/main", tip: main, base: main, policyAt: main, direct: false }, head, verdict: { decision: "needs-sign-off", rule: "over the bar" }, records: [], notes: [] });
    expect(found.cover).toMatchObject({ repoId: "shop", landingRef: "refs/heads/main", paths: ["src/lib.ts"], impact: found.report.score.impact });
    expect(found.report.verdict.digest).toBe(found.cover!.digest);
  });

  test("a protected branch at hand: itself, also when it follows a ref of another name", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    author.git("checkout", "--quiet", "-b", "release/1");
    author.git("push", "--quiet", "--set-upstream", "origin", "release/1");
    const tip = author.git("rev-parse", "HEAD");
    byTool(author);
    expect((await judged(author)).landing).toMatchObject({ ref: "refs/heads/release/1", tip, base: tip });
    author.git("branch", "--quiet", "-m", "mine");
    expect((await judged(author)).landing).toMatchObject({ ref: "refs/heads/release/1" });
    const head = author.git("rev-parse", "HEAD");
    expect((await judged(author, { head })).landing).toMatchObject({ ref: "refs/heads/main" });
    expect((await judged(author, { head, base: "refs/remotes/origin/release/1" })).landing).toMatchObject({ ref: "refs/heads/release/1", base: tip });
    expect((await judged(author, { head, landingRef: "refs/heads/release/1" })).landing).toMatchObject({ ref: "refs/heads/release/1", base: tip });
  });

  test("a branch that others left behind: the policy of the tip, the change since the fork", async () => {
    clones = twoClones(shop);
    const { author, senior } = clones;
    const fork = author.git("rev-parse", "HEAD");
    author.git("checkout", "--quiet", "-b", "feat");
    byTool(author);
    const tip = senior.commit("the bar is higher now", { ".riskrc.json": JSON.stringify({ ...policy, posture: "elevated" }) });
    senior.git("push", "--quiet", "origin", "main");
    author.git("fetch", "--quiet", "origin");
    const found = await judged(author);
    expect(found.landing).toMatchObject({ base: fork, tip, policyAt: tip });
    expect(found.report).toMatchObject({ base: fork, policy: { from: tip, differs: true }, verdict: { posture: "elevated" } });
    expect(found.report.change.files.map(({ path }) => path)).toEqual(["src/lib.ts"]);
  });

  test("without any remote: main here", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    author.git("remote", "remove", "origin");
    author.git("checkout", "--quiet", "-b", "feat");
    byTool(author);
    expect((await judged(author)).landing).toMatchObject({ ref: "refs/heads/main", direct: false });
  });
});

describe("records", () => {
  test("the author and the senior work out the same change, and the record serves both", async () => {
    clones = twoClones(shop);
    const { author, senior, remote } = clones;
    author.git("checkout", "--quiet", "-b", "feat");
    const head = byTool(author);
    author.git("push", "--quiet", "origin", "feat");
    senior.git("fetch", "--quiet", "origin");
    const [mine, theirs] = [await judged(author), await judged(senior, { head, landingRef: "refs/heads/main", records: "always" })];
    expect(theirs.cover!.digest).toBe(mine.cover!.digest);
    expect(theirs.gathered.policyDigest).toBe(mine.gathered.policyDigest);
    const id = await approvedBySam(remote, { digest: mine.cover!.digest, policyDigest: mine.gathered.policyDigest });
    expect(await judged(author)).toMatchObject({ verdict: { decision: "pass", rule: "signed off" }, records: [{ id, person: "sam", counts: true }] });
  });

  test("where nobody has to answer no digest is worked out, unless it is asked for", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    author.commit("by hand", { "src/leaf.ts": "export const leaf = 3;\n" });
    expect(await judged(author)).toMatchObject({ cover: null, verdict: { decision: "pass" } });
    expect((await judged(author, { records: "always" })).cover).not.toBeNull();
  });

  test("a change that the policy blocks by name is blocked, whoever wrote it", async () => {
    clones = twoClones(shop);
    const { author, senior } = clones;
    author.git("checkout", "--quiet", "-b", "feat");
    author.commit("by hand", { "src/leaf.ts": "export const leaf = 3;\n" });
    const { digest } = (await judged(author, { records: "always" })).cover!;
    senior.commit("never this", { ".riskrc.json": JSON.stringify({ ...policy, roster: { ...policy.roster, blockedChanges: [digest] } }) });
    senior.git("push", "--quiet", "origin", "main");
    author.git("fetch", "--quiet", "origin");
    expect(await judged(author)).toMatchObject({ verdict: { decision: "blocked", rule: "vetoed" } });
  });
});

describe("what cannot be had", () => {
  test("commits that nobody can read are no people's: a tool's mark behind the end of a shallow history is not a mark that is not there", async () => {
    clones = twoClones(shop);
    const { author } = clones;
    const base = author.git("rev-parse", "HEAD");
    byTool(author);
    const head = author.commit("on top of it", { "src/leaf.ts": "export const leaf = 2;\n" });
    expect((await judged(author, { base, head, landingRef: "refs/heads/main" })).verdict.rule).toBe("over the bar");
    writeFileSync(join(author.path, ".git/shallow"), `${head}\n`);
    const cut = await judged(author, { base, head, landingRef: "refs/heads/main" });
    expect(cut.verdict).toMatchObject({ decision: "undecided", rule: "evidence missing" });
    expect(cut.verdict.requirements[0]!.because).toMatch(/cut off at commit/);
  });

  test("a broken policy is a Failure that says where", async () => {
    clones = twoClones({ ...shop, ".riskrc.json": "{ mode" });
    await expect(judged(clones.author)).rejects.toMatchObject({ kind: "policy" });
  });

  test("a revision that is none", async () => {
    clones = twoClones(shop);
    await expect(judged(clones.author, { head: "nothing" })).rejects.toMatchObject({ kind: "revision" });
  });
});
