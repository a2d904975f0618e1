import { Argument, Command, Option } from "commander";
import type { PolicySource } from "../commands/gather-request.ts";
import { colorChoices, diffFormats, graphFormats, shells, type GraphFormat, type Request, type Shell } from "../commands/request.ts";
import { comparedBy, type RangeWords } from "./diff-range.ts";
import { commonOf } from "./common-words.ts";
import { addGate } from "./gate-command.ts";
import { addAudit, addDoctor, addHook, addTag } from "./guard-commands.ts";
import { chosenFormat, type FormatWords } from "./chosen-format.ts";
import { examples } from "./examples.ts";
import { helpStyle } from "./help-style.ts";
import { addSignoff } from "./signoff-commands.ts";
import { formatOption, jsonOption, outputOption, policyFromOption, wholeNumber } from "./shared-options.ts";

/** Receives what was asked, once the words are understood. */
export type Ask = (request: Request) => void;

/** The command tree: every word riskscore understands. Help, completion and the README's tables are made from it. */
export function programFor(version: string, ask: Ask): Command {
  const program = new Command("riskscore")
    .description("Says who can feel a change, and how risky it is, before it leaves the laptop.")
    .version(version, "-v, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .option("-C <path>", "run as if started in this folder")
    .addOption(new Option("--color <when>", "colours: auto follows the terminal, NO_COLOR and FORCE_COLOR").choices(colorChoices).default("auto"))
    .addOption(new Option("--no-color", "same as --color never").hideHelp())
    .addHelpText("after", examples.riskscore)
    .showSuggestionAfterError(true);
  for (const add of [addDiff, addWhy, addGraph, addExplain, addInit, addTag, addSignoff, addAudit, addDoctor, addGate, addHook, addConfig, addCompletion]) add(program, ask);
  const commands = below(program);
  for (const command of commands) command.helpOption("-h, --help", "print help");
  for (const command of [program, ...commands]) command.configureHelp(helpStyle);
  return program;
}

/** Every command below this one, parents before their children. */
function below(command: Command): readonly Command[] {
  return command.commands.flatMap((one) => [one, ...below(one)]);
}

function addDiff(program: Command, ask: Ask): void {
  type Words = RangeWords & FormatWords & { all?: true; output?: string; exitCode?: true; policyFrom: PolicySource };
  program
    .command("diff")
    .description("who can feel a change and how risky it is: what is staged against HEAD, unless you say otherwise")
    .argument("[range]", "A..B, A...B (from where B left A), or one revision: from there to what is staged")
    .option("--base <rev>", "compare from this revision")
    .option("--head <rev>", "compare to this commit (without --base: from its parent)")
    .option("--staged", "compare to what is staged (the default)")
    .option("--worktree", "compare to the working tree, staged or not")
    .option("--all", "list every dependent, path and gap")
    .addOption(formatOption(diffFormats))
    .addOption(jsonOption())
    .addOption(outputOption())
    .option("--exit-code", "exit like a gate: 0 pass, 1 needs a sign-off or blocked, 2 undecided")
    .addOption(policyFromOption())
    .addHelpText("after", examples.diff)
    .action((range: string | undefined, words: Words, command: Command) => {
      const compared = comparedBy({ ...words, range });
      ask({
        command: "diff",
        ...commonOf(command),
        format: chosenFormat(words, diffFormats),
        diff: { ...compared, policyFrom: words.policyFrom },
        all: words.all === true,
        output: words.output ?? null,
        exitCode: words.exitCode === true,
      });
    });
}

function addWhy(program: Command, ask: Ask): void {
  program
    .command("why")
    .description("the shortest path by which one module uses another, with the kind of every edge")
    .argument("<from>", "the module that uses: path, or path#symbol")
    .argument("<to>", "the module that is used: path, or path#symbol")
    .option("--rev <rev>", "look at this commit (default: what is staged)")
    .addOption(formatOption(["human", "json"]))
    .addOption(jsonOption())
    .addHelpText("after", examples.why)
    .action((from: string, to: string, words: FormatWords & { rev?: string }, command: Command) => {
      ask({ command: "why", ...commonOf(command), format: chosenFormat(words, ["human", "json"]), from, to, rev: words.rev ?? null });
    });
}

function addGraph(program: Command, ask: Ask): void {
  type Words = FormatWords & { rev?: string; focus: string[]; packages?: true; top: number; limit?: number; output?: string };
  program
    .command("graph")
    .description("the repository's modules: counts, those with the widest radius, cycles, unresolved imports")
    .addOption(formatOption(graphFormats))
    .addOption(jsonOption())
    .option("--focus <glob>", "only modules that match, and their direct neighbours (repeatable)", (glob: string, before: string[]) => [...before, glob], [])
    .option("--packages", "packages instead of modules")
    .option("--rev <rev>", "look at this commit (default: what is staged)")
    .option("--top <n>", "how many modules the ranking by radius lists", wholeNumber, 10)
    .option("--limit <n>", "roll dot and mermaid up by folder above this many nodes", wholeNumber)
    .addOption(outputOption())
    .addHelpText("after", examples.graph)
    .action((words: Words, command: Command) => {
      ask({
        command: "graph",
        ...commonOf(command),
        format: chosenFormat<GraphFormat>(words, graphFormats),
        rev: words.rev ?? null,
        focus: words.focus,
        packages: words.packages === true,
        top: words.top,
        limit: words.limit ?? null,
        output: words.output ?? null,
      });
    });
}

function addExplain(program: Command, ask: Ask): void {
  program
    .command("explain")
    .description("what a signal means, why it matters and how to lower it")
    .argument("[signal]", "a signal's id, as a report prints it (default: list them all)")
    .addOption(formatOption(["human", "json"]))
    .addOption(jsonOption())
    .addHelpText("after", examples.explain)
    .action((signal: string | undefined, words: FormatWords, command: Command) => {
      ask({ command: "explain", ...commonOf(command), format: chosenFormat(words, ["human", "json"]), signal: signal ?? null });
    });
}

function addInit(program: Command, ask: Ask): void {
  type Words = FormatWords & { force?: true; yes?: true; warm: boolean; hooks?: true };
  program
    .command("init")
    .description("write a starting .riskrc.json for this repository")
    .option("--force", "overwrite a policy that is there")
    .option("--hooks", "install the git hooks instead: into husky, lefthook, simple-git-hooks, pre-commit or plain hooks, whichever is there")
    .option("-y, --yes", "read the repository without asking")
    .option("--no-warm", "do not read the repository: propose no critical modules, leave the cache as it is")
    .addOption(formatOption(["human", "json"]))
    .addOption(jsonOption())
    .addHelpText("after", examples.init)
    .action((words: Words, command: Command) => {
      const warm = words.warm ? (words.yes === true ? "yes" : "ask") : "no";
      ask({ command: "init", ...commonOf(command), format: chosenFormat(words, ["human", "json"]), force: words.force === true, warm, hooks: words.hooks === true });
    });
}

function addConfig(program: Command, ask: Ask): void {
  type Words = FormatWords & { explain?: true; check?: string; policyFrom: PolicySource };
  program
    .command("config")
    .description("the policy in effect, and where each value came from")
    .option("--explain", "say what each key does")
    .option("--check <file>", "validate this file instead")
    .addOption(formatOption(["human", "json"]))
    .addOption(jsonOption())
    .addOption(policyFromOption())
    .addHelpText("after", examples.config)
    .action((words: Words, command: Command) => {
      ask({
        command: "config",
        ...commonOf(command),
        format: chosenFormat(words, ["human", "json"]),
        explain: words.explain === true,
        check: words.check ?? null,
        policyFrom: words.policyFrom,
      });
    });
}

function addCompletion(program: Command, ask: Ask): void {
  program
    .command("completion")
    .description("print a script that completes riskscore's words in your shell")
    .addArgument(new Argument("<shell>", "your shell").choices(shells))
    .addHelpText("after", examples.completion)
    .action((shell: Shell, _words: object, command: Command) => {
      ask({ command: "completion", ...commonOf(command), format: "human", shell });
    });
}
