import { type Command, InvalidArgumentError } from "commander";
import { type GateFormat, gateFormats } from "../commands/request.ts";
import { chosenFormat, type FormatWords } from "./chosen-format.ts";
import { commonOf } from "./common-words.ts";
import { examples } from "./examples.ts";
import type { Ask } from "./program.ts";
import { jsonOption, outputOption } from "./shared-options.ts";

type Written = { readonly format: GateFormat; readonly file: string };

export function addGate(program: Command, ask: Ask): void {
  type Words = FormatWords & { base?: string; head?: string; ref: string[]; remote?: string; output?: string; write: Written[]; signoff: string[] };
  program
    .command("gate")
    .description("decide in CI as the server does: exits 0 pass, 1 stop, 2 undecided; knows GitHub's and GitLab's events")
    .option("--base <rev>", "what the change is compared with, and whose policy judges (default: from the event)")
    .option("--head <rev>", "the change (default: from the event)")
    .option("--ref <name>", "full name of the ref it is meant for (repeatable: every one has to pass; default: from the event)", repeated, [])
    .option("--remote <name>", "the remote that records are fetched from (default: origin)")
    .option("--signoff <file>", "a record that came as a file (repeatable)", repeated, [])
    .option("--format <format>", `how to print it: ${gateFormats.join(", ")}`)
    .addOption(jsonOption())
    .addOption(outputOption())
    .option("--write <format=file>", "also write it in this format to a file (repeatable)", written, [])
    .addHelpText("after", examples.gate)
    .action((words: Words, command: Command) => {
      const { base = null, head = null, ref: refs, remote = null, output = null, write, signoff: signoffs } = words;
      ask({ command: "gate", ...commonOf(command), format: chosenFormat(words, gateFormats), base, head, refs, remote, output, write, signoffs });
    });
}

function repeated(text: string, before: string[]): string[] {
  return [...before, text];
}

function written(text: string, before: Written[]): Written[] {
  const at = text.indexOf("=");
  const format = gateFormats.find((one) => one === text.slice(0, Math.max(at, 0)));
  if (format === undefined || at === text.length - 1) throw new InvalidArgumentError(`It has to be FORMAT=FILE, FORMAT one of ${gateFormats.join(", ")}.`);
  return [...before, { format, file: text.slice(at + 1) }];
}
