import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, describe, test } from "vitest";
import { executable, hookRepo, type HookRepo, runsConfigHooks } from "./installed.ts";
import type { Files } from "../support/repo-of.ts";

let repo: HookRepo;
const repoWith = (files: Files): HookRepo => (repo = hookRepo(files));
afterEach(() => repo?.remove());

const hooks = { "pre-push": ".git/hooks/pre-push", "prepare-commit-msg": ".git/hooks/prepare-commit-msg" };

describe("lefthook", () => {
  const config = `# our hooks
pre-commit:
  commands:
    lint: # fast
      run: npm run "lint"   # and loose


pre-push:
  parallel: true
  commands:
    test:
      run: npm test
`;

  /** What lefthook does for a script of its configuration: \`sh '<file>' <args>\`, stdin handed on where it is asked for. */
  const launcher = '#!/bin/sh\n# call_lefthook\nsh ".lefthook/pre-push/riskscore" "$@"\n';

  test("gets a script for each hook, and a mention that keeps comments", async () => {
    repoWith({ "lefthook.yml": config });
    const answer = await repo.install();
    expect(answer.text).toContain("Now run:\n  lefthook install");
    const written = repo.read("lefthook.yml");
    expect(written).toContain("# our hooks\n");
    expect(written).toContain("# fast\n");
    expect(written).toContain('run: npm run "lint" # and loose');
    expect(written).toContain("  scripts:\n    riskscore:\n      runner: sh\n      use_stdin: true\n");
    expect(written).toContain("prepare-commit-msg:\n  scripts:\n    riskscore:\n      runner: sh\n");
    executable(join(repo.path, hooks["pre-push"]), launcher);
    expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/main ");
    expect((await repo.install()).text).toContain("Nothing to do");
    expect(repo.read("lefthook.yml")).toBe(written);
  });

  test("with jobs gets a job, first", async () => {
    repoWith({ ".lefthook.yaml": "source_dir: tools/hooks\npre-push:\n  jobs:\n    - run: npm test\n      use_stdin: true\n" });
    const { text } = await repo.install();
    expect(repo.read(".lefthook.yaml")).toContain("jobs:\n    - name: riskscore\n      script: riskscore\n      runner: sh\n      use_stdin: true\n    - run: npm test");
    expect(existsSync(join(repo.path, "tools/hooks/pre-push/riskscore"))).toBe(true);
    expect(text).toContain("Another pre-push job of lefthook has use_stdin");
  });

  test("in JSON keeps comments and indentation", async () => {
    repoWith({ "lefthook.jsonc": '{\n\t// ours\n\t"pre-push": { "jobs": [ { "run": "npm test" } ] }\n}\n' });
    await repo.install();
    const written = repo.read("lefthook.jsonc");
    expect(written).toContain("\t// ours\n");
    expect(written).toContain('\t"prepare-commit-msg": {\n\t\t"scripts": {\n\t\t\t"riskscore": {\n\t\t\t\t"runner": "sh"\n');
    expect((await repo.install()).text).toContain("Nothing to do");
  });

  test.for([
    ["lefthook.toml", "[pre-push]\n", "is TOML, which is not edited here"],
    ["lefthook.yml", "pre-push: [\n", "does not parse as YAML"],
    ["lefthook.yml", "- a\n", "does not hold a mapping"],
    ["lefthook.json", "{", "does not parse as JSON"],
  ] as const)("%s holding %j is not written", async ([name, text, because]) => {
    repoWith({ [name]: text });
    const answer = await repo.install();
    expect(answer.ending).toBe("unanswered");
    expect(answer.text).toContain(because);
    expect(answer.text).toContain("    use_stdin = true");
    expect(repo.read(name)).toBe(text);
    expect(existsSync(join(repo.path, ".lefthook"))).toBe(false);
  });
});

describe("simple-git-hooks", () => {
  /** What simple-git-hooks does: a starter, and the command as the rest of the file. */
  const asItWrites = (command: string): string => `#!/bin/sh\n\nif [ "$SKIP_SIMPLE_GIT_HOOKS" = "1" ]; then\n    exit 0\nfi\n\n${command}`;

  test("gets commands before those that are there, which hear the same lines", async () => {
    repoWith({ "package.json": '{\n  "name": "x",\n  "simple-git-hooks": { "pre-push": "while read -r line; do echo \\"theirs: $line\\"; done" }\n}\n' });
    const answer = await repo.install();
    expect(answer.text).toContain("Now run:\n  npx simple-git-hooks");
    const commands = (JSON.parse(repo.read("package.json")) as { "simple-git-hooks": Record<string, string> })["simple-git-hooks"];
    for (const [hook, at] of Object.entries(hooks)) executable(join(repo.path, at), asItWrites(commands[hook]!));
    const { code, text } = repo.run(["push", "origin", "main"]);
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).toContain("theirs: refs/heads/main ");
    expect(repo.heard()).toMatch(/^args:.*\nrefs\/heads\/main [^\n]*\n$/);
    const again = repo.run(["push", "origin", "main"]);
    expect([again.code, again.text]).toEqual([0, expect.not.stringContaining("theirs")]);
    expect(repo.heard()).toMatch(/^args:[^\n]*\n$/);
    const linked = join(repo.path, "..", "linked tree");
    repo.git("worktree", "add", "--quiet", linked, "-b", "topic");
    expect(repo.run(["push", "origin", "topic"], { cwd: linked })).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/topic ");
    expect(repo.run(["push", "origin", "main:x"], { env: { RISKSCORE_ENDS: "1" } }).text).not.toContain("theirs");
    expect(repo.run(["commit", "--allow-empty", "-m", "two"], { env: { RISKSCORE_ENDS: "3" } })).toMatchObject({ code: 0 });
    expect((await repo.install()).text).toContain("Nothing to do");
  });

  test("in a file of its own", async () => {
    repoWith({ ".simple-git-hooks.json": "{}\n" });
    await repo.install();
    expect(JSON.parse(repo.read(".simple-git-hooks.json"))).toMatchObject({ "pre-push": 'PATH="$PWD/node_modules/.bin:$(git rev-parse --git-common-dir)/../node_modules/.bin:$PATH" riskscore hook pre-push "$@"' });
  });

  test.for([
    [".simple-git-hooks.cjs", "throw new Error('this must never run')", "is a program"],
    ["package.json", '{ "simple-git-hooks": "./hooks.cjs" }', "names its configuration"],
    ["package.json", '{ "simple-git-hooks": { "pre-push": 1 } }', "holds a hook that is no command"],
  ] as const)("in %s holding %j is not written", async ([name, text, because]) => {
    repoWith({ [name]: text });
    repo.withOlderGit();
    const answer = await repo.install();
    expect(answer.ending).toBe("unanswered");
    expect(answer.text).toContain(because);
    expect(repo.read(name)).toBe(text);
  });

  test.runIf(runsConfigHooks)("where it cannot be written, git's own configuration takes the hook", async () => {
    const text = "throw new Error('this must never run')";
    repoWith({ ".simple-git-hooks.cjs": text });
    expect(await repo.install()).toMatchObject({ ending: "answered", text: expect.stringContaining("set git config hook.riskscore-pre-push.command") });
    expect(repo.read(".simple-git-hooks.cjs")).toBe(text);
    expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/main ");
  });
});

describe("the pre-commit framework", () => {
  /** What its own hook does: reads git's lines, runs `<hook>.legacy` with them, then its own. */
  const itsHook = '#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\nlines=$(cat)\nhere=$(dirname "$0")\nif [ -x "$here/pre-push.legacy" ]; then printf \'%s\\n\' "$lines" | "$here/pre-push.legacy" "$@" || exit 1; fi\necho "its own"\n';

  test("runs ours first, with the lines, where its own script stands", async () => {
    repoWith({ ".pre-commit-config.yaml": "repos: []\n" });
    executable(join(repo.path, hooks["pre-push"]), itsHook);
    const answer = await repo.install();
    expect(answer.text).toContain("wrote .git/hooks/pre-push.legacy");
    expect(answer.text).toContain("wrote .git/hooks/prepare-commit-msg\n");
    expect(repo.read(hooks["pre-push"])).toBe(itsHook);
    const { code, text } = repo.run(["push", "origin", "main", "main:other"]);
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).toContain("its own");
    expect(repo.heard()).toContain("refs/heads/other ");
    expect((await repo.install()).text).toContain("Nothing to do");
  });

  test("and its configuration stays as it is", async () => {
    repoWith({ ".pre-commit-config.yaml": "repos: []\n" });
    await repo.install();
    expect(repo.read(".pre-commit-config.yaml")).toBe("repos: []\n");
    expect(repo.run(["push", "origin", "main"])).toMatchObject({ code: 0 });
    expect(repo.heard()).toContain("refs/heads/main ");
  });
});

test("who is installed counts more than who is configured", async () => {
  repoWith({ "lefthook.yml": "pre-push: {}\n", ".pre-commit-config.yaml": "repos: []\n" });
  mkdirSync(join(repo.path, ".git/hooks"));
  executable(join(repo.path, ".git/hooks/pre-commit"), "#!/bin/sh\n# https://pre-commit.com\n");
  expect((await repo.install()).text).toContain("Found the pre-commit framework.");
});
