import { Argument, type Command } from "commander";
import type { AuditCommand } from "../commands/request.ts";
import { Failure } from "../failure.ts";
import { chosenFormat, type FormatWords } from "./chosen-format.ts";
import { commonOf } from "./common-words.ts";
import { examples } from "./examples.ts";
import type { Ask } from "./program.ts";
import { messageInWords, remoteInWords } from "./hook-words.ts";
import { formatOption, jsonOption, wholeNumber } from "./shared-options.ts";

const formats = ["human", "json"] as const;

export function addTag(program: Command, ask: Ask): void {
  type Words = FormatWords & { tool?: string; model?: string; none?: true };
  program
    .command("tag")
    .description("record which tool took part: in what is staged (the next commit carries it), or in the last commit")
    .addArgument(new Argument("[target]", "what to tag").choices(["staged", "HEAD"]).default("staged"))
    .option("--tool <name>", "the tool that took part, such as claude-code, cursor, codex")
    .option("--model <name>", "the model it ran on")
    .option("--none", "declare that no tool took part; cancels no evidence")
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addHelpText("after", examples.tag)
    .action((target: "staged" | "HEAD", words: Words, command: Command) => {
      if ((words.tool === undefined) === (words.none === undefined)) {
        throw new Failure("usage", words.tool === undefined ? "tag has to know which tool took part." : `--tool ${words.tool} and --none say opposite things.`, { hint: "Give --tool NAME, or --none to declare that no tool took part." });
      }
      if (words.none && words.model !== undefined) throw new Failure("usage", "--model says nothing beside --none.", { hint: "Give --tool NAME --model NAME, or --none alone." });
      for (const name of ["tool", "model"] as const) refuseOddName(name, words[name]);
      ask({ command: "tag", ...commonOf(command), format: chosenFormat(words, formats), target, tool: words.tool ?? null, model: words.model ?? null });
    });
}

/** It becomes one line of a commit message. */
function refuseOddName(option: string, name: string | undefined): void {
  if (name === undefined || (/^\P{C}{1,100}$/u.test(name) && name.trim() !== "")) return;
  throw new Failure("usage", `--${option} '${name}' is no name of one line.`, { hint: "Give a short name, such as claude-code." });
}

export function addAudit(program: Command, ask: Ask): void {
  type Words = FormatWords & { limit?: number; anchors?: string; ref?: string; since?: string };
  program
    .command("audit")
    .description("the log of every decision, sign-off, override and revocation in this clone")
    .addArgument(new Argument("[action]", "show the newest entries, verify the chain, or print an anchor to keep elsewhere").choices(["show", "verify", "anchor"] satisfies AuditCommand["action"][]).default("show"))
    .option("--limit <n>", "show: how many of the newest entries", wholeNumber)
    .option("--anchors <file>", "verify: a file of anchors that were kept elsewhere")
    .option("--ref <name>", "verify: judge every first-parent step of this ref anew, since the last checkpoint")
    .option("--since <rev>", "with --ref: begin after this revision")
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addHelpText("after", examples.audit)
    .action((action: AuditCommand["action"], words: Words, command: Command) => {
      if (words.limit !== undefined && action !== "show") throw new Failure("usage", `--limit is for show, not for ${action}.`, { hint: "riskscore audit show --limit N shows the newest N entries." });
      if (words.anchors !== undefined && action !== "verify") throw new Failure("usage", `--anchors is for verify, not for ${action}.`, { hint: "riskscore audit verify --anchors FILE compares the log with anchors kept elsewhere." });
      if (words.ref !== undefined && action !== "verify") throw new Failure("usage", `--ref is for verify, not for ${action}.`, { hint: "riskscore audit verify --ref refs/heads/main judges what landed there anew." });
      if (words.since !== undefined && words.ref === undefined) throw new Failure("usage", `--since ${words.since} says nothing without --ref.`, { hint: "riskscore audit verify --ref refs/heads/main --since REV." });
      ask({ command: "audit", ...commonOf(command), format: chosenFormat(words, formats), action, limit: words.limit ?? null, anchors: words.anchors ?? null, ref: words.ref ?? null, since: words.since ?? null });
    });
}

export function addDoctor(program: Command, ask: Ask): void {
  program
    .command("doctor")
    .description("what is really in force, in every worktree: hooks, policy, git; exits 1 when something is not")
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addHelpText("after", examples.doctor)
    .action((words: FormatWords, command: Command) => ask({ command: "doctor", ...commonOf(command), format: chosenFormat(words, formats) }));
}

export function addHook(program: Command, ask: Ask): void {
  const hook = program.command("hook").helpCommand(false).description("what git's hooks call; see riskscore init --hooks").addHelpText("after", examples.hook);
  hook
    .command("pre-push")
    .description("judge what is about to be pushed: reads git's lines on stdin; exits 0 pass, 1 stop, 2 undecided")
    .argument("[remote]", "name of the remote, or its URL")
    .argument("[url]", "URL of the remote")
    .allowExcessArguments()
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .action((_remote: string | undefined, _url: string | undefined, words: FormatWords, command: Command) => {
      ask({ command: "hook", hook: "pre-push", ...commonOf(command), format: chosenFormat(words, formats), ...remoteInWords(command.args) });
    });
  for (const [name, does] of [
    ["pre-receive", "decide on a server, before any ref moves: reads git's lines on stdin; exits 0 pass, 1 stop, 2 undecided"],
    ["post-receive", "on a server, after refs moved: note which sign-offs were used up, and anchor the log"],
  ] as const) {
    hook
      .command(name)
      .description(does)
      .addOption(formatOption(formats))
      .addOption(jsonOption())
      .action((words: FormatWords, command: Command) => ask({ command: "hook", hook: name, ...commonOf(command), format: chosenFormat(words, formats) }));
  }
  hook
    .command("prepare-commit-msg")
    .description("record the coding agent that commits, as a trailer; never stops a commit")
    .argument("<file>", "the file that holds the message")
    .argument("[source]", "where the message comes from, as git says it")
    .argument("[commit]", "the commit it is taken from")
    // Whatever a later git or a hook manager hands on: a commit must not stop over it.
    .allowExcessArguments()
    .action((_file: string, _source: string | undefined, _commit: string | undefined, _words: object, command: Command) => {
      ask({ command: "hook", hook: "prepare-commit-msg", ...commonOf(command), format: "human", ...messageInWords(command.args) });
    });
}
