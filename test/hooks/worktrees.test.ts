import { expect, test } from "vitest";
import { parseConfigHooks, ourConfigHooks } from "../../src/hooks/hook-site.ts";
import { parseWorktrees } from "../../src/hooks/worktrees.ts";

test("worktrees, with names that hold spaces and newlines", () => {
  const text = ["worktree /a/main", "HEAD 1111", "branch refs/heads/main", "", "worktree /a/with space\nand line", "HEAD 2222", "detached", "", "worktree /gone", "HEAD 3333", "branch refs/heads/x y", "prunable gitdir file points to non-existent location", "", ""].join("\0");
  expect(parseWorktrees(text, "\0")).toEqual([
    { path: "/a/main", main: true, bare: false, branch: "refs/heads/main", prunable: false },
    { path: "/a/with space\nand line", main: false, bare: false, branch: null, prunable: false },
    { path: "/gone", main: false, bare: false, branch: "refs/heads/x y", prunable: true },
  ]);
  expect(parseWorktrees("worktree /b.git\nbare\n\n", "\n")).toEqual([{ path: "/b.git", main: true, bare: true, branch: null, prunable: false }]);
});

test("hooks of the configuration: last command counts, an empty event takes back, enabled may be said of hook and event", () => {
  const entry = (key: string, value: string) => `local\0hook.${key}\n${value}\0`;
  const text = entry("ours.event", "pre-push") + entry("ours.command", "old") + entry("ours.command", "riskscore hook pre-push") + entry("other.dotted.event", "pre-push") + entry("other.dotted.event", "") + entry("off.event", "pre-push") + entry("off.command", "riskscore hook pre-push") + entry("off.enabled", "false");
  expect(parseConfigHooks(text)).toEqual([
    { name: "ours", scope: "local", event: "pre-push", command: "riskscore hook pre-push", enabled: true },
    { name: "off", scope: "local", event: "pre-push", command: "riskscore hook pre-push", enabled: false },
  ]);
  expect(ourConfigHooks(parseConfigHooks(text), "pre-push")).toHaveLength(1);
  expect(ourConfigHooks(parseConfigHooks(text + entry("pre-push.enabled", "no")), "pre-push")).toHaveLength(0);
});
