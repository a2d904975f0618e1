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
    [["--color", "often", "diff"], "Option '--color <when>' argument 'often' is invalid. Allowed choices are auto, always, never.", "riskscore diff --help shows what it takes."],
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
  ];
  test.each(rows)("%j", (argv, request) => {
    expect(requestOf(...argv)).toMatchObject(request);
  });
});

test("nothing is remembered from one parse to the next", () => {
  requestOf("graph", "--focus", "a/**");
  expect(requestOf("graph")).toMatchObject({ focus: [] });
});
