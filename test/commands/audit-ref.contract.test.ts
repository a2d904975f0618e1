import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../src/commands/audit.ts";
import type { AuditCommand } from "../../src/commands/request.ts";
import { silentProgress } from "../../src/progress.ts";
import { auditFolder, openAuditLog } from "../../src/store/audit-log.ts";
import { firstCommitAt, repoAt, type TestRepo } from "../support/repo-of.ts";
import { twoClones, type TwoClones } from "../support/two-clones.ts";
import { approvedBySam, byTool, policy, shop } from "./pushing.ts";

let clones: TwoClones;
let folder: string;
beforeEach(() => {
  clones = twoClones(shop);
  folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-audit-")));
});
afterEach(() => {
  clones.remove();
  rmSync(folder, { recursive: true, force: true });
});

const asked: AuditCommand = { command: "audit", repo: undefined, color: "never", format: "json", action: "verify", limit: null, anchors: null, ref: "refs/heads/main", since: null };

interface Broken {
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  readonly timeFrom: string;
  readonly report: { readonly verdict: { readonly digest: string }; readonly policy: { readonly digest: string } } | null;
}
interface Audited {
  readonly ending: string;
  readonly holds: boolean;
  readonly steps: number;
  readonly together: number;
  readonly notEnforced: number;
  readonly since: string;
  readonly sinceBecause: string;
  readonly checkpoint: boolean;
  readonly broken: readonly Broken[];
  readonly text: string;
}

async function audited(repo: TestRepo, words: Partial<AuditCommand> = {}, now = Date.now()): Promise<Audited> {
  const host = repo.host({ now: () => now });
  const { text, ending } = await audit({ host, version: "0", repo: undefined, paper: { width: 100, color: false, unicode: false }, progress: silentProgress }, { ...asked, ...words });
  return { ...(text.startsWith("{") ? (JSON.parse(text) as Audited) : ({} as Audited)), text, ending };
}

/** Pushed by somebody around every gate. */
function landed(repo: TestRepo, oid = repo.git("rev-parse", "HEAD")): string {
  repo.git("push", "--quiet", "--force", "origin", `${oid}:refs/heads/main`);
  return oid;
}

const leaf = (n: number) => ({ "src/leaf.ts": `export const leaf = ${n};\n` });
/** Records live by the real clock. */
const today = () => ({ at: Math.floor(Date.now() / 1000) });
const byToolToday = (repo: TestRepo, n: number) => repo.commit("change\n\nAssisted-by: claude-code:unknown", { "src/lib.ts": `export const a = ${n};\n` }, today());

describe("a gate that was switched off for an hour", () => {
  test("shows: the step that nobody answered for is listed, and the log gets no checkpoint", async () => {
    const { author } = clones;
    const first = author.git("rev-parse", "HEAD");
    author.commit("small", leaf(2));
    const from = author.git("rev-parse", "HEAD");
    const to = byTool(author);
    author.commit("small again", leaf(3));
    const tip = landed(author);
    const found = await audited(author);
    expect(found).toMatchObject({ ending: "stopped", holds: false, steps: 3, since: first, sinceBecause: "first policy", checkpoint: false, broken: [{ from, to, rule: "over the bar", timeFrom: "commit" }] });
    const { text } = await audited(author, { format: "human" });
    expect(text).toMatch(/^refs\/heads\/main: 1 of 3 steps from [^.]*\sdoes not hold\.\n {2}[0-9a-f]{12}\.\.[0-9a-f]{12} {2}needs-sign-off \(over the bar\), impact \d+/);
    expect(await audited(author, { since: to })).toMatchObject({ ending: "answered", steps: 1, sinceBecause: "since", checkpoint: true });
    expect(await audited(author)).toMatchObject({ ending: "answered", steps: 0, since: tip, sinceBecause: "checkpoint" });
  });

  test("taking it back later hides nothing, nor does taking the policy away meanwhile", async () => {
    const { author } = clones;
    const bad = byTool(author);
    author.commit("as if nothing had been\n\nAssisted-by: claude-code:unknown", { "src/lib.ts": shop["src/lib.ts"]! });
    const gone = author.commit("no policy", { ".riskrc.json": null });
    const meanwhile = byTool(author);
    author.commit("a policy", { ".riskrc.json": JSON.stringify(policy) });
    landed(author);
    const found = await audited(author);
    expect(found.broken.map(({ to, rule }) => [to, rule])).toEqual([
      [bad, "over the bar"],
      [found.broken[1]!.to, "over the bar"],
      [gone, "leaves no policy"],
      [meanwhile, "policy missing"],
    ]);
  });

  test("a logged decision is no checkpoint", async () => {
    const { author } = clones;
    const base = author.git("rev-parse", "HEAD");
    const bad = byTool(author);
    const head = author.commit("small", leaf(4));
    landed(author);
    const log = openAuditLog(auditFolder(join(author.path, ".git")), author.host());
    log.append([{ event: "decision", subject: "refs/heads/main", data: { by: "pre-push", mode: "enforce", decision: "pass", rule: "standard path", overridden: false, stopped: false, landingRef: "refs/heads/main", direct: true, base: bad, head, digest: null, policy: "", impact: 0, band: "low", modules: 0, ai: "unknown", tools: [], signoffs: [] } }]);
    expect(await audited(author)).toMatchObject({ ending: "stopped", since: base, broken: [{ to: bad }] });
  });
});

describe("what was answered for holds", () => {
  const signed = async (one: Broken, nonce: string) => approvedBySam(clones.remote, { digest: one.report!.verdict.digest, policyDigest: one.report!.policy.digest, nonce });

  test("also after the sign-off has expired; from a fresh clone, deep or shallow", async () => {
    const { author, remote } = clones;
    byToolToday(author, 51);
    landed(author);
    await signed((await audited(author)).broken[0]!, "1");
    expect(await audited(author)).toMatchObject({ ending: "answered", steps: 1, checkpoint: true });
    author.git("clone", "--quiet", "--template=", "--depth=1", `file://${remote.path}`, join(folder, "shallow"));
    const inAYear = Date.now() + 365 * 86_400_000;
    expect(await audited(repoAt(join(folder, "shallow")), {}, inAYear)).toMatchObject({ ending: "answered", steps: 1 });
  });

  test("the same change once more, after it was taken back, does not", async () => {
    const { author } = clones;
    byToolToday(author, 61);
    landed(author);
    await signed((await audited(author)).broken[0]!, "1");
    author.commit("back", { "src/lib.ts": shop["src/lib.ts"]! }, today());
    const again = byToolToday(author, 61);
    landed(author);
    expect((await audited(author)).broken.map(({ to }) => to)).toContain(again);
  });

  test("as one change of several steps, where a record or the server's log says so", async () => {
    const { author, remote } = clones;
    const base = author.git("rev-parse", "HEAD");
    byToolToday(author, 71);
    author.commit("more\n\nAssisted-by: claude-code:unknown", { "src/total.ts": 'import { a } from "./lib";\nexport const total = a + 2;\n' }, today());
    const tip = landed(author);
    expect((await audited(author)).broken).toHaveLength(2);
    author.git("update-ref", "refs/heads/side", base);
    const whole = await audited(clones.author, { since: null });
    expect(whole.ending).toBe("stopped");
    // The server received both as one, and sam answered for the whole.
    const { judge } = await import("../../src/commands/judge.ts");
    const one = await judge(author.host({ now: () => Date.now() }), { base, head: tip, landingRef: "refs/heads/main", remote: null, records: "always" });
    await approvedBySam(remote, { digest: one.cover!.digest, policyDigest: one.gathered.policyDigest });
    expect((await audited(author)).broken, "the record names other commits than these").toHaveLength(2);
    const log = openAuditLog(auditFolder(remote.path), author.host({ now: () => Date.now() }));
    log.append([{ event: "landed", subject: "refs/heads/main", data: { old: base, head: tip, judged: true, rule: "signed off", overridden: false, signoffs: [] } }]);
    expect(await audited(remote)).toMatchObject({ ending: "answered", steps: 2, together: 2, checkpoint: true });
  });

  test("the time of the server's log beats the date of the commit", async () => {
    const { author, remote } = clones;
    const base = author.git("rev-parse", "HEAD");
    // Dated years before the sign-off was given.
    const tip = byTool(author);
    landed(author);
    await signed((await audited(author)).broken[0]!, "1");
    expect(await audited(author)).toMatchObject({ ending: "stopped", broken: [{ timeFrom: "commit" }] });
    const log = openAuditLog(auditFolder(remote.path), author.host({ now: () => Date.now() }));
    log.append([{ event: "landed", subject: "refs/heads/main", data: { old: base, head: tip, judged: true, rule: "signed off", overridden: false, signoffs: [] } }]);
    expect(await audited(remote)).toMatchObject({ ending: "answered", steps: 1 });
    expect(firstCommitAt * 1000).toBeLessThan(Date.now());
  });

  test("what the mode of the time let pass is counted, and no break", async () => {
    const { author } = clones;
    author.commit("only watch", { ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    const since = author.git("rev-parse", "HEAD");
    byTool(author);
    landed(author);
    expect(await audited(author, { since })).toMatchObject({ ending: "answered", notEnforced: 1, broken: [] });
  });
});

describe("what cannot be told", () => {
  test("a ref that is not there, a revision that is no step, a ref that never had a policy", async () => {
    const { author } = clones;
    await expect(audited(author, { ref: "refs/heads/none" })).rejects.toMatchObject({ kind: "revision" });
    await expect(audited(author, { ref: "a..b" })).rejects.toMatchObject({ kind: "usage" });
    const main = author.git("rev-parse", "HEAD");
    author.git("checkout", "--quiet", "--orphan", "other");
    author.commit("other", { ".riskrc.json": null });
    author.git("push", "--quiet", "origin", "HEAD:refs/heads/other");
    await expect(audited(author, { ref: "refs/heads/other" })).rejects.toMatchObject({ kind: "policy" });
    await expect(audited(author, { ref: "refs/heads/other", since: main })).rejects.toMatchObject({ kind: "revision" });
  });

  test("a broken log lends no checkpoint, and fails by itself", async () => {
    const { author } = clones;
    author.commit("small", leaf(5));
    landed(author);
    expect(await audited(author, { ref: "main" })).toMatchObject({ ending: "answered", checkpoint: true });
    const { appendFileSync } = await import("node:fs");
    appendFileSync(join(author.path, ".git/riskscore-audit/audit.jsonl"), '{"not":"an entry"}\n');
    expect(await audited(author)).toMatchObject({ ending: "stopped", sinceBecause: "first policy", broken: [], log: { holds: false } });
  });
});
