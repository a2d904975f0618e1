import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hookRepo, type HookRepo, runsConfigHooks } from "./installed.ts";

const huskyProgram = fileURLToPath(new URL("../../node_modules/husky/bin.js", import.meta.url));
const manifest = { "package.json": '{ "name": "x", "devDependencies": { "husky": "^9.0.0" } }\n' };

let repo: HookRepo;
beforeEach(() => {
  repo = hookRepo(manifest);
});
afterEach(() => repo.remove());

/** The real husky, as its `prepare` script runs it. */
function husky(cwd = repo.path): void {
  const ran = spawnSync(process.execPath, [huskyProgram], { cwd, env: { ...repo.env }, encoding: "utf8" });
  expect(ran, ran.stderr).toMatchObject({ status: 0, stdout: "" });
}

test("goes into the team's own files, first, and the lines reach who stands behind", async () => {
  husky();
  repo.commit("a hook", { ".husky/pre-push": 'while read -r line; do echo "theirs: $line"; done\n' });
  const answer = await repo.install();
  expect(answer.text).toContain("added to .husky/pre-push");
  expect(answer.text).toContain("wrote .husky/prepare-commit-msg");
  expect(answer.text).not.toContain("Now run");
  const { code, text } = repo.run(["push", "origin", "main"]);
  expect({ code, text }).toMatchObject({ code: 0 });
  expect(text).toContain("theirs: refs/heads/main ");
  expect(repo.heard()).toContain("refs/heads/main ");
  expect(repo.run(["commit", "--allow-empty", "-m", "two"])).toMatchObject({ code: 0 });
  expect(repo.heard()).toContain("<prepare-commit-msg>");
  const before = repo.read(".husky/pre-push");
  expect((await repo.install()).text).toContain("Nothing to do");
  expect(repo.read(".husky/pre-push")).toBe(before);
});

test("stops the push with riskscore's own exit code", async () => {
  husky();
  await repo.install();
  const { code, text } = repo.run(["push", "origin", "main"], { env: { RISKSCORE_ENDS: "2" } });
  expect(code).toBe(1);
  expect(text).toContain("husky - pre-push script failed (code 2)");
});

test("that is not set up yet: the files are written, and what to run is said", async () => {
  const answer = await repo.install();
  expect(answer.text).toContain("wrote .husky/pre-push");
  expect(answer.text).toContain("Now run:\n  npx husky");
  husky();
  expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
  expect(repo.heard()).toContain("refs/heads/main ");
});

test("of the years before 9: behind the line that starts the file over, so it runs once", async () => {
  repo.write({
    ".husky/_/husky.sh": '#!/usr/bin/env sh\nif [ -z "$husky_skip_init" ]; then\n  readonly husky_skip_init=1\n  export husky_skip_init\n  sh -e "$0" "$@"\n  exit $?\nfi\n',
    ".husky/pre-push": '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\necho theirs\n',
  });
  spawnSync("chmod", ["+x", join(repo.path, ".husky/pre-push")]);
  repo.git("config", "core.hooksPath", ".husky");
  await repo.install();
  const { code, text } = repo.run(["push", "origin", "main"]);
  expect({ code, text }).toMatchObject({ code: 0 });
  expect(text).toContain("theirs");
  expect(repo.heard().match(/<pre-push>/g)).toHaveLength(1);
});

describe("where git writes CRLF into the working tree (Git for Windows, unless told otherwise)", () => {
  /** A clone of what was committed, with husky set up in it. */
  function clonedWithCrlf(): string {
    const clone = join(repo.path, "..", "a clone");
    repo.git("add", ".husky");
    repo.commit("hooks");
    repo.run(["push", "--no-verify", "origin", "main"]);
    repo.gitWith({ cwd: join(repo.path, "..") }, "clone", "--quiet", "--template=", "--branch=main", "--config=core.autocrlf=true", "remote.git", clone);
    husky(clone);
    return clone;
  }

  test("our hook files keep LF, which is all that a shell runs", async () => {
    husky();
    await repo.install();
    expect(repo.read(".husky/.gitattributes")).toBe("pre-push text eol=lf\nprepare-commit-msg text eol=lf\n");
    const clone = clonedWithCrlf();
    expect(readFileSync(join(clone, "package.json"), "utf8")).toContain("\r\n");
    expect(readFileSync(join(clone, ".husky/pre-push"), "utf8")).not.toContain("\r");
    const bin = { PATH: `${join(repo.path, "node_modules/.bin")}:${repo.env["PATH"]}` };
    expect(repo.run(["commit", "--allow-empty", "-m", "two"], { cwd: clone, env: bin })).toMatchObject({ code: 0 });
    expect(repo.run(["push", "origin", "main:topic"], { cwd: clone, env: bin })).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/topic ");
    expect((await repo.install()).text).toContain("Nothing to do");
  });

  test("what stands in .gitattributes stays, and a link there is left alone", async () => {
    husky();
    repo.write({ ".husky/.gitattributes": "commit-msg text eol=lf\npre-push text eol=lf" });
    await repo.install();
    expect(repo.read(".husky/.gitattributes")).toBe("commit-msg text eol=lf\npre-push text eol=lf\nprepare-commit-msg text eol=lf\n");
    repo.write({ ".husky/.gitattributes": null, ".husky/pre-push": null, elsewhere: "" });
    symlinkSync("../elsewhere", join(repo.path, ".husky/.gitattributes"));
    expect((await repo.install()).text).toContain("core.autocrlf");
    expect(repo.read("elsewhere")).toBe("");
  });
});

describe("in linked worktrees, where husky's launchers are missing", () => {
  const linked = (): string => join(repo.path, "..", "linked tree");

  test("no hook runs until they are copied", async () => {
    repo.withOlderGit();
    husky();
    repo.commit("husky files", { ".husky/pre-push": "true\n" });
    repo.git("worktree", "add", "--quiet", linked(), "-b", "topic");
    expect(existsSync(join(linked(), ".husky/_"))).toBe(false);
    const answer = await repo.install();
    expect(answer.text).toContain(`wrote ${join(linked(), ".husky/_/h")}`);
    expect(answer.text).toContain("A worktree that is added later");
    repo.git("add", ".husky");
    repo.commit("hooks");
    repo.gitWith({ cwd: linked() }, "reset", "--quiet", "--hard", "main");
    expect(repo.run(["push", "origin", "topic"], { cwd: linked() })).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/topic ");
    expect(repo.run(["status", "--porcelain"], { cwd: linked() }).text).toBe("");
  });

  test.runIf(runsConfigHooks)("a git that runs hooks of its configuration needs no copies", async () => {
    husky();
    repo.commit("husky files", { ".husky/pre-push": "true\n" });
    repo.git("worktree", "add", "--quiet", linked(), "-b", "topic");
    expect((await repo.install()).text).toContain("set git config hook.riskscore-pre-push.command");
    expect(repo.run(["push", "origin", "topic"], { cwd: linked() })).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/topic ");
    repo.run(["commit", "--allow-empty", "-m", "two"]);
    repo.heard();
    expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
    expect(repo.heard().match(/<pre-push>/g)).toHaveLength(1);
  });

  test("installing from one writes its own files and launchers", async () => {
    husky();
    repo.git("worktree", "add", "--quiet", linked(), "-b", "topic");
    const answer = await repo.install({}, linked());
    expect(answer.text).toContain("Found husky.");
    expect(existsSync(join(linked(), ".husky/pre-push"))).toBe(true);
    expect(repo.run(["push", "origin", "topic"], { cwd: linked() })).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/topic ");
  });

  test("a worktree whose folder is gone is passed over", async () => {
    husky();
    repo.git("worktree", "add", "--quiet", linked(), "-b", "topic");
    spawnSync("rm", ["-rf", linked()]);
    expect(await repo.install()).toMatchObject({ ending: "answered" });
    expect(existsSync(linked())).toBe(false);
  });
});

test("a folder of another name", async () => {
  mkdirSync(join(repo.path, "config"));
  writeFileSync(join(repo.path, "config/x"), "");
  const ran = spawnSync(process.execPath, [huskyProgram, "config/husky"], { cwd: repo.path, env: { ...repo.env } });
  expect(ran.status).toBe(0);
  expect((await repo.install()).text).toContain("wrote config/husky/pre-push");
});
