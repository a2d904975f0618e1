import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { prepareCommitMsg } from "../../src/commands/prepare-commit-msg.ts";
import type { PrepareCommitMsgCommand } from "../../src/commands/request.ts";
import { keepPendingTag } from "../../src/git/pending-tag.ts";
import { asCommitOid } from "../../src/ids.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";
import { worldOf } from "./gathered.ts";

const agent = { CLAUDECODE: "1" };
const trailer = "Assisted-by: claude-code:unknown";

let repo: TestRepo;
beforeEach(() => {
  repo = repoOf({ "a.ts": "export const a = 1;\n" });
});
afterEach(() => repo.remove());

const head = () => ({ gitDir: join(repo.path, ".git"), head: asCommitOid(repo.git("rev-parse", "HEAD")) });

interface Given {
  readonly env?: Record<string, string>;
  readonly source?: string | null;
  readonly detected?: string | null;
}

/** The hook's command over a message file; what the file holds then, and what was said. */
async function prepared(message: string, { env = agent, source = "message", detected = null }: Given = {}): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const file = ".git/COMMIT_EDITMSG";
  repo.write({ [file]: message });
  const request: PrepareCommitMsgCommand = { command: "hook", hook: "prepare-commit-msg", repo: undefined, color: "auto", format: "human", file, source, commit: null };
  const host = repo.host({ env: { ...repo.env, GIT_EDITOR: ":", ...env }, detectedAgent: () => Promise.resolve(detected) });
  const answer = await prepareCommitMsg({ ...worldOf(), host }, request);
  expect(answer).toMatchObject({ text: "", ending: "answered" });
  return { text: spawnSync("cat", [join(repo.path, file)]).stdout.toString("latin1"), notes: answer.notes };
}

describe("an agent's commit carries its trailer", () => {
  test("and a person's message stays as it is", async () => {
    expect(await prepared("Fix it\n")).toEqual({ text: `Fix it\n\n${trailer}\n`, notes: [] });
    expect(await prepared("Fix it\n", { env: {} })).toEqual({ text: "Fix it\n", notes: [] });
  });

  test("named by std-env, with the model its environment tells", async () => {
    expect((await prepared("Fix it\n", { env: {}, detected: "codex" })).text).toContain("Assisted-by: codex:unknown");
  });

  test.for([
    ["true", null, ""],
    [":", null, ""],
    ["/usr/bin/true", "template", "Fix [what]\n"],
  ] as const)("an editor that nobody types in (%s) leaves git to give up what has no message of its own", async ([editor, source, message]) => {
    const before = `${message}\n# Please enter the commit message.\n`;
    expect((await prepared(before, { env: { ...agent, GIT_EDITOR: editor }, source })).text).toBe(before);
  });

  test("a message file that cannot be read is told in plain words", async () => {
    repo.write({ ".git/COMMIT_EDITMSG": "" });
    const request: PrepareCommitMsgCommand = { command: "hook", hook: "prepare-commit-msg", repo: undefined, color: "auto", format: "human", file: ".git/gone", source: "message", commit: null };
    const { notes } = await prepareCommitMsg({ ...worldOf(), host: repo.host({ env: { ...repo.env, ...agent } }) }, request);
    expect(notes).toEqual(["The commit is made without a look at who wrote it: its message '.git/gone' could not be read: there is no such file."]);
  });

  test.for(["merge", "squash", "commit"])("but not where the message is %s's", async (source) => {
    expect((await prepared("Fix it\n", { source })).text).toBe("Fix it\n");
  });

  test.for(["rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "MERGE_HEAD"])("nor while %s stands in the git directory", async (name) => {
    mkdirSync(join(repo.path, ".git", name));
    expect((await prepared("Fix it\n")).text).toBe("Fix it\n");
  });

  test.for([
    `Fix it\n\n${trailer}\n`,
    "Fix it\n\nassisted-by: Claude-Code:unknown\n",
    "Fix it\n\nAssisted-by: claude-code:claude-opus-5\n",
    "Fix it\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n",
    "Fix it\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)\n",
  ])("nor a second time: %j", async (message) => {
    const bytes = Buffer.from(message).toString("latin1");
    expect((await prepared(bytes)).text).toBe(Buffer.from(bytes).toString("latin1"));
  });

  test("while another tool's marker, and the false stamp of an editor, say nothing of this one", async () => {
    expect((await prepared("Fix it\n\nAssisted-by: codex:unknown\n")).text).toContain(trailer);
    expect((await prepared("Fix it\n\nCo-authored-by: Copilot <copilot@github.com>\n", { env: { COPILOT_CLI: "1" } })).text).toContain("Assisted-by: copilot:unknown");
  });

  test("nor do git's own comments below the message, and the diff of commit -v", async () => {
    const below = `# On branch claude/x\n# ------------------------ >8 ------------------------\n# Do not modify\n+${trailer}\n`;
    expect((await prepared(`Fix it\n\n${below}`, { source: null })).text).toBe(`Fix it\n\n${trailer}\n\n${below}`);
  });

  test("whatever bytes the message holds", async () => {
    expect((await prepared("Gr\xfc\xdfe\n")).text).toMatch(/^Gr.*\n\nAssisted-by: /s);
  });

  test("a team's own tool, from the policy of HEAD", async () => {
    repo.commit("policy", { ".riskrc.json": JSON.stringify({ tools: [{ tool: "housebot", kind: "agent", env: ["HOUSEBOT_SESSION"] }] }) });
    expect((await prepared("Fix it\n", { env: { HOUSEBOT_SESSION: "7" } })).text).toContain("Assisted-by: housebot:unknown");
  });
});

describe("a tag kept for this commit", () => {
  test("is written, with its model", async () => {
    keepPendingTag(head(), { tool: "cursor", model: "gpt-5.2" });
    expect((await prepared("Fix it\n", { env: {} })).text).toBe("Fix it\n\nAssisted-by: cursor:gpt-5.2\n");
  });
  test("that says no tool, too, but not in an agent's environment", async () => {
    keepPendingTag(head(), { tool: null, model: null });
    expect((await prepared("Fix it\n", { env: {} })).text).toBe("Fix it\n\nAI-Assisted: none\n");
    expect((await prepared("Fix it\n")).text).toBe(`Fix it\n\n${trailer}\n`);
  });
  test("beside the agent that is seen", async () => {
    keepPendingTag(head(), { tool: "cursor", model: null });
    expect((await prepared("Fix it\n")).text).toBe(`Fix it\n\nAssisted-by: cursor:unknown\n${trailer}\n`);
  });
  test("is stale once HEAD has moved", async () => {
    keepPendingTag(head(), { tool: "cursor", model: null });
    repo.commit("another");
    expect((await prepared("Fix it\n", { env: {} })).text).toBe("Fix it\n");
  });
  test("that cannot be read is said, and the agent is recorded all the same", async () => {
    repo.write({ ".git/riskscore-tag.json": "{" });
    const { text, notes } = await prepared("Fix it\n");
    expect(text).toContain(trailer);
    expect(notes).toEqual([expect.stringContaining("could not be read")]);
  });
});

describe("never stops a commit", () => {
  test("no such file, a broken policy, no repository: one line", async () => {
    repo.commit("policy", { ".riskrc.json": '{ "tools": 1 }' });
    const { text, notes } = await prepared("Fix it\n");
    expect(text).toContain(trailer);
    expect(notes).toHaveLength(1);
    const request: PrepareCommitMsgCommand = { command: "hook", hook: "prepare-commit-msg", repo: undefined, color: "auto", format: "human", file: "gone", source: null, commit: null };
    const answer = await prepareCommitMsg({ ...worldOf(), host: repo.host({ env: { ...repo.env, ...agent } }) }, request);
    expect(answer).toMatchObject({ ending: "answered", notes: [expect.stringContaining("there is no such file")] });
    const nowhere = await prepareCommitMsg({ ...worldOf(), host: repo.host({ cwd: "/" }) }, request);
    expect(nowhere).toMatchObject({ ending: "answered", notes: [expect.stringContaining("not inside a git repository")] });
  });

  test("not for a defect either", async () => {
    const host = repo.host({ detectedAgent: () => Promise.reject(new Error("boom")) });
    const answer = await prepareCommitMsg({ ...worldOf(), host }, { command: "hook", hook: "prepare-commit-msg", repo: undefined, color: "auto", format: "human", file: "x", source: null, commit: null });
    expect(answer).toMatchObject({ ending: "answered", notes: [expect.stringContaining("boom")] });
  });
});

describe("what is staged", () => {
  test("is read in passing, so that the push finds it read", async () => {
    repo.stage({ "b.ts": "import { a } from './a.ts';\nexport const b = a;\n" });
    await prepared("Fix it\n", { env: {} });
    expect(readdirSync(join(repo.path, ".git/riskscore"), { recursive: true }).length).toBeGreaterThan(0);
  });

  test("cannot fail the hook: a cache that cannot be written", async () => {
    repo.stage({ "b.ts": "export const b = 1;\n" });
    writeFileSync(join(repo.path, ".git/riskscore"), "a file");
    chmodSync(join(repo.path, ".git/riskscore"), 0o444);
    expect(await prepared("Fix it\n")).toEqual({ text: `Fix it\n\n${trailer}\n`, notes: [] });
  });
});
