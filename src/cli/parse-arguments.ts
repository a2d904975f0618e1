import { CommanderError, type Command } from "commander";
import { Defect, Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import type { Request } from "../commands/request.ts";
import { programFor } from "./program.ts";

/** Either a request, or text that answers by itself: help and the version (`asked`), or help because no command was given. */
export type Parsed = { readonly request: Request } | { readonly text: string; readonly asked: boolean };

/** Words on the command line → what is asked. A Failure of kind `usage` says in one sentence what is wrong with them. */
export function parseArguments(argv: readonly string[], version: string, stdout?: Host["stdout"]): Parsed {
  let request: Request | null = null;
  let text = "";
  const program = programFor(version, (asked) => {
    request = asked;
  });
  forAll(program, (command) =>
    command.exitOverride().configureOutput({
      writeOut: (part) => void (text += part),
      writeErr: (part) => void (text += part),
      getOutHelpWidth: () => helpWidth(stdout),
      getErrHelpWidth: () => helpWidth(stdout),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    }),
  );
  try {
    program.parse(withoutHelpWord(argv, program), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (text !== "" && ["commander.helpDisplayed", "commander.version", "commander.help"].includes(error.code)) return { text, asked: error.exitCode === 0 };
    throw usageFailure(error, argv, program);
  }
  if (request === null) throw new Defect("no command took the arguments");
  return { request };
}

/** `help diff` is `diff --help`. Commander's own way to say it ends as help for lack of a command does, and takes any word. */
function withoutHelpWord(argv: readonly string[], program: Command): readonly string[] {
  const [word, name] = argv;
  if (word !== "help") return argv;
  if (name === undefined) return ["--help"];
  return program.commands.some((command) => command.name() === name) ? [name, "--help"] : [name];
}

function forAll(command: Command, action: (command: Command) => void): void {
  action(command);
  for (const child of command.commands) forAll(child, action);
}

function helpWidth(stdout: Host["stdout"] | undefined): number {
  return stdout?.isTerminal === true ? Math.min(stdout.columns, 110) : 100;
}

/** Commander says `error: unknown option '--jsn'\n(Did you mean --json?)`: a sentence and a hint of ours. */
function usageFailure(error: CommanderError, argv: readonly string[], program: Command): Failure {
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const sentence = first.charAt(0).toUpperCase() + first.slice(1) + (/[.?!]$/.test(first) ? "" : ".");
  const suggestion = /\((Did you mean .*\?)\)/.exec(rest.join("\n"))?.[1];
  return new Failure("usage", sentence, { cause: error, hint: suggestion ?? hintFor(error, argv, program) });
}

function hintFor(error: CommanderError, argv: readonly string[], program: Command): string {
  const command = program.commands.find((one) => argv.includes(one.name()))?.name();
  if (error.code === "commander.excessArguments" && command === "diff") return "Two revisions are written as one range: riskscore diff A..B.";
  return `riskscore ${command === undefined ? "" : `${command} `}--help shows what it takes.`;
}
