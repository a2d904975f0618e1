import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { programFor } from "../../src/cli/program.ts";
import { completion } from "../../src/commands/completion.ts";
import { shells, type Shell } from "../../src/commands/request.ts";

const program = programFor("1.2.3", () => {});
const script = async (shell: Shell): Promise<string> => (await completion({ command: "completion", repo: undefined, color: "auto", format: "human", shell }, program)).text;

describe.each(shells)("%s", (shell) => {
  test("knows every command and option", async () => {
    const text = await script(shell);
    for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
      expect(text).toContain(command.name());
      for (const { long } of command.options) expect(text).toContain(shell === "fish" ? `-l ${long?.slice(2)}` : long);
    }
  });

  test.skipIf(spawnSync(shell, ["-c", "true"]).status !== 0)("the shell itself can read it", async () => {
    const checked = spawnSync(shell, ["-n"], { input: await script(shell), encoding: "utf8" });
    expect([checked.status, checked.stderr]).toEqual([0, ""]);
  });
});

test.skipIf(spawnSync("bash", ["-c", "true"]).status !== 0)("bash completes commands, options and values", async () => {
  const complete = async (...words: string[]): Promise<string[]> => {
    const probe = `${await script("bash")}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _riskscore; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync("bash", ["-c", probe], { encoding: "utf8" }).stdout.trim().split("\n");
  };
  expect(await complete("riskscore", "dif")).toEqual(["diff"]);
  expect(await complete("riskscore", "diff", "--wor")).toEqual(["--worktree"]);
  expect(await complete("riskscore", "graph", "--format", "mer")).toEqual(["mermaid"]);
  expect(await complete("riskscore", "completion", "f")).toEqual(["fish"]);
  expect(await complete("riskscore", "signoff", "re")).toEqual(["request", "revoke"]);
  expect(await complete("riskscore", "signoff", "request", "--")).toEqual(["--reason", "--out", "--remote", "--format", "--json", "--help"]);
  expect(await complete("riskscore", "-C", "diff", "hook", "pre")).toEqual(["pre-push", "pre-receive", "prepare-commit-msg"]);
  expect(await complete("riskscore", "audit", "ver")).toEqual(["verify"]);
  expect(await complete("riskscore", "audit", "verify", "--anc")).toEqual(["--anchors"]);
});
