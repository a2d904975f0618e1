import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { approvedBySam, byTool, logOf, policy, shopWith, type Shop } from "./pushing.ts";

const made: { remove(): void }[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});
function aShop(...args: Parameters<typeof shopWith>): Shop {
  const shop = shopWith(...args);
  made.push(shop);
  return shop;
}
const none = "0".repeat(40);
const json = (out: string) => JSON.parse(out) as { decision: string; refs: { ref: string; landingRef: string | null; decision: string; rule: string; because: string | null; report: { verdict: { digest: string }; policy: { digest: string } } | null }[] };

describe("what is stopped, and what is not", () => {
  test("a tool's change that checkout feels: stopped on a new branch, with the reason, the path and the command", () => {
    const { here, there, push } = aShop();
    here.git("checkout", "--quiet", "-b", "feat");
    byTool(here);
    const { code, said } = push("origin", "feat");
    expect(code).toBe(1);
    expect(said).toContain("STOPPED: the change to refs/heads/main needs a senior's sign-off");
    expect(said).toContain("src/checkout.ts#pay");
    expect(said).toMatch(/^ {2}riskscore signoff request$/m);
    expect(there.git("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
    expect(logOf(here)).toMatchObject([{ subject: "refs/heads/feat", data: { decision: "needs-sign-off", stopped: true, landingRef: "refs/heads/main", direct: false, ai: "tagged", tools: ["claude-code"], signoffs: [] } }]);
  });

  test("several refs with the same change: why is said once, each ref is named", () => {
    const { here, push } = aShop();
    byTool(here);
    here.git("tag", "v1");
    here.git("tag", "v2");
    const { code, said } = push("origin", "v1", "v2");
    expect(code).toBe(1);
    expect(said.match(/STOPPED/g)).toHaveLength(1);
    expect(said).toContain("riskscore: refs/tags/v2 (meant for refs/heads/main): needs-sign-off");
    expect(said).toContain("  For the reasons given for refs/tags/v1.\n");
  });

  test("a push of nothing that is stopped over HEAD says that HEAD was judged", () => {
    const { here, push } = aShop();
    const first = here.git("rev-parse", "HEAD");
    byTool(here);
    const { code, said } = push("origin", `${first}:refs/heads/main`);
    expect(code).toBe(1);
    expect(said).toContain("Git named no ref, as it does when there is nothing to push: HEAD was judged, as it would reach refs/heads/main.");
  });

  test("people pass, and so does a tool's change that reaches little; both are logged", () => {
    const { here, push } = aShop();
    here.commit("by hand", { "src/lib.ts": "export const a = 7;\n" });
    expect(push("origin", "main")).toMatchObject({ code: 0 });
    byTool(here, { "src/leaf.ts": "export const leaf = 2;\n" });
    const { code, said } = push("origin", "main");
    expect([code, said]).toEqual([0, expect.stringContaining("riskscore: refs/heads/main: pass, limited rollout (limited rollout)")]);
    expect(logOf(here).map(({ data }) => [data["rule"], data["direct"]])).toEqual([["standard path", true], ["limited rollout", true]]);
  });

  test("an update of a branch is judged from where it left main, whatever was pushed before", () => {
    const { here, push } = aShop();
    here.git("checkout", "--quiet", "-b", "feat");
    byTool(here);
    expect(push("--no-verify", "origin", "feat").code).toBe(0);
    here.commit("a word more", { "README.md": "x\n" });
    expect(push("origin", "feat").code).toBe(1);
  });

  test("a force push of another history is judged whole", () => {
    const { here, push } = aShop();
    here.git("checkout", "--quiet", "-b", "feat");
    here.commit("harmless", { "README.md": "x\n" });
    expect(push("origin", "feat").code).toBe(0);
    here.git("reset", "--quiet", "--hard", "main");
    byTool(here);
    expect(push("--force", "origin", "feat").code).toBe(1);
  });

  test("a force push over main answers for what it takes away", () => {
    const { here, push } = aShop();
    const first = here.git("rev-parse", "HEAD");
    here.commit("a fix by hand", { "src/lib.ts": "export const a = 5;\n" });
    expect(push("origin", "main").code).toBe(0);
    here.git("reset", "--quiet", "--hard", first);
    byTool(here, { "README.md": "x\n" });
    const { code, said } = push("--force", "origin", "main");
    expect(code).toBe(1);
    expect(said).toContain("src/checkout.ts#pay");
  });

  test("deletes: protected branches stay, others go", () => {
    const { here, push } = aShop();
    expect(push("origin", "main:feat", "main:release/1").code).toBe(0);
    expect(push("origin", ":feat").code).toBe(0);
    const { code, said } = push("origin", ":release/1");
    expect([code, said]).toEqual([1, expect.stringContaining("riskscore: refs/heads/release/1: blocked (deletes a protected ref)")]);
    expect(logOf(here).at(-1)).toMatchObject({ subject: "refs/heads/release/1", data: { rule: "deletes a protected ref", stopped: true } });
  });

  test("tags are judged as the commit they lead to; a tag of a file is no commit", () => {
    const { here, push } = aShop();
    here.git("tag", "-a", "v0", "-m", "zero");
    expect(push("origin", "v0").code).toBe(0);
    here.git("checkout", "--quiet", "-b", "feat");
    byTool(here);
    here.git("tag", "-a", "v1", "-m", "one");
    expect(push("origin", "v1")).toMatchObject({ code: 1, said: expect.stringContaining("needs a senior's sign-off") as string });
    here.git("tag", "blob", here.git("rev-parse", "HEAD:package.json"));
    expect(push("origin", "blob")).toMatchObject({ code: 1, said: expect.stringContaining("is no commit") as string });
  });

  test("a tag and a branch of one name are two refs", () => {
    const { here, push } = aShop();
    here.git("checkout", "--quiet", "-b", "feat");
    byTool(here);
    here.git("tag", "main", "HEAD");
    here.git("branch", "origin/main", "HEAD");
    expect(push("origin", "refs/heads/main:refs/heads/other").code).toBe(0);
    expect(push("origin", "refs/heads/feat").code).toBe(1);
  });

  test("several refs: every one is judged, the worst decides, all stay", () => {
    const { here, there, push } = aShop();
    here.git("checkout", "--quiet", "-b", "bad");
    byTool(here);
    here.git("branch", "good", "main");
    const { code, said } = push("origin", "good", "bad");
    expect(code).toBe(1);
    expect(said).toContain("refs/heads/good (meant for refs/heads/main): pass (nothing changes)");
    expect(said).toContain("refs/heads/bad (meant for refs/heads/main): needs-sign-off (over the bar)");
    expect(there.git("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
    expect(logOf(here).map(({ subject }) => subject).sort()).toEqual(["refs/heads/bad", "refs/heads/good"]);
  });

  test("our refs and notes travel; replace refs do not; a record is never rewritten", () => {
    const { here, push, hook } = aShop();
    const head = byTool(here);
    const record = `refs/riskscore/signoffs/aa/${"a".repeat(64)}/${"b".repeat(64)}`;
    expect(push("origin", `HEAD:${record}`, "HEAD:refs/riskscore/review/x", "HEAD:refs/notes/x").code).toBe(0);
    expect(logOf(here)).toEqual([]);
    expect(push("origin", "HEAD:refs/replace/x")).toMatchObject({ code: 1, said: expect.stringContaining("writes a replace ref") as string });
    expect(hook(`x ${head} ${record} ${"c".repeat(40)}\n`)).toMatchObject({ code: 1, said: expect.stringContaining("rewrites a sign-off") as string });
    expect(hook(`(delete) ${none} ${record} ${head}\n`).code).toBe(1);
  });
});

describe("sign-offs", () => {
  test("a record on the remote is fetched when it is needed; the change passes; landing uses it up", async () => {
    const { here, there, push, hook } = aShop();
    const before = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const line = `refs/heads/main ${head} refs/heads/main ${before}\n`;
    const { report } = json(hook(line, "origin", "x", "--json").out).refs[0]!;
    const signed = { digest: report!.verdict.digest, policyDigest: report!.policy.digest };
    const id = await approvedBySam(there, signed);
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("riskscore: refs/heads/main: pass (signed off)") as string });
    expect(logOf(here).at(-1)).toMatchObject({ data: { rule: "signed off", signoffs: [id], digest: signed.digest, direct: true } });
    here.commit("taken back", { "src/lib.ts": "export const a = 1;\n" });
    expect(push("origin", "main").code).toBe(0);
    here.git("cherry-pick", head);
    const again = push("origin", "main");
    expect(again.code).toBe(1);
    expect(again.said).toMatch(/used.up/i);
  });

  test("a push that the remote then refused may be tried again", async () => {
    const { here, there, push, hook } = aShop();
    const before = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const { report } = json(hook(`x ${head} refs/heads/main ${before}\n`, "origin", "x", "--json").out).refs[0]!;
    await approvedBySam(here, { digest: report!.verdict.digest, policyDigest: report!.policy.digest });
    there.git("config", "receive.maxInputSize", "1");
    expect(push("origin", "main").code).toBe(1);
    expect(logOf(here).at(-1)).toMatchObject({ data: { rule: "signed off", stopped: false } });
    there.git("config", "receive.maxInputSize", "0");
    expect(push("origin", "main").code).toBe(0);
  });

  test("a remote that cannot be asked for records is said, and the change stays stopped", () => {
    const { here, hook } = aShop();
    const before = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    here.git("remote", "set-url", "origin", "/nowhere/at/all");
    const { code, said } = hook(`x ${head} refs/heads/main ${before}\n`, "origin", "/nowhere/at/all");
    expect(code).toBe(1);
    expect(said).toContain("Sign-offs could not be fetched, so only those in this clone were looked at");
  });
});

describe("what git tells, and what it does not", () => {
  test("an unknown tip of main is missing evidence: undecided, with a hint", () => {
    const { here, hook } = aShop();
    const head = byTool(here);
    const { code, said } = hook(`x ${head} refs/heads/main ${"d".repeat(40)}\n`, "origin", "x");
    expect(code).toBe(2);
    expect(said).toContain(`riskscore: refs/heads/main: undecided (evidence missing)\n  refs/heads/main points at ${"d".repeat(40)}, which is not here`);
    expect(said).toContain("Run git fetch");
    expect(logOf(here)).toMatchObject([{ data: { decision: "undecided", stopped: true } }]);
  });

  test("the policy may let what is undecided go, and that is said and logged", () => {
    const { here, hook } = aShop({ ".riskrc.json": JSON.stringify({ ...policy, client: { onUndecided: "warn" } }) });
    const head = byTool(here);
    const { code, said } = hook(`x ${head} refs/heads/main ${"d".repeat(40)}\n`, "origin", "x");
    expect(code).toBe(0);
    expect(said).toContain("undecided (evidence missing); client.onUndecided is warn: not stopped");
    expect(logOf(here)).toMatchObject([{ data: { decision: "undecided", stopped: false } }]);
  });

  test("nothing on stdin: HEAD is judged against its upstream", () => {
    const { here, hook } = aShop();
    expect(hook("", "origin", "x")).toEqual(expect.objectContaining({ code: 0, said: "" }));
    byTool(here);
    expect(hook("", "origin", "x").code).toBe(1);
    here.git("checkout", "--quiet", "--detach");
    expect(hook("").code).toBe(1);
  });

  test("a line that git would not write is refused, not passed over", () => {
    const { hook } = aShop();
    expect(hook("something else\n", "origin", "x")).toMatchObject({ code: 2, said: expect.stringContaining("is no line that git hands to a pre-push hook") as string });
  });

  test("the pre-commit framework's environment, and what it leaves out", () => {
    const { here, hookIn } = aShop();
    const head = byTool(here);
    const told = { PRE_COMMIT_TO_REF: head, PRE_COMMIT_FROM_REF: here.git("rev-parse", "HEAD~1"), PRE_COMMIT_REMOTE_BRANCH: "refs/heads/main", PRE_COMMIT_LOCAL_BRANCH: "refs/heads/main", PRE_COMMIT_REMOTE_NAME: "origin" };
    const { code, said } = hookIn(here, told);
    expect(code).toBe(1);
    expect(said).toContain("The pre-commit framework tells of one ref of a push only");
  });

  test("several refs in JSON", () => {
    const { here, hook } = aShop();
    const before = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const { decision, refs } = json(hook(`x ${head} refs/heads/feat ${none}\n(delete) ${none} refs/heads/main ${before}\nx ${before} refs/tags/v ${none}\n`, "origin", "x", "--json").out);
    expect(decision).toBe("blocked");
    expect(refs.map(({ ref, landingRef, rule, report }) => [ref, landingRef, rule, report !== null])).toEqual([
      ["refs/heads/feat", "refs/heads/main", "over the bar", true],
      ["refs/heads/main", null, "deletes a protected ref", false],
      ["refs/tags/v", "refs/heads/main", "nothing changes", false],
    ]);
  });
});

describe("whose policy, and what it makes of a verdict", () => {
  test("without a policy nothing is asked for, said and logged; git config riskscore.enforce asks", () => {
    const { here, push } = aShop({ ".riskrc.json": null });
    here.git("checkout", "--quiet", "-b", "feat");
    byTool(here, { ".husky/pre-push": "exit 0\n" });
    expect(push("origin", "feat")).toMatchObject({ code: 0, said: expect.stringContaining("pass (not configured)") as string });
    expect(logOf(here)).toMatchObject([{ data: { rule: "not configured" } }]);
    here.git("config", "riskscore.enforce", "true");
    here.git("commit", "--quiet", "--amend", "--allow-empty", "-m", "again\n\nAssisted-by: codex:unknown");
    expect(push("--force", "origin", "feat")).toMatchObject({ code: 1, said: expect.stringContaining("policy-admin") as string });
  });

  test.for([["observe", false], ["warn", true]] as const)("mode %s stops nothing (says so in full: %s)", ([mode, isAloud]) => {
    const { here, push } = aShop({ ".riskrc.json": JSON.stringify({ ...policy, mode }) });
    byTool(here);
    const { code, said } = push("origin", "main");
    expect(code).toBe(0);
    expect(said.includes("would be stopped")).toBe(isAloud);
    expect(logOf(here)).toMatchObject([{ data: { decision: "needs-sign-off", stopped: false, mode } }]);
  });

  test("a change cannot bring its own policy", () => {
    const { here, push } = aShop();
    byTool(here, { "src/lib.ts": "export const a = 9;\n", ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining(".riskrc.json") as string });
  });

  test("a broken policy where the change is meant for: undecided, whatever mode it may claim", () => {
    const { here, push } = aShop({ ".riskrc.json": '{ "mode": "observe", "mode": "observe" }' });
    byTool(here);
    const { code, said } = push("origin", "main");
    expect(code).toBe(1); // git's own code: the hook's was 2
    expect(said).toContain("undecided (broken policy)");
    expect(said).toContain("the push that mends it cannot be judged either");
  });

  test("the first push of a repository, and a commit of the policy with it", () => {
    const { here, there, push } = aShop();
    there.git("update-ref", "-d", "refs/heads/main");
    here.git("update-ref", "-d", "refs/remotes/origin/main");
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("not configured") as string });
  });
});

describe("where git stands", () => {
  test("a linked worktree, where git sets GIT_DIR", () => {
    const { here, pushFrom } = aShop();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-linked-")));
    made.push({ remove: () => rmSync(folder, { recursive: true, force: true }) });
    here.git("worktree", "add", "--quiet", "-b", "feat", join(folder, "tree"));
    here.gitWith({ cwd: join(folder, "tree") }, "commit", "--quiet", "--allow-empty", "-m", "empty");
    expect(pushFrom(join(folder, "tree"), "origin", "feat").code).toBe(0);
    here.gitWith({ cwd: join(folder, "tree") }, "rm", "--quiet", "src/lib.ts");
    here.gitWith({ cwd: join(folder, "tree") }, "commit", "--quiet", "-m", "gone\n\nAssisted-by: claude-code:unknown");
    expect(pushFrom(join(folder, "tree"), "origin", "feat").code).toBe(1);
    expect(logOf(here)).toHaveLength(2);
  });

  test("a repository of SHA-256 objects", () => {
    const { here, push } = aShop({}, { objectFormat: "sha256" });
    here.git("checkout", "--quiet", "-b", "feat");
    expect(push("origin", "feat").code).toBe(0);
    byTool(here);
    expect(push("origin", "feat").code).toBe(1);
    expect(push("origin", ":feat").code).toBe(0);
  });

  test("a push to a URL: of a remote, and of nobody's", () => {
    const { here, there, push } = aShop();
    here.git("checkout", "--quiet", "-b", "feat");
    byTool(here);
    expect(push(there.path, "feat").code).toBe(1);
    const other = join(there.path, "..", "other-name");
    symlinkSync(there.path, other);
    expect(push(other, "feat")).toMatchObject({ code: 1, said: expect.stringContaining("Give it a name and fetch it") as string });
  });

  test("a log that cannot be written is said, and stops nobody", () => {
    const { here, push } = aShop();
    here.gitWith({}, "config", "core.logAllRefUpdates", "true");
    symlinkSync("/nowhere/at/all", join(here.path, ".git/riskscore-audit"));
    here.commit("by hand", { "README.md": "x\n" });
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("This decision is not in the audit log") as string });
  });
});
