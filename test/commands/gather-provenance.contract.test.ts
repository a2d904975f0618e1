import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { gatherProvenance, type ProvenanceAsked } from "../../src/commands/gather-provenance.ts";
import { commitsBetween } from "../../src/git/commits.ts";
import { notePaths } from "../../src/git/notes.ts";
import { dropPendingTag, keepPendingTag, readPendingTag } from "../../src/git/pending-tag.ts";
import { openRepository, type Repository } from "../../src/git/repository.ts";
import type { Host } from "../../src/host.ts";
import { asCommitOid } from "../../src/ids.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import type { Provenance } from "../../src/provenance/attribution.ts";
import { noneTrailer } from "../../src/provenance/recorded-trailer.ts";
import { repoAt, repoOf, type RepoOptions, type TestRepo } from "../support/repo-of.ts";

const claude = "Co-authored-by: Claude <noreply@anthropic.com>";
const opened: { repo: TestRepo; repositories: Repository[] }[] = [];
afterEach(async () => {
  for (const { repo, repositories } of opened.splice(0)) {
    for (const repository of repositories) await repository.close();
    repo.remove();
  }
});

function newRepo(files = {}, options: RepoOptions = {}): TestRepo {
  const repo = repoOf(files, options);
  opened.push({ repo, repositories: [] });
  return repo;
}

async function open(repo: TestRepo, over: Partial<Host> = {}): Promise<{ repository: Repository; host: Host }> {
  const host = repo.host(over);
  const repository = await openRepository(host);
  const known = opened.find((one) => one.repo === repo);
  if (known === undefined) opened.push({ repo, repositories: [repository] });
  else known.repositories.push(repository);
  return { repository, host };
}

async function gather(repo: TestRepo, asked: Partial<ProvenanceAsked> = {}, over: Partial<Host> = {}): Promise<Provenance> {
  const { repository, host } = await open(repo, over);
  return gatherProvenance(repository, { base: null, head: asCommitOid(repo.git("rev-parse", "HEAD")), branch: null, policy: defaultPolicy, host, ...asked });
}

const oid = (text: string) => asCommitOid(text);

describe("commits of a range", () => {
  test("all that the head has and the base has not, merged side branches included, oldest first", async () => {
    const repo = newRepo();
    const base = repo.git("rev-parse", "HEAD");
    repo.git("checkout", "--quiet", "-b", "side");
    const side = repo.commit(`side\n\n${claude}`, { "s.txt": "1" }, { author: { name: "Sam Side", email: "sam@example.test" } });
    repo.git("checkout", "--quiet", "main");
    const main = repo.commit("main", { "m.txt": "1" });
    repo.git("merge", "--quiet", "--no-edit", "side");
    const head = repo.git("rev-parse", "HEAD");
    const found = await gather(repo, { base: oid(base), head: oid(head) });
    expect(found.state).toBe("tagged");
    expect(found.commits.map(({ commit, state }) => [commit, state])).toEqual(expect.arrayContaining([[side, "tagged"], [main, "unknown"], [head, "unknown"]]));
    expect(found.commits).toHaveLength(3);
    expect(found.commits.at(-1)?.commit).toBe(head);
    expect(found.identities.map(({ email }) => email)).toContain("sam@example.test");
    expect(found.unreadable).toEqual([]);
  });

  test("their bytes as git keeps them", async () => {
    const repo = newRepo();
    const message = Buffer.from("caf\xe9\n\nCo-Authored-By : Claude <noreply@anthropic.com>\r\n", "latin1");
    const tree = repo.git("write-tree");
    const raw = Buffer.concat([Buffer.from(`tree ${tree}\nauthor A <a@example.test> 1 +0000\ncommitter A <a@example.test> 1 +0000\nencoding ISO-8859-1\n\n`), message]);
    const head = repo.gitWith({ input: raw }, "hash-object", "-t", "commit", "-w", "--stdin");
    const { repository } = await open(repo);
    const read = await commitsBetween(repository.scratch, null, oid(head));
    expect(read).toHaveLength(1);
    expect(read[0]!.raw.equals(raw)).toBe(true);
    expect((await gather(repo, { head: oid(head) })).state).toBe("tagged");
  });

  test("a squash merge keeps what its parts said", async () => {
    const repo = newRepo();
    const base = repo.git("rev-parse", "HEAD");
    repo.git("checkout", "--quiet", "-b", "side");
    repo.commit(`part one\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\n${claude}`, { "a.txt": "1" });
    repo.commit("part two", { "b.txt": "1" });
    repo.git("checkout", "--quiet", "main");
    repo.git("merge", "--quiet", "--squash", "side");
    repo.git("commit", "--quiet", "--no-edit", "--no-verify");
    const found = await gather(repo, { base: oid(base) });
    expect(found.commits).toHaveLength(1);
    expect(found.attributions.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["agent", "session"]));
  });

  test("an empty range says nothing, and nothing is unknown", async () => {
    const repo = newRepo();
    const head = oid(repo.git("rev-parse", "HEAD"));
    expect(await gather(repo, { base: head, head })).toMatchObject({ state: "unknown", attributions: [], commits: [], identities: [] });
  });

  test("SHA-256 repositories", async () => {
    const repo = newRepo({}, { objectFormat: "sha256" });
    repo.commit(`fix\n\n${claude}`);
    expect((await gather(repo)).state).toBe("tagged");
  });

  test("a shallow clone says where its history is cut off, and is never declared human", async () => {
    const repo = newRepo();
    for (let at = 0; at < 3; at++) repo.commit(`fix ${at}\n\n${noneTrailer}`);
    const path = join(repo.path, "clone");
    repo.git("clone", "--quiet", "--depth=2", `file://${repo.path}`, path);
    const found = await gather(repoAt(path));
    expect(found.commits).toHaveLength(2);
    expect(found.state).toBe("unknown");
    expect(found.unreadable).toHaveLength(1);
    expect(found.unreadable[0]).toMatch(/history is cut off at commit [0-9a-f]{12}/);
  });

  test("a base that is not here is a Failure, not an empty answer", async () => {
    const repo = newRepo();
    await expect(gather(repo, { base: oid("3".repeat(40)) })).rejects.toMatchObject({ name: "Failure", kind: "git" });
  });

  test("replace refs change nothing", async () => {
    const repo = newRepo();
    const tagged = repo.commit(`fix\n\n${claude}`);
    const clean = repo.gitWith({}, "commit-tree", "HEAD^{tree}", "-p", "HEAD~1", "-m", "clean");
    repo.git("replace", tagged, clean);
    expect((await gather(repo, { head: oid(tagged) })).state).toBe("tagged");
  });
});

describe("notes", () => {
  const note = 'src/a.ts\n  s_1::t_1 2-3\n---\n{"schema_version":"authorship/3.0.0","prompts":{},"sessions":{"s_1":{"agent_id":{"tool":"codex","id":"x","model":"gpt-5"}}}}';

  test("of git-ai, with the lines", async () => {
    const repo = newRepo();
    const head = repo.commit("fix");
    repo.git("notes", "--ref=ai", "add", "-m", note, head);
    const found = await gather(repo);
    expect(found.state).toBe("tagged");
    expect(found.attributions).toMatchObject([{ tool: "codex", model: "gpt-5", kind: "line", where: { place: "note", commit: head }, lines: [{ path: "src/a.ts", ranges: [[2, 3]] }] }]);
    expect(found.commits.find(({ commit }) => commit === head)?.state).toBe("tagged");
  });

  test("of commits outside the range are not read, nor those of other refs", async () => {
    const repo = newRepo();
    const base = repo.git("rev-parse", "HEAD");
    const head = repo.commit("fix");
    repo.git("notes", "--ref=ai", "add", "-m", note, base);
    repo.git("notes", "--ref=ai-stash", "add", "-m", note, head);
    expect((await gather(repo, { base: oid(base) })).state).toBe("unknown");
  });

  test("are found at every depth of fan-out", async () => {
    const repo = newRepo();
    const head = repo.commit("fix");
    expect(notePaths(oid(head))).toHaveLength(4);
    for (const path of notePaths(oid(head))) {
      const blob = repo.gitWith({ input: note }, "hash-object", "-w", "--stdin");
      const index = { GIT_INDEX_FILE: join(repo.path, ".git", "notes-index") };
      repo.gitWith({ env: index }, "update-index", "--add", "--cacheinfo", `100644,${blob},${path}`);
      const tree = repo.gitWith({ env: index }, "write-tree");
      repo.git("update-ref", "refs/notes/ai", repo.gitWith({}, "commit-tree", tree, "-m", "notes"));
      rmSync(index.GIT_INDEX_FILE);
      expect((await gather(repo)).state, path).toBe("tagged");
    }
  });

  test("that do not parse count, and are told", async () => {
    const repo = newRepo();
    repo.commit("fix");
    repo.git("notes", "--ref=ai", "add", "-m", "torn");
    expect(await gather(repo)).toMatchObject({ state: "tagged", attributions: [{ tool: "unknown", kind: "line", confidence: "low" }], unreadable: [expect.stringContaining("git-ai note")] });
  });

  test("are read whatever the repository's configuration says of notes", async () => {
    const repo = newRepo();
    repo.commit("fix");
    repo.git("notes", "--ref=ai", "add", "-m", note);
    for (const [key, value] of [["core.notesRef", "refs/notes/none"], ["notes.displayRef", "refs/notes/none"], ["core.fsmonitor", "touch hacked"], ["core.pager", "touch hacked"]]) repo.git("config", key!, value!);
    expect((await gather(repo)).state).toBe("tagged");
  });

  test("a partial clone that lacks them says so", async () => {
    const repo = newRepo();
    repo.git("config", "uploadpack.allowFilter", "true");
    repo.commit("fix");
    repo.git("notes", "--ref=ai", "add", "-m", note);
    const path = join(repo.path, "clone");
    repo.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", `file://${repo.path}`, path);
    const clone = repoAt(path);
    clone.git("fetch", "--quiet", "origin", "refs/notes/ai:refs/notes/ai");
    clone.git("remote", "set-url", "origin", "file:///nowhere");
    expect(await gather(clone)).toMatchObject({ state: "tagged", unreadable: [expect.stringContaining("git-ai note")] });
  });
});

describe("traces in the tree", () => {
  const trace = (model: string) => `${JSON.stringify({ version: "1.0", files: [{ path: "a.ts", conversations: [{ contributor: { type: "ai", model_id: model }, ranges: [{ start_line: 1, end_line: 2 }] }] }], tool: { name: "cursor" } })}\n`;
  const file = ".agent-trace/traces.jsonl";

  test("what a change adds counts, what its base held does not", async () => {
    const repo = newRepo({ [file]: trace("old/one") });
    const base = repo.git("rev-parse", "HEAD");
    repo.commit("fix", { "a.ts": "1\n2\n" });
    expect((await gather(repo, { base: oid(base) })).state).toBe("unknown");
    repo.commit("more", { [file]: trace("old/one") + trace("new/two") });
    expect((await gather(repo, { base: oid(base) })).attributions).toMatchObject([{ tool: "cursor", model: "new/two", kind: "line", where: { place: "agent-trace", commit: null } }]);
  });

  test("staged ones, where the index's tree is at hand", async () => {
    const repo = newRepo({ "a.ts": "1" });
    const base = oid(repo.git("rev-parse", "HEAD"));
    repo.stage({ [file]: trace("new/two") });
    const tree = { oid: repo.git("write-tree") };
    expect((await gather(repo, { base, head: "index", tree })).state).toBe("tagged");
    expect((await gather(repo, { base, head: "index" })).state).toBe("unknown");
  });

  test("the file on disk is not read", async () => {
    const repo = newRepo({ "a.ts": "1" });
    mkdirSync(join(repo.path, ".agent-trace"));
    writeFileSync(join(repo.path, file), trace("new/two"));
    expect((await gather(repo)).state).toBe("unknown");
  });
});

describe("what is not committed yet", () => {
  const base = (repo: TestRepo) => oid(repo.git("rev-parse", "HEAD"));

  test("is the agent's whose environment this is", async () => {
    const repo = newRepo();
    const found = await gather(repo, { base: base(repo), head: "index" }, { detectedAgent: () => Promise.resolve("gemini") });
    expect(found).toMatchObject({ state: "tagged", attributions: [{ tool: "gemini-cli", kind: "env", confidence: "high", where: { place: "environment", commit: null } }] });
  });

  test("of a commit the present environment says nothing", async () => {
    const repo = newRepo();
    expect((await gather(repo, {}, { detectedAgent: () => Promise.resolve("gemini") })).state).toBe("unknown");
  });

  test("is what the tag kept for it says, until HEAD moves", async () => {
    const repo = newRepo();
    keepPendingTag((await open(repo)).repository, { tool: "devin", model: "m" });
    expect(await gather(repo, { base: base(repo), head: "worktree" })).toMatchObject({ state: "tagged", attributions: [{ tool: "devin", model: "m", kind: "declared", where: { place: "tag" } }] });
    repo.commit("another");
    expect((await gather(repo, { base: base(repo), head: "worktree" })).state).toBe("unknown");
  });

  test("a person's word counts where nothing speaks against it", async () => {
    const repo = newRepo();
    keepPendingTag((await open(repo)).repository, { tool: null, model: null });
    const asked = { base: base(repo), head: "index" } as const;
    expect((await gather(repo, asked)).state).toBe("declared-human");
    expect((await gather(repo, { ...asked, branch: "copilot/fix" })).state).toBe("suspected");
    expect((await gather(repo, asked, { detectedAgent: () => Promise.resolve("claude") })).state).toBe("tagged");
    dropPendingTag((await open(repo)).repository);
    expect((await gather(repo, asked)).state).toBe("unknown");
  });

  test("a torn tag is told, and is no person's word", async () => {
    const repo = newRepo();
    writeFileSync(join(repo.path, ".git", "riskscore-tag.json"), '{"version":1,');
    expect(await gather(repo, { base: base(repo), head: "index" })).toMatchObject({ state: "suspected", unreadable: [expect.stringContaining("tag kept for the next commit")] });
    const { repository } = await open(repo);
    expect(() => readPendingTag(repository)).toThrow(expect.objectContaining({ kind: "io" }) as Error);
  });

  test("before the first commit", async () => {
    const repo = newRepo({ "a.ts": "1" }, { commit: false });
    const { repository, host } = await open(repo);
    const asked = { base: null, head: "index", branch: null, policy: defaultPolicy, host } as const;
    expect((await gatherProvenance(repository, asked)).state).toBe("unknown");
    keepPendingTag(repository, { tool: "amp", model: null });
    expect(readPendingTag(repository)).toEqual({ tool: "amp", model: null });
    expect((await gatherProvenance(repository, asked)).state).toBe("tagged");
  });

  test("each working tree has its own tag", async () => {
    const repo = newRepo();
    const path = join(repo.path, "..", `${repo.path.split("/").at(-1)}-linked`);
    repo.git("worktree", "add", "--quiet", "--detach", path);
    const linked = repoAt(path);
    keepPendingTag((await open(linked)).repository, { tool: "amp", model: null });
    expect(readPendingTag((await open(repo)).repository)).toBeNull();
    expect(readPendingTag((await open(linked)).repository)).not.toBeNull();
  });
});
