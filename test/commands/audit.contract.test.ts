import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../src/commands/audit.ts";
import type { Answer } from "../../src/commands/answer.ts";
import type { AuditCommand } from "../../src/commands/request.ts";
import { Failure } from "../../src/failure.ts";
import { openAuditLog, auditFolder } from "../../src/store/audit-log.ts";
import { decision, signoff } from "../audit/log-of.ts";
import { dangerous } from "../report/hostile-text.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";

let repo: TestRepo;
beforeEach(() => void (repo = repoOf({ "a.ts": "export {};\n" })));
afterEach(() => repo.remove());

const log = () => openAuditLog(auditFolder(join(repo.path, ".git")), { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) });
function ask(action: AuditCommand["action"], more: Partial<AuditCommand> = {}): Promise<Answer> {
  const paper = { width: 100, color: false, unicode: true };
  const request: AuditCommand = { command: "audit", repo: undefined, color: "auto", format: "human", action, limit: null, anchors: null, ref: null, since: null, ...more };
  return audit({ host: repo.host(), version: "1", repo: undefined, paper, progress: { step() {}, done() {} } }, request);
}
const json = async (...args: Parameters<typeof ask>): Promise<unknown> => JSON.parse((await ask(args[0], { ...args[1], format: "json" })).text);
async function failure(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (!(error instanceof Failure)) throw new Error("it went through", { cause: error });
  return error;
}

describe("no log yet", () => {
  test("is said, and nothing is made", async () => {
    expect(await ask("show")).toMatchObject({ text: "Nothing was recorded in this clone yet.\n", ending: "answered" });
    expect(await ask("verify")).toMatchObject({ text: "Nothing was recorded in this clone yet.\n", ending: "answered" });
    expect(await ask("anchor")).toMatchObject({ text: "", ending: "answered", notes: ["Nothing was recorded in this clone yet, so there is nothing to anchor."] });
    expect(await json("show")).toEqual({ schemaVersion: 1, entries: [], older: 0, unreadable: 0 });
    expect(await json("verify")).toMatchObject({ holds: true, size: 0, broken: null });
  });
});

describe("show", () => {
  test("one entry a line, newest last, in words", async () => {
    log().append([decision(), signoff("ab".repeat(32)), decision({ decision: "pass", rule: "signed off", stopped: false, tools: ["a", "b", "c", "d"], signoffs: ["ab".repeat(32)] }), decision({ mode: "observe", stopped: false })]);
    log().append([{ event: "override", subject: "cd".repeat(32), data: { person: "grace", ticket: "INC-1", hours: 2 } }, decision({ decision: "pass", overridden: true, stopped: false })]);
    expect((await ask("show")).text).toBe(`\
2026-01-02 03:04:05Z  #0  decision  refs/heads/topic  stopped: needs-sign-off, "over the bar" (pre-push, for refs/heads/main); impact 80 high, 12 modules; AI tagged: claude-code
2026-01-02 03:04:05Z  #1  signoff   abababababab      digest cccccccccccc, person grace
2026-01-02 03:04:05Z  #2  decision  refs/heads/topic  passed: pass, "signed off" (pre-push, for refs/heads/main); impact 80 high, 12 modules; AI tagged: a, b, c and 1 more; rests on abababababab
2026-01-02 03:04:05Z  #3  decision  refs/heads/topic  not stopped (mode observe): needs-sign-off, "over the bar" (pre-push, for refs/heads/main); impact 80 high, 12 modules; AI tagged: claude-code
2026-01-02 03:04:05Z  #4  override  cdcdcdcdcdcd      hours 2, person grace, ticket INC-1
2026-01-02 03:04:05Z  #5  decision  refs/heads/topic  OVERRIDDEN: pass, "over the bar" (pre-push, for refs/heads/main); impact 80 high, 12 modules; AI tagged: claude-code
`);
  });

  test("the newest ones only, and how many more there are", async () => {
    log().append(Array.from({ length: 25 }, (_, i) => signoff(String(i))));
    const lines = (await ask("show")).text.split("\n");
    expect([lines[0], lines.length]).toEqual(["5 older entries not shown (--limit N)", 22]);
    expect((await ask("show", { limit: 1 })).text).toContain("#24");
    expect(await json("show", { limit: 2 })).toMatchObject({ entries: [{ seq: 23 }, { seq: 24, v: 1, prev: expect.stringContaining("sha256:") }], older: 23 });
    expect((await ask("show", { limit: 25 })).text).not.toContain("not shown");
  });

  test("what the log says is escaped", async () => {
    const hostile = "\u001b[2J\n\r\t\u202e\u200b\ud800x";
    log().append([{ event: "request", subject: hostile, data: { [hostile]: hostile, list: [hostile] } }, decision({ tools: [hostile], rule: hostile, landingRef: hostile, ai: hostile, mode: hostile, stopped: false, by: hostile as "gate", band: hostile, signoffs: [hostile] })]);
    for (const format of ["human", "json"] as const) expect((await ask("show", { format })).text).not.toMatch(dangerous);
    expect((await ask("show")).text.split("\n")).toHaveLength(3);
  });

  test("lines that are no entries are counted", async () => {
    log().append([decision()]);
    writeFileSync(join(log().folder, "audit.jsonl"), "hello\n", { flag: "a" });
    expect((await ask("show")).text).toContain("1 line of the log is no entry: riskscore audit verify says where it broke.");
    expect(await json("show")).toMatchObject({ entries: [{ seq: 0 }], unreadable: 1 });
  });
});

describe("verify", () => {
  test("says what holds, and what nobody can tell from it", async () => {
    log().append([decision(), signoff("aa")]);
    const { text, ending } = await ask("verify");
    expect(ending).toBe("answered");
    expect(text).toMatch(/^The chain of 2 entries holds: every line and the head file agree\. Its last hash is\s+sha256:[0-9a-f]{64}\.\nWithout an anchor kept elsewhere nobody can see/);
    expect(await json("verify")).toMatchObject({ schemaVersion: 1, holds: true, size: 2, broken: null, anchors: 0, limits: expect.stringContaining("anchor") });
  });

  test("names the first entry that is broken, and stops", async () => {
    log().append([decision(), signoff("aa"), signoff("bb")]);
    const path = join(log().folder, "audit.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"subject":"aa"', '"subject":"ab"'));
    const { text, ending } = await ask("verify");
    expect(ending).toBe("stopped");
    expect(text.replaceAll("\n", " ")).toContain("The log is broken at entry 2: Entry 2 does not follow from entry 1: that one was changed after it was written. Only what stands before entry 2 can be relied on.");
    expect(await json("verify")).toMatchObject({ holds: false, broken: { seq: 2 } });
  });

  test("a file of anchors shows what the log alone does not", async () => {
    log().append([decision(), signoff("aa")]);
    const anchors = join(repo.path, "anchors.jsonl");
    writeFileSync(anchors, (await ask("anchor")).text);
    log().append([decision()]);
    expect((await ask("verify", { anchors: "anchors.jsonl" })).text).toContain("the head file and 1 anchor agree");
    expect(log().read().map(({ event }) => event)).toEqual(["decision", "signoff", "anchor", "decision"]);
    rmSync(log().folder, { recursive: true });
    expect(await ask("verify", { anchors })).toMatchObject({ ending: "stopped", text: expect.stringContaining("started anew") });
    log().append([decision(), signoff("bb"), decision()]);
    expect((await ask("verify")).ending).toBe("answered");
    expect((await ask("verify", { anchors })).ending).toBe("stopped");
  });

  test("a file that holds no anchors is refused", async () => {
    writeFileSync(join(repo.path, "none"), "\n");
    writeFileSync(join(repo.path, "prose"), "\nhello\n");
    expect(await failure(ask("verify", { anchors: "none" }))).toMatchObject({ kind: "usage", message: "'none' holds no anchors." });
    expect(await failure(ask("verify", { anchors: "prose" }))).toMatchObject({ kind: "usage", message: "Line 2 of 'prose' is no anchor." });
    expect(await failure(ask("verify", { anchors: "gone" }))).toMatchObject({ kind: "io", message: "'gone' could not be read: there is no such file." });
  });
});

describe("anchor", () => {
  test("prints one line of JSON, and the log keeps that it did", async () => {
    log().append([decision()]);
    const { text, ending, notes } = await ask("anchor");
    expect([ending, notes, text.split("\n").length]).toEqual(["answered", [], 2]);
    expect(JSON.parse(text)).toEqual({ origin: expect.stringMatching(/^riskscore-log-v1\/[0-9a-f]{16}$/), size: 1, head: log().read()[1]?.prev, ts: "2024-01-01T00:00:00.000Z" });
    expect(log().read()[1]).toMatchObject({ event: "anchor", data: { size: 1 } });
  });

  test("does not vouch for a log that is broken", async () => {
    log().append([decision()]);
    rmSync(join(log().folder, "audit.head"));
    expect(await ask("anchor")).toMatchObject({ text: "", ending: "stopped", notes: [expect.stringContaining("The log is broken at entry 1: The head file is missing")] });
    expect(await json("anchor")).toMatchObject({ holds: false });
    expect(log().read()).toHaveLength(1);
  });
});

test("linked worktrees write and show one log", async () => {
  log().append([decision()]);
  repo.git("worktree", "add", "--quiet", "linked");
  const host = repo.host({ cwd: join(repo.path, "linked") });
  const { text } = await audit({ host, version: "1", repo: undefined, paper: { width: 100, color: false, unicode: true }, progress: { step() {}, done() {} } }, { command: "audit", repo: undefined, color: "auto", format: "human", action: "show", limit: null, anchors: null, ref: null, since: null });
  expect(text).toContain("#0  decision");
});
