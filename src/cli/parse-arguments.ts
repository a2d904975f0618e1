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
  let refusing: Command | null = null;
  const program = programFor(version, (asked) => {
    request = asked;
  });
  forAll(program, (command) =>
    command.exitOverride((error) => {
      refusing = command;
      throw error;
    }).configureOutput({
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
    throw usageFailure(error, refusing ?? program);
  }
  if (request === null) throw new Defect("no command took the arguments");
  return { request };
}

/** `help diff` is `diff --help`, and `help signoff request` its. Commander's own way to say it ends as help for lack of a command does, and takes any word. */
function withoutHelpWord(argv: readonly string[], program: Command): readonly string[] {
  const [first, second, ...rest] = argv;
  if (first === "help") return helpFor(argv.slice(1), program);
  const nests = second === "help" && program.commands.some((command) => command.name() === first && command.commands.length > 0);
  return nests ? helpFor([first!, ...rest], program) : argv;
}

function helpFor(path: readonly string[], program: Command): readonly string[] {
  let at = program;
  for (const [depth, name] of path.entries()) {
    const next = at.commands.find((command) => command.name() === name);
    // Commander says it of a first word, with what was meant; of a second it may take it for an operand.
    if (next === undefined && depth === 0) return [name];
    if (next === undefined) throw new Failure("usage", `Unknown command '${path.slice(0, depth + 1).join(" ")}'.`, { hint: hintFor(at) });
    at = next;
  }
  return [...path, "--help"];
}

function forAll(command: Command, action: (command: Command) => void): void {
  action(command);
  for (const child of command.commands) forAll(child, action);
}

function helpWidth(stdout: Host["stdout"] | undefined): number {
  return stdout?.isTerminal === true ? Math.min(stdout.columns, 110) : 100;
}

/** Commander says `error: unknown option '--jsn'\n(Did you mean --json?)`: a sentence and a hint of ours. */
function usageFailure(error: CommanderError, refusing: Command): Failure {
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const sentence = first.charAt(0).toUpperCase() + first.slice(1) + (/[.?!]$/.test(first) ? "" : ".");
  const suggestion = /\((Did you mean .*\?)\)/.exec(rest.join("\n"))?.[1];
  const twoRevisions = error.code === "commander.excessArguments" && refusing.name() === "diff";
  return new Failure("usage", sentence, { cause: error, hint: suggestion ?? (twoRevisions ? "Two revisions are written as one range: riskscore diff A..B." : hintFor(refusing)) });
}

function hintFor(command: Command): string {
  return `${pathOf(command)} --help shows what it takes.`;
}

/** `riskscore signoff request`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
