import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HookName } from "../../src/hooks/hook-names.ts";
import { commandFor, planConfigHooks } from "../../src/hooks/plan-config-hooks.ts";
import { join } from "node:path";
import { executable, hookRepo, type HookRepo } from "./installed.ts";

let repo: HookRepo;
beforeEach(() => {
  repo = hookRepo();
});
afterEach(() => repo.remove());

/** What git 2.54 does with a command of its configuration: a shell gets it with `"$@"` behind. */
function asGitRuns(hook: HookName, file: string | null, args: readonly string[], env: Record<string, string> = {}) {
  const command = commandFor(hook, file);
  return spawnSync("sh", ["-c", `${command} "$@"`, command, ...args], { cwd: repo.path, env: { ...repo.env, ...env }, input: "a line of git's\n", encoding: "utf8" });
}

test("riskscore gets the words and the lines", () => {
  expect(asGitRuns("pre-push", null, ["origin", "a url"])).toMatchObject({ status: 0 });
  expect(repo.heard()).toBe("args: <hook> <pre-push> <origin> <a url>\na line of git's\n");
  expect(asGitRuns("pre-push", null, [], { RISKSCORE_ENDS: "1" }).status).toBe(1);
});

test("a commit goes on whatever it does", () => {
  expect(asGitRuns("prepare-commit-msg", null, ["f"], { RISKSCORE_ENDS: "2" }).status).toBe(0);
  expect(repo.heard()).toContain("<prepare-commit-msg> <f>");
});

test("it stands back where a hook file that calls us runs anyway, so that nothing is judged twice", () => {
  executable(join(repo.path, ".git/hooks/pre-push"), "#!/bin/sh\nriskscore hook pre-push\n");
  expect(asGitRuns("pre-push", null, []).status).toBe(0);
  expect(repo.heard()).toBe("");
});

test("a file that a launcher starts counts only where the launcher is", () => {
  repo.git("config", "core.hooksPath", ".husky/_");
  repo.write({ ".husky/it's/pre-push": "riskscore hook pre-push\n" });
  asGitRuns("pre-push", ".husky/it's/pre-push", []);
  expect(repo.heard()).toContain("<pre-push>");
  executable(join(repo.path, ".husky/_/pre-push"), "#!/bin/sh\n");
  asGitRuns("pre-push", ".husky/it's/pre-push", []);
  expect(repo.heard()).toBe("");
});

test("settings that are there stay, others of that name are brought up to date", () => {
  const here = (command: string) => ({ name: "riskscore-pre-push", scope: "local", event: "pre-push", command, enabled: true });
  expect(planConfigHooks([here(commandFor("pre-push", null))], null).settings?.map(({ state }) => state)).toEqual(["same", "same", "new", "new"]);
  expect(planConfigHooks([here("old")], null).settings?.map(({ state }) => state)).toEqual(["changed", "same", "new", "new"]);
});
