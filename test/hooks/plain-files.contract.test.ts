import { chmodSync, symlinkSync, writeFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { executable, hookRepo, type HookRepo, runsConfigHooks } from "./installed.ts";

let repo: HookRepo;
beforeEach(() => {
  repo = hookRepo({ "a.txt": "a" });
});
afterEach(() => repo.remove());

const lineOf = (oid: string, ref: string): string => `refs/heads/main ${oid} ${ref} ${"0".repeat(40)}\n`;

test("a push and a commit reach riskscore, with git's words and lines", async () => {
  const answer = await repo.install();
  expect(answer).toMatchObject({ ending: "answered" });
  expect(answer.text).toContain("wrote .git/hooks/pre-push");
  expect(repo.mode(".git/hooks/pre-push")).toBe(0o755);
  const oid = repo.git("rev-parse", "HEAD");
  expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
  expect(repo.heard()).toBe(`args: <hook> <pre-push> <origin> <${repo.git("remote", "get-url", "origin")}>\n${lineOf(oid, "refs/heads/main")}`);
  expect(repo.run(["commit", "--allow-empty", "-n", "-m", "two"])).toMatchObject({ code: 0 });
  expect(repo.heard()).toBe("args: <hook> <prepare-commit-msg> <.git/COMMIT_EDITMSG> <message>\n");
});

test("a second time changes nothing", async () => {
  await repo.install();
  const before = repo.read(".git/hooks/pre-push");
  const again = await repo.install({ format: "json" });
  expect(JSON.parse(again.text)).toMatchObject({ schemaVersion: 1, hooks: { manager: "files", changed: false, files: [{ state: "same" }, { state: "same" }] } });
  expect(repo.read(".git/hooks/pre-push")).toBe(before);
  expect((await repo.install()).text).toContain("Nothing to do");
});

describe("a hook of somebody else's", () => {
  const others = '#!/usr/bin/env bash\nset -euo pipefail\nwhile read -r line; do echo "theirs: $line"; done\necho "args: $*"\n';

  test.for(["sh", "bash"])("under %s runs behind ours and hears the same lines", async (shell) => {
    executable(join(repo.path, ".git/hooks/pre-push"), others.replace("bash", shell).replace(shell === "sh" ? "o pipefail" : "", ""));
    await repo.install();
    const oid = repo.git("rev-parse", "HEAD");
    const { code, text } = repo.run(["push", "origin", "main", "main:other"]);
    expect({ code, text }).toMatchObject({ code: 0 });
    for (const ref of ["refs/heads/main", "refs/heads/other"]) expect(text).toContain(`theirs: ${lineOf(oid, ref)}`);
    expect(text).toContain("args: origin ");
    expect(repo.heard()).toContain(lineOf(oid, "refs/heads/main") + lineOf(oid, "refs/heads/other"));
  });

  test("is not reached where ours says stop", async () => {
    executable(join(repo.path, ".git/hooks/pre-push"), others);
    await repo.install();
    const { code, text } = repo.run(["push", "origin", "main"], { env: { RISKSCORE_ENDS: "1" } });
    expect(code).toBe(1);
    expect(text).not.toContain("theirs");
  });

  test("hears nothing where git says nothing", async () => {
    executable(join(repo.path, ".git/hooks/pre-push"), others);
    await repo.install();
    repo.run(["push", "origin", "main"]);
    repo.heard();
    expect(repo.run(["push", "origin", "main"]).text).not.toContain("theirs");
    expect(repo.heard()).toMatch(/^args: <hook> <pre-push> [^\n]*\n$/);
  });

  test.for([0o755, 0o700, 0o775])("keeps its permission bits (%o)", async (mode) => {
    executable(join(repo.path, ".git/hooks/pre-push"), others);
    chmodSync(join(repo.path, ".git/hooks/pre-push"), mode);
    await repo.install();
    expect(repo.mode(".git/hooks/pre-push")).toBe(mode);
  });

  test.for([
    ["run by node", (file: string) => executable(file, "#!/usr/bin/env node\n"), "is run by node, not by a shell."],
    ["with Windows line ends", (file: string) => executable(file, "#!/bin/sh\r\nexit 0\r\n"), "has Windows line ends"],
    ["that is a link", (file: string) => symlinkSync("/etc/hostname", file), "is a link"],
    ["that is switched off", (file: string) => { executable(file, "#!/bin/sh\nexit 1\n"); chmodSync(file, 0o644); }, "is not executable"],
  ] as const)("%s is left alone, and nothing is written", async ([, make, because]) => {
    mkdirSync(join(repo.path, ".git/hooks"));
    make(join(repo.path, ".git/hooks/pre-push"));
    const answer = await repo.install();
    expect(answer.ending).toBe("unanswered");
    expect(answer.text).toContain(`.git/hooks/pre-push ${because}`);
    expect(answer.text).toMatch(/^ {4,6}riskscore[_ ]hook pre-push "\$@"/m);
    expect(() => repo.mode(".git/hooks/prepare-commit-msg")).toThrow(/ENOENT/);
  });
});

test("a hook in another language is told what to call, not given lines of a shell", async () => {
  executable(join(repo.path, ".git/hooks/pre-push"), "#!/usr/bin/env python3\nprint(1)\n");
  const { text, ending } = await repo.install();
  expect(ending).toBe("unanswered");
  expect(text).toContain("is run by python3, not by a shell.");
  expect(text).toContain('    riskscore hook pre-push "$@"');
  expect(text).not.toContain("riskscore_hook()");
});

test("linked worktrees run the same files, and find riskscore in the main worktree", async () => {
  await repo.install();
  const linked = join(repo.path, "..", "linked tree");
  repo.git("worktree", "add", "--quiet", linked, "-b", "topic");
  expect(repo.run(["push", "origin", "topic"], { cwd: linked })).toMatchObject({ code: 0 });
  expect(repo.heard()).toContain("refs/heads/topic ");
});

test("installs from a linked worktree, too", async () => {
  const linked = join(repo.path, "..", "linked tree");
  repo.git("worktree", "add", "--quiet", linked, "-b", "topic");
  const answer = await repo.install({}, linked);
  expect(answer.ending).toBe("answered");
  expect(repo.run(["push", "origin", "topic"], { cwd: linked })).toMatchObject({ code: 0 });
  expect(repo.heard()).toContain("refs/heads/topic ");
});

test("without riskscore anywhere a push stops with a remedy, and a commit does not", async () => {
  await repo.install();
  rmSync(join(repo.path, "node_modules"), { recursive: true });
  const pushed = repo.run(["push", "origin", "main"]);
  expect(pushed.code).not.toBe(0);
  expect(pushed.text).toContain("riskscore: the pre-push hook cannot find riskscore");
  expect(repo.run(["commit", "--allow-empty", "-m", "two"])).toMatchObject({ code: 0 });
});

test("where riskscore is found and node is not (exit 127), the remedy is said; a commit goes on", async () => {
  await repo.install();
  const pushed = repo.run(["push", "origin", "main"], { env: { RISKSCORE_ENDS: "127" } });
  expect(pushed.code).not.toBe(0);
  expect(pushed.text).toContain("could not be started for the pre-push hook, most likely for want of node on the PATH");
  expect(repo.run(["commit", "--allow-empty", "-m", "two"], { env: { RISKSCORE_ENDS: "127" } })).toMatchObject({ code: 0, text: expect.stringContaining("for the prepare-commit-msg hook") });
});

test("a commit goes on whatever riskscore does", async () => {
  await repo.install();
  expect(repo.run(["commit", "--allow-empty", "-m", "two"], { env: { RISKSCORE_ENDS: "3" } })).toMatchObject({ code: 0 });
});

describe("core.hooksPath", () => {
  test("that is empty switches every hook off: nothing is written, and the way out is said", async () => {
    repo.git("config", "core.hooksPath", "");
    await expect(repo.install()).rejects.toThrow("core.hooksPath (local) is empty, and git runs no hook then.");
  });
  test("inside the working tree is where the files go", async () => {
    repo.git("config", "core.hooksPath", "tools/git hooks");
    expect((await repo.install()).text).toContain("wrote tools/git hooks/pre-push");
    expect(repo.read("tools/git hooks/.gitattributes")).toContain("pre-push text eol=lf\n");
    expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/main");
  });

  test("that leads elsewhere is left alone", async () => {
    repo.withOlderGit();
    const elsewhere = join(repo.path, "..", "everybody's");
    repo.git("config", "core.hooksPath", elsewhere);
    const answer = await repo.install();
    expect(answer.ending).toBe("unanswered");
    expect(answer.text).toContain("lies outside this repository");
    expect(answer.text).toContain("    #!/bin/sh");
  });

  test.runIf(runsConfigHooks)("that leads elsewhere: git's own configuration takes the hook, and a push that it stops is stopped", async () => {
    const elsewhere = join(repo.path, "..", "everybody's");
    repo.git("config", "core.hooksPath", elsewhere);
    expect(await repo.install()).toMatchObject({ ending: "answered", text: expect.stringContaining("set git config hook.riskscore-pre-push.command") });
    expect(repo.run(["push", "origin", "main"], { env: { RISKSCORE_ENDS: "1" } }).code).not.toBe(0);
    expect(repo.heard()).toContain("refs/heads/main ");
    expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
    expect(repo.run(["commit", "--allow-empty", "-m", "two"], { env: { RISKSCORE_ENDS: "3" } })).toMatchObject({ code: 0 });
  });

  test("through a link that leads elsewhere, too", async () => {
    repo.withOlderGit();
    mkdirSync(join(repo.path, "..", "outside"));
    symlinkSync(join(repo.path, "..", "outside"), join(repo.path, "hooks"));
    repo.git("config", "core.hooksPath", "hooks");
    expect((await repo.install()).ending).toBe("unanswered");
  });
});

test("a bare repository is refused", async () => {
  repo.git("config", "core.bare", "true");
  await expect(repo.install()).rejects.toMatchObject({ kind: "repository" });
});

test("a file where the folder should be is said, and nothing is written", async () => {
  writeFileSync(join(repo.path, ".git/hooks"), "a file\n");
  const answer = await repo.install();
  expect(answer.ending).toBe("unanswered");
  expect(answer.text).toContain("a part of its path is a file");
  expect(repo.read(".git/hooks")).toBe("a file\n");
});
