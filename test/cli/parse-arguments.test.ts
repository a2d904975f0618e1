import { describe, expect, test } from "vitest";
import { parseArguments } from "../../src/cli/parse-arguments.ts";
import { Failure } from "../../src/failure.ts";
import type { Request } from "../../src/commands/request.ts";

function requestOf(...argv: string[]): Request {
  const parsed = parseArguments(argv, "1.2.3");
  if (!("request" in parsed)) throw new Error(`no request: ${parsed.text}`);
  return parsed.request;
}

function failureOf(...argv: string[]): { message: string; hint: string | undefined } {
  try {
    parseArguments(argv, "1.2.3");
  } catch (error) {
    if (error instanceof Failure && error.kind === "usage") return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error(`${argv.join(" ")} was understood`);
}

const index = { kind: "index" };
const commit = (rev: string) => ({ kind: "commit", rev });

describe("what diff compares", () => {
  const rows: [argv: string[], compared: { base: string | null; head: unknown; threeDots: boolean }][] = [
    [[], { base: null, head: index, threeDots: false }],
    [["--staged"], { base: null, head: index, threeDots: false }],
    [["--worktree"], { base: null, head: { kind: "worktree" }, threeDots: false }],
    [["main"], { base: "main", head: index, threeDots: false }],
    [["main", "--worktree"], { base: "main", head: { kind: "worktree" }, threeDots: false }],
    [["main..topic"], { base: "main", head: commit("topic"), threeDots: false }],
    [["main...topic"], { base: "main", head: commit("topic"), threeDots: true }],
    [["HEAD~3..HEAD^"], { base: "HEAD~3", head: commit("HEAD^"), threeDots: false }],
    [["v1.2..v1.3"], { base: "v1.2", head: commit("v1.3"), threeDots: false }],
    [["--base", "main"], { base: "main", head: index, threeDots: false }],
    [["--head", "topic"], { base: null, head: commit("topic"), threeDots: false }],
    [["--base", "main", "--head", "topic"], { base: "main", head: commit("topic"), threeDots: false }],
  ];
  test.each(rows)("diff %j", (argv, compared) => {
    expect(requestOf("diff", ...argv)).toMatchObject({ command: "diff", diff: { ...compared, policyFrom: "base" } });
  });
});

describe("what cannot be meant", () => {
  const rows: [argv: string[], message: string, hint: string][] = [
    [["diff", "main.."], "'main..' leaves out where the range ends.", "Write main..HEAD for the commits, or main alone for what is staged."],
    [["diff", "..main"], "'..main' leaves out where the range starts.", "Write HEAD..main."],
    [["diff", "main..."], "'main...' leaves out where the range ends.", "Write main...HEAD for the commits, or main alone for what is staged."],
    [["diff", "a....b"], "'a....b' is no range of revisions.", "Write A..B, or A...B to start from where B left A."],
    [["diff", "a..b..c"], "'a..b..c' is no range of revisions.", "Write A..B, or A...B to start from where B left A."],
    [["diff", ""], "A revision cannot be empty.", "Is a variable unset? Name a branch, a tag or a commit."],
    [["diff", "a..b", "--base", "c"], "'a..b' and --base both say what to compare.", "Give a range (A..B) or --base and --head, not both."],
    [["diff", "a", "--head", "c"], "'a' and --head both say what to compare.", "Give a range (A..B) or --base and --head, not both."],
    [["diff", "a..b", "--worktree"], "'a..b' names both ends, and --worktree names another end.", "Write 'a --worktree' or 'a..b', not both."],
    [["diff", "--worktree", "--staged"], "--worktree and --staged name different ends of the comparison.", "Keep one of --worktree, --staged."],
    [["diff", "--head", "x", "--worktree"], "--head and --worktree name different ends of the comparison.", "Keep one of --head, --worktree."],
    [["diff", "--", "--output=x"], "'--output=x' is no revision: names of revisions never start with '-'.", "Name a branch, a tag or a commit."],
    [["diff", "main", "HEAD"], "Too many arguments for 'diff'. Expected 1 argument but got 2.", "Two revisions are written as one range: riskscore diff A..B."],
    [["diff", "--json", "--format", "markdown"], "--json and --format markdown ask for two formats.", "Keep one of them."],
    [["diff", "--jsn"], "Unknown option '--jsn'.", "Did you mean --json?"],
    [["diff", "--format", "xml"], "Option '--format <format>' argument 'xml' is invalid. Allowed choices are human, json, markdown.", "riskscore diff --help shows what it takes."],
    [["dif"], "Unknown command 'dif'.", "Did you mean diff?"],
    [["why", "a.ts"], "Missing required argument 'to'.", "riskscore why --help shows what it takes."],
    [["graph", "--top", "0"], "Option '--top <n>' argument '0' is invalid. It has to be a whole number above 0.", "riskscore graph --help shows what it takes."],
    [["graph", "--limit", "1e9"], "Option '--limit <n>' argument '1e9' is invalid. It has to be a whole number above 0.", "riskscore graph --help shows what it takes."],
    [["completion", "tcsh"], "Command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.", "riskscore completion --help shows what it takes."],
    [["--color", "often", "diff"], "Option '--color <when>' argument 'often' is invalid. Allowed choices are auto, always, never.", "riskscore --help shows what it takes."],
    [["why", "diff"], "Missing required argument 'to'.", "riskscore why --help shows what it takes."],
    [["tag"], "tag has to know which tool took part.", "Give --tool NAME, or --none to declare that no tool took part."],
    [["tag", "--tool", "codex", "--none"], "--tool codex and --none say opposite things.", "Give --tool NAME, or --none to declare that no tool took part."],
    [["tag", "--none", "--model", "x"], "--model says nothing beside --none.", "Give --tool NAME --model NAME, or --none alone."],
    [["tag", "--tool", "x\nSigned-off-by: y"], "--tool 'x\nSigned-off-by: y' is no name of one line.", "Give a short name, such as claude-code."],
    [["tag", "--tool", ""], "--tool '' is no name of one line.", "Give a short name, such as claude-code."],
    [["tag", "--tool", "x", "--model", "y".repeat(101)], `--model '${"y".repeat(101)}' is no name of one line.`, "Give a short name, such as claude-code."],
    [["tag", "head", "--none"], "Command-argument value 'head' is invalid for argument 'target'. Allowed choices are staged, HEAD.", "riskscore tag --help shows what it takes."],
    [["signoff", "x", "--override", "--reject"], "A record says one thing, not override and reject.", "Give one of --override, --reject and --settle, or none of them to approve."],
    [["signoff", "x", "--override"], "--override needs --ticket: an emergency has a name.", "Add --ticket ID, the incident that makes it one."],
    [["signoff", "--reject"], "--reject needs a change to speak of.", "Name a range, a revision or a digest; riskscore signoff alone lists the requests that wait for you."],
    [["signoff", "--reason", "fine"], "--reason needs a change to speak of.", "Name a range, a revision or a digest; riskscore signoff alone lists the requests that wait for you."],
    [["signoff", "x", "--verify", "--key", "k"], "--verify only looks, and --key is for signing.", "Leave out --verify to sign, or --key to look."],
    [["signoff", "x", "--hours", "0"], "Option '--hours <n>' argument '0' is invalid. It has to be a whole number above 0.", "riskscore signoff --help shows what it takes."],
    [["signoff", "--verify", "list"], "'signoff list' does not take --verify.", "riskscore signoff list --help shows what it takes."],
    [["signoff", "--key", "k", "request"], "'signoff request' does not take --key.", "riskscore signoff request --help shows what it takes."],
    [["signoff", "--json", "list", "--format", "human"], "--json and --format human ask for two formats.", "Keep one of them."],
    [["signoff", "request", "--reasn", "x"], "Unknown option '--reasn'.", "Did you mean --reason?"],
    [["signoff", "request", "a", "b"], "Too many arguments for 'request'. Expected 1 argument but got 2.", "riskscore signoff request --help shows what it takes."],
    [["signoff", "show"], "Missing required argument 'id'.", "riskscore signoff show --help shows what it takes."],
    [["audit", "verfy"], "Command-argument value 'verfy' is invalid for argument 'action'. Allowed choices are show, verify, anchor.", "riskscore audit --help shows what it takes."],
    [["audit", "verify", "--limit", "3"], "--limit is for show, not for verify.", "riskscore audit show --limit N shows the newest N entries."],
    [["audit", "--anchors", "a"], "--anchors is for verify, not for show.", "riskscore audit verify --anchors FILE compares the log with anchors kept elsewhere."],
    [["doctor", "now"], "Too many arguments for 'doctor'. Expected 0 arguments but got 1.", "riskscore doctor --help shows what it takes."],
    [["hook", "pre-psh"], "Unknown command 'pre-psh'.", "Did you mean pre-push?"],
    [["hook", "post-merge"], "Unknown command 'post-merge'.", "riskscore hook --help shows what it takes."],
    [["hook", "prepare-commit-msg"], "Missing required argument 'file'.", "riskscore hook prepare-commit-msg --help shows what it takes."],
    [["singoff"], "Unknown command 'singoff'.", "Did you mean signoff?"],
  ];
  test.each(rows)("%j", (argv, message, hint) => {
    expect(failureOf(...argv)).toEqual({ message, hint });
  });
});

describe("the other words", () => {
  const rows: [argv: string[], request: object][] = [
    [["diff", "--all", "--json", "--exit-code", "-o", "r.json", "--policy-from", "index"], { format: "json", all: true, exitCode: true, output: "r.json", diff: { policyFrom: "index" } }],
    [["diff", "--format", "markdown"], { format: "markdown", all: false, exitCode: false, output: null }],
    [["-C", "sub", "diff"], { repo: "sub", color: "auto" }],
    [["diff", "-C", "sub", "--color", "never"], { repo: "sub", color: "never" }],
    [["diff", "--no-color"], { color: "never" }],
    [["why", "a.ts#x", "b.ts", "--rev", "v1"], { command: "why", from: "a.ts#x", to: "b.ts", rev: "v1", format: "human" }],
    [["graph"], { command: "graph", focus: [], packages: false, top: 10, limit: null, rev: null, format: "human", output: null }],
    [["graph", "--focus", "a/**", "--focus", "b/**", "--packages", "--top", "3", "--limit", "40", "--format", "dot"], { focus: ["a/**", "b/**"], packages: true, top: 3, limit: 40, format: "dot" }],
    [["explain"], { command: "explain", signal: null }],
    [["explain", "size", "--json"], { command: "explain", signal: "size", format: "json" }],
    [["init"], { command: "init", force: false, warm: "ask" }],
    [["init", "--force", "--yes"], { force: true, warm: "yes" }],
    [["init", "--no-warm", "--yes"], { warm: "no" }],
    [["config"], { command: "config", explain: false, check: null, policyFrom: "base" }],
    [["config", "--check", "x.json", "--explain", "--policy-from", "index"], { explain: true, check: "x.json", policyFrom: "index" }],
    [["completion", "fish"], { command: "completion", shell: "fish" }],
    [["init", "--hooks"], { command: "init", hooks: true }],
    [["tag", "--tool", "claude-code"], { command: "tag", target: "staged", tool: "claude-code", model: null, format: "human" }],
    [["tag", "HEAD", "--tool", "cursor", "--model", "gpt-5.2", "--json"], { target: "HEAD", tool: "cursor", model: "gpt-5.2", format: "json" }],
    [["tag", "--none"], { target: "staged", tool: null, model: null }],
    [["signoff"], { command: "signoff", action: "sign", target: null, decision: "approve", settles: null, key: null, reason: null, ticket: null, hours: null, in: null, out: null, remote: null, format: "human" }],
    [["signoff", "3f9a1c", "--key", "k", "--reason", "r", "--hours", "12", "--out", "o", "--remote", "up"], { target: "3f9a1c", decision: "approve", key: "k", reason: "r", hours: 12, out: "o", remote: "up" }],
    [["signoff", "3f9a1c", "--override", "--ticket", "INC-1"], { decision: "override", ticket: "INC-1" }],
    [["signoff", "a..b", "--reject"], { target: "a..b", decision: "reject" }],
    [["signoff", "--settle", "abc"], { decision: "posthoc-review", settles: "abc", target: null }],
    [["signoff", "--in", "f", "--key", "k"], { action: "sign", in: "f", key: "k", target: null }],
    [["signoff", "--verify"], { action: "verify", target: null, in: null }],
    [["signoff", "main...topic", "--verify", "--in", "f", "--json"], { action: "verify", target: "main...topic", in: "f", format: "json" }],
    [["signoff", "request"], { command: "signoff", action: "request", target: null, reason: null, out: null, remote: null }],
    [["signoff", "request", "a..b", "--reason", "r", "--out", "o"], { action: "request", target: "a..b", reason: "r", out: "o" }],
    [["signoff", "--reason", "r", "--remote", "up", "request"], { action: "request", reason: "r", remote: "up" }],
    [["signoff", "--remote", "up", "request", "--remote", "down"], { action: "request", remote: "down" }],
    [["signoff", "list"], { action: "list", remote: null, format: "human" }],
    [["signoff", "--json", "list"], { action: "list", format: "json" }],
    [["signoff", "list", "--json", "--remote", "up", "-C", "sub"], { action: "list", format: "json", remote: "up", repo: "sub" }],
    [["signoff", "show", "abc"], { action: "show", id: "abc" }],
    [["signoff", "revoke", "abc", "--json"], { action: "revoke", id: "abc", format: "json" }],
    [["signoff", "refs/heads/list"], { action: "sign", target: "refs/heads/list" }],
    [["audit"], { command: "audit", action: "show", limit: null, anchors: null, ref: null, since: null, format: "human" }],
    [["audit", "show", "--limit", "5", "--json"], { action: "show", limit: 5, format: "json" }],
    [["audit", "verify", "--anchors", "a.jsonl"], { action: "verify", anchors: "a.jsonl" }],
    [["audit", "anchor"], { action: "anchor" }],
    [["doctor", "--json"], { command: "doctor", format: "json" }],
    [["hook", "pre-push"], { command: "hook", hook: "pre-push", remote: null, url: null, format: "human" }],
    [["hook", "pre-push", "origin", "git@h:x.git", "--json"], { hook: "pre-push", remote: "origin", url: "git@h:x.git", format: "json" }],
    [["-C", "sub", "hook", "prepare-commit-msg", "f", "commit", "HEAD"], { hook: "prepare-commit-msg", repo: "sub", file: "f", source: "commit", commit: "HEAD" }],
    [["hook", "prepare-commit-msg", "f", "message", "", "x", "y"], { file: "f", source: "message", commit: "" }],
    // Lefthook takes quotes away.
    [["hook", "pre-push", "origin", "/my", "clones/r.git"], { remote: "origin", url: "/my clones/r.git" }],
    [["hook", "pre-push", "/my", "clones/r.git", "/my", "clones/r.git"], { remote: "/my clones/r.git", url: "/my clones/r.git" }],
    [["hook", "pre-push", "x", "x"], { remote: "x", url: "x" }],
    [["hook", "prepare-commit-msg", "/my", "commit", "tree/.git/COMMIT_EDITMSG"], { file: "/my commit tree/.git/COMMIT_EDITMSG", source: null, commit: null }],
    [["hook", "prepare-commit-msg", "/my", "tree/.git/COMMIT_EDITMSG", "message"], { file: "/my tree/.git/COMMIT_EDITMSG", source: "message", commit: null }],
    [["hook", "prepare-commit-msg", "/my", "tree/.git/COMMIT_EDITMSG", "commit", "HEAD"], { file: "/my tree/.git/COMMIT_EDITMSG", source: "commit", commit: "HEAD" }],
    [["hook", "prepare-commit-msg", "f", "a-later-git's", "x"], { file: "f", source: "a-later-git's", commit: "x" }],
  ];
  test.each(rows)("%j", (argv, request) => {
    expect(requestOf(...argv)).toMatchObject(request);
  });
});

test("nothing is remembered from one parse to the next", () => {
  requestOf("graph", "--focus", "a/**");
  expect(requestOf("graph")).toMatchObject({ focus: [] });
});
