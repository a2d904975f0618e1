import { spawnSync } from "node:child_process";
import { symlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runBuilt } from "../support/run-built.ts";
import { executable, hookRepo, type HookRepo } from "./installed.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const agent = { CLAUDECODE: "1" };
const trailer = "Assisted-by: claude-code:unknown";

let repo: HookRepo;
beforeEach(async () => {
  repo = hookRepo({ "package.json": '{ "name": "x", "devDependencies": { "husky": "^9.0.0" } }\n', "src/a.ts": "export const a = 1;\n" });
  rmSync(join(repo.path, "node_modules/.bin/riskscore"));
  symlinkSync(join(root, "bin/riskscore.js"), join(repo.path, "node_modules/.bin/riskscore"));
  expect(spawnSync(process.execPath, [join(root, "node_modules/husky/bin.js")], { cwd: repo.path, env: { ...repo.env } }).status).toBe(0);
  const ran = await runBuilt(repo, ["init", "--hooks"]);
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  repo.commit("hooks", { ".husky/pre-push": repo.read(".husky/pre-push"), ".husky/prepare-commit-msg": repo.read(".husky/prepare-commit-msg") });
});
afterEach(() => repo.remove());

const message = (rev = "HEAD"): string => repo.git("log", "-1", "--format=%B", rev);

function commit(words: readonly string[], env: Record<string, string> = agent): string {
  const ran = repo.run(["commit", ...words], { env });
  expect(ran.code, ran.text).toBe(0);
  return message();
}

/** An editor that writes what a person would: a subject into the first line. */
function editor(subject: string): Record<string, string> {
  const file = join(repo.path, "..", "editor");
  executable(file, `#!/bin/sh\ncp "$1" "$1.seen"\n{ echo '${subject}'; sed 1d "$1.seen"; } > "$1"\n`);
  return { GIT_EDITOR: `'${file}'` };
}

describe("the real hook under real husky: an agent's commits carry one trailer", () => {
  test("given on the command line, amended, with --no-verify, of all and of some files", () => {
    repo.write({ "src/a.ts": "export const a = 2;\n" });
    expect(commit(["-am", "Two"])).toBe(`Two\n\n${trailer}\n`);
    expect(commit(["--amend", "--no-edit"])).toBe(`Two\n\n${trailer}\n`);
    repo.write({ "src/a.ts": "export const a = 3;\n" });
    expect(commit(["--no-verify", "-m", "fix: three", "-m", "Signed-off-by: A <a@example.test>", "src/a.ts"])).toBe(`fix: three\n\nSigned-off-by: A <a@example.test>\n${trailer}\n`);
    expect(commit(["--allow-empty", "-m", "A person's"], {})).toBe("A person's\n");
  });

  test("typed in an editor, with the diff below, under another comment character", () => {
    repo.stage({ "src/a.ts": "export const a = 2;\n" });
    expect(commit(["-v"], { ...agent, ...editor("Typed") })).toBe(`Typed\n\n${trailer}\n`);
    repo.git("config", "core.commentChar", ";");
    expect(commit(["--allow-empty", "--cleanup=strip"], { ...agent, ...editor("Typed too") })).toBe(`Typed too\n\n${trailer}\n`);
    repo.git("config", "core.commentChar", "auto");
    expect(commit(["--allow-empty"], { ...agent, ...editor("# and this") })).toContain(trailer);
  });

  test("but not on what git makes over: merges, cherry-picks, rebases; a revert is a decision of its own", () => {
    repo.git("checkout", "--quiet", "-b", "topic");
    commit(["--allow-empty", "-m", "On topic"], {});
    repo.stage({ "src/b.ts": "export const b = 1;\n" });
    commit(["-m", "B"], {});
    repo.git("checkout", "--quiet", "main");
    repo.stage({ "src/c.ts": "export const c = 1;\n" });
    commit(["-m", "C"], {});
    for (const words of [["merge", "--no-ff", "--no-edit", "topic"], ["cherry-pick", "--allow-empty", "topic~1"], ["rebase", "--force-rebase", "HEAD~1"]]) {
      const ran = repo.run(words, { env: { ...agent, GIT_EDITOR: "true" } });
      expect(ran.code, ran.text).toBe(0);
      expect(message(), words.join(" ")).not.toContain("Assisted-by");
    }
    expect(repo.run(["revert", "--no-edit", "-m", "1", "HEAD~1"], { env: agent }).code).toBe(0);
    expect(message()).toContain(trailer);
  });

  test("a tag kept by hand is written once", async () => {
    const said = await runBuilt(repo, ["tag", "--tool", "cursor", "--model", "gpt-5.2"]);
    expect(said).toMatchObject({ code: 0, stdout: "The next commit here will carry: Assisted-by: cursor:gpt-5.2\n", stderr: "" });
    expect(commit(["--allow-empty", "-m", "Mine"], {})).toBe("Mine\n\nAssisted-by: cursor:gpt-5.2\n");
    expect(commit(["--allow-empty", "-m", "Next"], {})).toBe("Next\n");
  });

  test("an empty message still gives the commit up", () => {
    expect(repo.run(["commit", "--allow-empty", "-m", ""], { env: agent }).code).not.toBe(0);
  });
});

test("doctor sees it, and a push comes to riskscore", async () => {
  const pushed = repo.run(["push", "origin", "main"]);
  expect(pushed.text).toContain("riskscore");
  repo.git("remote", "set-head", "origin", "main");
  const said = await runBuilt(repo, ["doctor", "--json"]);
  const { worktrees } = JSON.parse(said.stdout) as { worktrees: { checks: { what: string; level: string }[] }[] };
  expect(worktrees[0]!.checks.map(({ what, level }) => `${what} ${level}`)).toEqual(["pre-push ok", "prepare-commit-msg ok", "riskscore ok"]);
});
