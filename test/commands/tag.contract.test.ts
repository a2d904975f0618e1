import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TagCommand } from "../../src/commands/request.ts";
import { tag } from "../../src/commands/tag.ts";
import { readPendingTag } from "../../src/git/pending-tag.ts";
import { asCommitOid } from "../../src/ids.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";
import { worldOf } from "./gathered.ts";

let repo: TestRepo;
beforeEach(() => {
  repo = repoOf({ "a.ts": "export const a = 1;\n" });
});
afterEach(() => repo.remove());

const asked = (over: Partial<TagCommand>): TagCommand => ({ command: "tag", repo: undefined, color: "auto", format: "human", target: "staged", tool: "cursor", model: null, ...over });
const run = (over: Partial<TagCommand>, env: Record<string, string> = {}) => tag({ ...worldOf(), host: repo.host({ env: { ...repo.env, ...env } }) }, asked(over));
const pending = () => readPendingTag({ gitDir: join(repo.path, ".git"), head: asCommitOid(repo.git("rev-parse", "HEAD")) });
const raw = () => repo.git("cat-file", "commit", "HEAD");

describe("what is staged", () => {
  test("is tagged for the next commit, by the table's name of the tool", async () => {
    const answer = await run({ tool: "Claude", model: "claude-opus-5" });
    expect(answer.text).toBe("The next commit here will carry: Assisted-by: claude-code:claude-opus-5\n");
    expect(pending()).toEqual({ tool: "claude-code", model: "claude-opus-5" });
  });

  test("says so where no hook would write it", async () => {
    expect((await run({})).notes).toEqual([expect.stringContaining("prepare-commit-msg hook is not in force")]);
    repo.write({ ".git/hooks/prepare-commit-msg": "#!/bin/sh\nriskscore hook prepare-commit-msg \"$@\"\n" });
    repo.gitWith({}, "update-index", "--refresh");
    const { chmodSync } = await import("node:fs");
    chmodSync(join(repo.path, ".git/hooks/prepare-commit-msg"), 0o755);
    expect((await run({})).notes).toEqual([]);
  });

  test("a name nobody knows counts, and a slip of the keyboard is told", async () => {
    const answer = await run({ tool: "cursro" });
    expect(answer.notes[0]).toBe("No tool called 'cursro' is known here; it is recorded as written. Did you mean cursor?");
    expect(pending()?.tool).toBe("cursro");
    expect((await run({ tool: "our-own-thing" })).notes[0]).not.toContain("Did you mean");
  });

  test("a person may declare that there was no tool, an agent may not", async () => {
    expect((await run({ tool: null })).text).toContain("AI-Assisted: none");
    expect(pending()).toEqual({ tool: null, model: null });
    await run({ tool: "cursor" });
    await expect(run({ tool: null }, { CLAUDECODE: "1" })).rejects.toMatchObject({ kind: "usage", message: expect.stringContaining("the environment of claude-code") });
    expect(pending()).toEqual({ tool: "cursor", model: null });
  });

  test.for([["a b"], ["x:y"], [""], ["a\nSigned-off-by: b"], ["é"], ["x".repeat(65)], ["<x>"]])("%j is no name of a tool", async ([tool]) => {
    await expect(run({ tool: tool! })).rejects.toMatchObject({ kind: "usage" });
    expect(pending()).toBeNull();
  });
  test.for(["a b", "x\ny", "//x", "<a@b>"])("%j is no name of a model", async (model) => {
    await expect(run({ model })).rejects.toMatchObject({ kind: "usage" });
  });
});

describe("HEAD", () => {
  test("gains the trailer and nothing else changes: tree, parents, people, dates, index, working tree", async () => {
    repo.commit("second\n\nBecause.\n\nSigned-off-by: A <a@example.test>", { "b.ts": "export {};\n" }, { author: { name: "Sömeone", email: "s@example.test" } });
    repo.stage({ "c.ts": "export const c = 1;\n" });
    repo.write({ "a.ts": "changed\n" });
    const before = raw();
    const status = repo.git("status", "--porcelain");
    const answer = await run({ target: "HEAD", tool: "codex", format: "json" });
    expect(raw()).toBe(`${before}\nAssisted-by: codex:unknown`);
    expect(repo.git("status", "--porcelain")).toBe(status);
    const to = repo.git("rev-parse", "HEAD");
    expect(JSON.parse(answer.text)).toMatchObject({ schemaVersion: 1, tagged: { target: "HEAD", tool: "codex", model: null, trailer: "Assisted-by: codex:unknown", from: repo.git("rev-parse", "HEAD@{1}"), to } });
    expect(repo.git("reflog", "-1", "--format=%gs")).toBe("riskscore tag");
    expect(repo.git("symbolic-ref", "HEAD")).toBe("refs/heads/main");
    expect((await run({ target: "HEAD", tool: "codex" })).text).toContain("carries it already");
    expect(repo.git("rev-parse", "HEAD")).toBe(to);
  });

  test("keeps its encoding and every byte of its message", async () => {
    writeFileSync(join(repo.path, "message"), Buffer.from("Gr\xfc\xdfe\n", "latin1"));
    repo.git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "--quiet", "--allow-empty", "-F", "message");
    await run({ target: "HEAD" });
    expect(raw()).toContain("encoding ISO-8859-1");
    expect(repo.git("log", "-1", "--format=%B")).toBe("Grüße\n\nAssisted-by: cursor:unknown\n");
  });

  test("carries its notes along, so that no evidence is lost", async () => {
    repo.git("notes", "--ref=ai", "add", "-m", "a record", "HEAD");
    await run({ target: "HEAD", tool: null });
    expect(repo.git("notes", "--ref=ai", "show", "HEAD")).toBe("a record");
    expect(raw()).toContain("\n\nAI-Assisted: none");
  });

  test("is left alone once pushed", async () => {
    repo.git("update-ref", "refs/remotes/origin/topic", "HEAD");
    const before = repo.git("rev-parse", "HEAD");
    await expect(run({ target: "HEAD" })).rejects.toMatchObject({ kind: "revision", message: expect.stringContaining("is pushed already (refs/remotes/origin/topic holds it)") });
    expect(repo.git("rev-parse", "HEAD")).toBe(before);
  });

  test("is left alone when signed, or while a rebase is under way", async () => {
    const commit = raw().replace("\n\n", "\ngpgsig -----BEGIN SSH SIGNATURE-----\n x\n -----END SSH SIGNATURE-----\n\n");
    repo.git("update-ref", "HEAD", repo.gitWith({ input: `${commit}\n` }, "hash-object", "-t", "commit", "-w", "--stdin"));
    await expect(run({ target: "HEAD" })).rejects.toMatchObject({ message: expect.stringContaining("is signed") });
    mkdirSync(join(repo.path, ".git/rebase-merge"));
    await expect(run({ target: "HEAD" })).rejects.toMatchObject({ message: expect.stringContaining("A rebase is under way") });
  });

  test("there has to be one", async () => {
    repo.git("checkout", "--quiet", "--orphan", "empty");
    await expect(run({ target: "HEAD" })).rejects.toMatchObject({ kind: "revision", message: "There is no commit yet to tag." });
  });

  test("detached, or in a linked worktree", async () => {
    const linked = `${repo.path}-linked`;
    repo.git("worktree", "add", "--quiet", "--detach", linked);
    const at = repo.git("rev-parse", "main");
    await tag({ ...worldOf(), host: repo.host(), repo: linked }, asked({ target: "HEAD" }));
    expect(repo.gitWith({ cwd: linked }, "log", "-1", "--format=%B")).toContain("Assisted-by: cursor:unknown");
    expect(repo.git("rev-parse", "main")).toBe(at);
    repo.git("worktree", "remove", "--force", linked);
  });
});
