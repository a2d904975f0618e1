import { describe, expect, test } from "vitest";
import { exitCodes, exitCodeOfSignal } from "../../src/cli/exit-codes.ts";
import { programFor } from "../../src/cli/program.ts";
import { endingOfDecision } from "../../src/commands/answer.ts";
import { main } from "../../src/main.ts";
import { hostOf } from "./host-of.ts";

describe("help", () => {
  const commands = programFor("1.2.3", () => {}).commands.map((command) => command.name());

  test.each(commands)("%s --help shows usage and examples on stdout", async (command) => {
    const host = hostOf([command, "--help"]);
    expect(await main(host)).toBe(0);
    const { out, err } = host.printed();
    expect(out).toContain(`Usage: riskscore ${command}`);
    expect(out).toContain("Examples:");
    expect(out).toContain(`riskscore ${command}`);
    expect(err).toBe("");
  });

  test("--help names every command", async () => {
    const host = hostOf(["--help"]);
    expect(await main(host)).toBe(0);
    for (const command of commands) expect(host.printed().out).toContain(`\n  ${command}`);
  });

  test("--version prints the version alone", async () => {
    const host = hostOf(["--version"]);
    expect(await main(host)).toBe(0);
    expect(host.printed()).toEqual({ out: "0.0.0-source\n", err: "" });
  });

  test("help with a command's name is that command's help; with another word it is refused", async () => {
    const [asked, plain, wrong] = [hostOf(["help", "diff"]), hostOf(["help"]), hostOf(["help", "difff"])];
    expect([await main(asked), await main(plain), await main(wrong)]).toEqual([0, 0, 2]);
    expect(asked.printed().out).toContain("Usage: riskscore diff");
    expect(plain.printed().out).toContain("Usage: riskscore [options]");
    expect(wrong.printed()).toEqual({ out: "", err: "riskscore: Unknown command 'difff'.\n  hint: Did you mean diff?\n" });
  });

  test("help of a subcommand, asked for in any way", async () => {
    for (const argv of [["help", "signoff", "request"], ["signoff", "help", "request"], ["signoff", "request", "--help"]]) {
      const host = hostOf(argv);
      expect(await main(host)).toBe(0);
      expect(host.printed()).toEqual({ out: expect.stringContaining("Usage: riskscore signoff request [options] [range]"), err: "" });
    }
    for (const argv of [["hook", "help"], ["help", "hook"], ["hook", "--help"]]) {
      const host = hostOf(argv);
      expect([await main(host), host.printed().out.split("\n")[0]]).toEqual([0, "Usage: riskscore hook [options] [command]"]);
    }
    const list = hostOf(["signoff", "list", "--help"]);
    expect([await main(list), list.printed().out.includes("--override"), list.printed().out.includes("-C <path>")]).toEqual([0, false, true]);
    const [wrong, none] = [hostOf(["help", "signoff", "reqest"]), hostOf(["hook"])];
    expect([await main(wrong), await main(none)]).toEqual([2, 2]);
    expect(wrong.printed()).toEqual({ out: "", err: "riskscore: Unknown command 'signoff reqest'.\n  hint: riskscore signoff --help shows what it takes.\n" });
    expect(none.printed()).toEqual({ out: "", err: expect.stringContaining("Usage: riskscore hook") });
  });

  test("no command at all is a refusal: help on stderr, exit 2, no data", async () => {
    const host = hostOf([]);
    expect(await main(host)).toBe(2);
    expect(host.printed().out).toBe("");
    expect(host.printed().err).toContain("Usage: riskscore");
  });

  test("examples are commands that parse", async () => {
    const { examples } = await import("../../src/cli/examples.ts");
    const { parseArguments } = await import("../../src/cli/parse-arguments.ts");
    const lines = Object.values(examples).flatMap((text) => text.split("\n")).filter((line) => line.startsWith("  riskscore "));
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) {
      const words = line.trim().split(/ {3,}| (?:>>?|[<|]) /)[0]?.split(" ").slice(1).map((word) => word.replaceAll("'", "")) ?? [];
      expect(parseArguments(words, "1")).toHaveProperty("request");
    }
  });
});

describe("a run that cannot answer", () => {
  test("says one sentence and a hint on stderr, nothing on stdout, and exits with 2", async () => {
    const host = hostOf(["diff", "--jsn"]);
    expect(await main(host)).toBe(2);
    expect(host.printed()).toEqual({ out: "", err: "riskscore: Unknown option '--jsn'.\n  hint: Did you mean --json?\n" });
  });

  test.each([[["diff", "--json", "main.."]], [["diff", "--format", "json", "main.."]], [["diff", "--format=json", "main.."]], [["--json"]]])("%j prints the error as JSON on stdout as well", async (argv) => {
    const host = hostOf(argv);
    expect(await main(host)).toBe(2);
    expect(JSON.parse(host.printed().out)).toMatchObject({ schemaVersion: 1, error: { kind: "usage", hint: expect.any(String) } });
  });

  test("what the user typed is escaped", async () => {
    const host = hostOf(["diff", "--\u001b[2Jx\u202e"]);
    expect(await main(host)).toBe(2);
    expect(host.printed().err).toContain("'--\\u{1b}[2Jx\\u{202e}'");
  });

  test("a commit is not stopped by a hook that only records: one line, exit 0", async () => {
    const host = hostOf(["hook", "prepare-commit-msg", "/nowhere/COMMIT_EDITMSG", "message", "", "and", "more"]);
    Object.defineProperty(host, "readStdin", { value: () => Promise.reject(new Error("gone")) });
    expect(await main(host)).toBe(0);
    const { out, err } = host.printed();
    expect(out).toBe("");
    expect(err.split("\n").length).toBeLessThanOrEqual(2);
  });

  const broken = { get command(): string { throw new TypeError("cannot read 'x'"); } };
  test("a state we promised could not happen is our defect: 3, with the stack only when asked for", async () => {
    const failing = { stdout: { isTerminal: false, columns: 80, write: () => void broken.command } };
    const quiet = hostOf(["--version"], failing);
    expect(await main(quiet)).toBe(3);
    expect(quiet.printed().err).toBe("riskscore: This is a defect in riskscore: cannot read 'x'\n  hint: Please report it with the command you ran; RISKSCORE_DEBUG=1 adds the stack.\n");
    const loud = hostOf(["--version"], { ...failing, env: { RISKSCORE_DEBUG: "1" } });
    expect(await main(loud)).toBe(3);
    expect(loud.printed().err).toContain("TypeError: cannot read 'x'\n    at ");
  });

  test.each([["SIGINT", 130], ["SIGTERM", 143]])("%s ends with %d and prints no result", async (name, code) => {
    const interruption = new AbortController();
    interruption.abort(name);
    const host = hostOf(["completion", "bash"], { signal: interruption.signal });
    expect(await main(host)).toBe(code);
    expect(host.printed()).toEqual({ out: "", err: "" });
  });
});

test("the exit codes are these and no others", () => {
  expect(exitCodes).toEqual({ answered: 0, stopped: 1, unanswered: 2, defect: 3, interrupted: 130, terminated: 143 });
  expect((["pass", "needs-sign-off", "blocked", "undecided"] as const).map((decision) => exitCodes[endingOfDecision(decision)])).toEqual([0, 1, 1, 2]);
  expect(exitCodeOfSignal("SIGTERM")).toBe(143);
});
