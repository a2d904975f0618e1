import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { doctor } from "../../src/commands/doctor.ts";
import type { DoctorCommand } from "../../src/commands/request.ts";
import { executable, hookRepo, type HookRepo } from "../hooks/installed.ts";
import { worldOf } from "./gathered.ts";

const huskyProgram = fileURLToPath(new URL("../../node_modules/husky/bin.js", import.meta.url));
const asked: DoctorCommand = { command: "doctor", repo: undefined, color: "auto", format: "json" };

let repo: HookRepo;
beforeEach(() => {
  repo = hookRepo({ ".riskrc.json": '{ "mode": "enforce" }\n' });
});
afterEach(() => repo.remove());

interface Said {
  readonly ending: string;
  readonly healthy: boolean;
  readonly checks: readonly { readonly level: string; readonly what: string; readonly told: string; readonly mend: string | null }[];
  readonly worktrees: readonly { readonly path: string; readonly manager: string | null; readonly checks: Said["checks"] }[];
}

async function examined(env: Record<string, string> = {}): Promise<Said> {
  const answer = await doctor({ ...worldOf(), host: repo.host({ env: { ...repo.env, ...env } }) }, asked);
  return { ...(JSON.parse(answer.text) as Said), ending: answer.ending };
}

const told = (checks: Said["checks"], what: string): string => checks.filter((one) => one.what === what).map(({ level, told: sentence }) => `${level}: ${sentence}`).join("\n");
const land = (): void => {
  repo.run(["push", "--no-verify", "--quiet", "origin", "main"]);
  repo.git("remote", "set-head", "origin", "main");
};

test("all is well: hooks installed, policy landed", async () => {
  land();
  await repo.install();
  const said = await examined();
  expect(said, JSON.stringify(said, null, 1)).toMatchObject({ healthy: true, ending: "answered" });
  expect(told(said.worktrees[0]!.checks, "pre-push")).toContain("ok: ");
  expect(told(said.checks, "policy")).toContain("ok: Mode enforce");
});

test("nothing is installed: exits 1 and says what to do", async () => {
  land();
  const said = await examined();
  expect(said).toMatchObject({ healthy: false, ending: "stopped" });
  expect(said.worktrees[0]!.checks[0]).toMatchObject({ level: "problem", what: "pre-push", mend: "riskscore init --hooks" });
});

test("as text, with the path of every worktree", async () => {
  await repo.install();
  const { text, ending } = await doctor({ ...worldOf(), host: repo.host({ env: repo.env }) }, { ...asked, format: "human" });
  expect(text).toContain(repo.path);
  expect(text).toContain("For all of them");
  expect(ending).toBe("answered");
});

describe("a hook that looks installed and is not in force", () => {
  beforeEach(() => land());
  const file = (): string => join(repo.path, ".git/hooks/pre-push");

  test.for([
    ["is not executable", () => (executable(file(), "#!/bin/sh\nriskscore hook pre-push\n"), chmodSync(file(), 0o644)), "is not executable"],
    ["only speaks of riskscore in a comment", () => executable(file(), "#!/bin/sh\n# riskscore hook pre-push\n"), "does not call riskscore"],
    ["stands where core.hooksPath does not look", () => (executable(file(), "#!/bin/sh\nriskscore hook pre-push\n"), repo.git("config", "core.hooksPath", "nowhere")), "core.hooksPath (local) leads to nowhere"],
    ["with an empty core.hooksPath", () => (executable(file(), "#!/bin/sh\nriskscore hook pre-push\n"), repo.git("config", "core.hooksPath", "")), "core.hooksPath (local) is empty, and git runs no hook then."],
    ["with core.hooksPath at /dev/null", () => (executable(file(), "#!/bin/sh\nriskscore hook pre-push\n"), repo.git("config", "core.hooksPath", "/dev/null")), "/dev/null"],
    ["under simple-git-hooks, switched off", () => executable(file(), '#!/bin/sh\nif [ "$SKIP_SIMPLE_GIT_HOOKS" = "1" ]; then\nexit 0\nfi\nriskscore hook pre-push "$@"\n'), "SKIP_SIMPLE_GIT_HOOKS=1"],
    ["of the pre-commit framework, alone", () => executable(file(), "#!/bin/sh\n# https://pre-commit.com\n"), "does not call riskscore"],
  ] as const)("%s", async ([, make, because]) => {
    make();
    const said = await examined({ SKIP_SIMPLE_GIT_HOOKS: "1" });
    expect(told(said.worktrees[0]!.checks, "pre-push")).toMatch(/^problem: /);
    expect(told(said.worktrees[0]!.checks, "pre-push")).toContain(because);
  });

  test("in a configuration that this git does not read", async () => {
    repo.git("config", "hook.riskscore-pre-push.event", "pre-push");
    repo.git("config", "hook.riskscore-pre-push.command", "riskscore hook pre-push");
    expect(told((await examined()).checks, "git")).toMatch(/^(?:problem: The configuration names riskscore|ok: git (?:2\.(?:5[4-9]|[6-9]\d)|[3-9]))/);
  });

  test("and one whose lines somebody reads first is told", async () => {
    executable(file(), '#!/bin/sh\nset -e\nnpm test\nriskscore hook pre-push "$@"\n');
    expect(told((await examined()).worktrees[0]!.checks, "pre-push")).toContain("note: 'npm test' stands before the call");
  });

  test("nor would it find a riskscore to run", async () => {
    await repo.install();
    rmSync(join(repo.path, "node_modules"), { recursive: true });
    expect(told((await examined()).worktrees[0]!.checks, "riskscore")).toContain("problem: A hook would find no riskscore");
  });
});

describe("husky", () => {
  beforeEach(async () => {
    land();
    expect(spawnSync(process.execPath, [huskyProgram], { cwd: repo.path, env: { ...repo.env } }).status).toBe(0);
    await repo.install();
    repo.commit("hooks", { ".husky/pre-push": repo.read(".husky/pre-push"), ".husky/prepare-commit-msg": repo.read(".husky/prepare-commit-msg") });
  });

  test("is in force, and says which file", async () => {
    const said = await examined();
    expect(told(said.worktrees[0]!.checks, "pre-push")).toBe(`ok: ${join(repo.path, ".husky/pre-push")} calls riskscore.`);
  });

  test("has no launchers in a linked worktree, until hooks are installed again", async () => {
    const linked = join(repo.path, "..", "linked");
    repo.git("worktree", "add", "--quiet", linked, "-b", "topic");
    const said = await examined();
    expect(said.healthy).toBe(false);
    expect(told(said.worktrees[0]!.checks, "pre-push")).toMatch(/^ok/);
    expect(told(said.worktrees[1]!.checks, "pre-push")).toContain("husky's launchers (.husky/_) are not in this worktree");
    await repo.install();
    expect(told((await examined()).worktrees[1]!.checks, "pre-push")).toMatch(/^ok/);
  });

  test("switched off here, or for everything by a file of the user's", async () => {
    expect(told((await examined({ HUSKY: "0" })).worktrees[0]!.checks, "pre-push")).toContain("HUSKY=0 is set in this environment");
    const home = join(repo.path, "..", "home");
    mkdirSync(join(home, ".config/husky"), { recursive: true });
    writeFileSync(join(home, ".config/husky/init.sh"), "export HUSKY=0\n");
    expect(told((await examined({ HOME: home })).worktrees[0]!.checks, "pre-push")).toContain("init.sh sets HUSKY=0");
  });

  test("a worktree whose folder is gone is a note", async () => {
    const linked = join(repo.path, "..", "linked");
    repo.git("worktree", "add", "--quiet", linked, "-b", "topic");
    rmSync(linked, { recursive: true });
    const said = await examined();
    expect(said.healthy).toBe(true);
    expect(told(said.worktrees[1]!.checks, "worktree")).toContain("note: The folder is gone");
  });
});

describe("lefthook", () => {
  test("is followed through its configuration to the script", async () => {
    repo.write({ "lefthook.yml": "pre-commit: {}\n" });
    await repo.install();
    expect(told((await examined()).worktrees[0]!.checks, "pre-push")).toContain("problem: there is no ");
    for (const hook of ["pre-push", "prepare-commit-msg"]) executable(join(repo.path, ".git/hooks", hook), "#!/bin/sh\ncall_lefthook run\n");
    expect(told((await examined()).worktrees[0]!.checks, "pre-push")).toContain(".lefthook/pre-push/riskscore calls riskscore.");
    expect(told((await examined({ LEFTHOOK: "0" })).worktrees[0]!.checks, "pre-push")).toContain("LEFTHOOK=0");
    repo.write({ "lefthook.yml": "pre-commit: {}\n" });
    expect(told((await examined()).worktrees[0]!.checks, "pre-push")).toContain("does not name riskscore for pre-push");
  });
});

describe("the policy", () => {
  beforeEach(() => repo.install());

  test("that is broken where changes land", async () => {
    repo.commit("broken", { ".riskrc.json": '{ "mode": 7 }' });
    land();
    const said = await examined();
    expect(said.healthy).toBe(false);
    expect(told(said.checks, "policy")).toMatch(/^problem/);
    expect(told(said.checks, "policy of HEAD")).toMatch(/^problem/);
  });

  test("that has not landed yet, and that only observes", async () => {
    repo.commit("without", { ".riskrc.json": null });
    land();
    expect(told((await examined()).checks, "policy")).toContain("problem: No policy stands there");
    repo.git("config", "riskscore.enforce", "true");
    expect((await examined()).healthy).toBe(true);
    repo.commit("observing", { ".riskrc.json": '{ "mode": "observe" }' });
    land();
    expect(told((await examined()).checks, "policy")).toContain("note: Mode observe: pushes are judged and logged, never stopped");
  });
});

test("a broken audit log, an unreadable tag", async () => {
  land();
  await repo.install();
  mkdirSync(join(repo.path, ".git/riskscore-audit"));
  writeFileSync(join(repo.path, ".git/riskscore-audit/audit.jsonl"), "{}\n");
  writeFileSync(join(repo.path, ".git/riskscore-tag.json"), "{");
  const said = await examined();
  expect(said.healthy).toBe(false);
  expect(told(said.checks, "audit log")).toMatch(/^problem/);
  expect(told(said.checks, "tag")).toMatch(/^problem/);
});
