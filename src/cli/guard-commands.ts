import { Argument, type Command, Option } from "commander";
import type { AuditCommand, SignCommand } from "../commands/request.ts";
import { Failure } from "../failure.ts";
import { chosenFormat, type FormatWords } from "./chosen-format.ts";
import { commonOf } from "./common-words.ts";
import { examples } from "./examples.ts";
import type { Ask } from "./program.ts";
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
      ask({ command: "tag", ...commonOf(command), format: chosenFormat(words, formats), target, tool: words.tool ?? null, model: words.model ?? null });
    });
}

interface SignWords extends FormatWords {
  readonly verify?: true;
  readonly override?: true;
  readonly reject?: true;
  readonly settle?: string;
  readonly key?: string;
  readonly reason?: string;
  readonly ticket?: string;
  readonly hours?: number;
  readonly in?: string;
  readonly out?: string;
  readonly remote?: string;
}

export function addSignoff(program: Command, ask: Ask): void {
  const signoff = program
    .command("signoff")
    .enablePositionalOptions()
    .description("answer for a change, or ask somebody to; without a target: requests that wait for you")
    .argument("[target]", "a range, a revision, or the digest of a requested change")
    .option("--verify", "only say whether recorded sign-offs cover the change; exits 1 when not")
    .option("--override", "let it pass in an emergency: needs the role, a reason and --ticket; leaves review debt")
    .option("--reject", "veto the change")
    .option("--settle <id>", "review an override after the fact, which settles its debt")
    .option("--key <file>", "sign with this SSH key (default: user.signingkey)")
    .option("--reason <text>", "why; asked for when left out")
    .option("--ticket <id>", "the incident or change ticket")
    .option("--hours <n>", "how long the record lives (default: the longest the policy allows)", wholeNumber)
    .option("--in <file>", "take the request, or a record, from this file instead of a remote")
    .option("--out <file>", "write the record to this file instead of pushing it")
    .addOption(remoteOption())
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addHelpText("after", examples.signoff)
    .action((target: string | undefined, words: SignWords, command: Command) => {
      const common = { command: "signoff", ...commonOf(command), format: chosenFormat(words, formats), remote: words.remote ?? null, target: target ?? null, in: words.in ?? null } as const;
      if (words.verify) return ask({ ...common, action: "verify" });
      ask({
        ...common,
        action: "sign",
        decision: decisionOf(words),
        settles: words.settle ?? null,
        key: words.key ?? null,
        reason: words.reason ?? null,
        ticket: words.ticket ?? null,
        hours: words.hours ?? null,
        out: words.out ?? null,
      });
    });
  addRequest(signoff, ask);
  addRecordCommands(signoff, ask);
}

function decisionOf({ override, reject, settle }: SignWords): SignCommand["decision"] {
  const chosen = [override && "override", reject && "reject", settle !== undefined && "posthoc-review"].filter((one) => typeof one === "string") as SignCommand["decision"][];
  if (chosen.length > 1) throw new Failure("usage", `A record says one thing, not ${chosen.join(" and ")}.`, { hint: "Give one of --override, --reject and --settle, or none of them to approve." });
  return chosen[0] ?? "approve";
}

function addRequest(signoff: Command, ask: Ask): void {
  type Words = FormatWords & { reason?: string; out?: string; remote?: string };
  signoff
    .command("request")
    .description("ask for a sign-off: push the change where seniors can look at it, and print who can answer")
    .argument("[range]", "what to ask for (default: this branch, against where it is meant to land)")
    .option("--reason <text>", "what the senior should know")
    .option("--out <file>", "write a bundle to this file instead of pushing")
    .addOption(remoteOption())
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .action((target: string | undefined, words: Words, command: Command) => {
      const { reason = null, out = null, remote = null } = words;
      ask({ command: "signoff", action: "request", ...commonOf(command), format: chosenFormat(words, formats), target: target ?? null, reason, out, remote });
    });
}

function addRecordCommands(signoff: Command, ask: Ask): void {
  type Words = FormatWords & { remote?: string };
  const common = (words: Words, command: Command) => ({ command: "signoff", ...commonOf(command), format: chosenFormat(words, formats), remote: words.remote ?? null }) as const;
  const add = (name: string, description: string): Command => signoff.command(name).description(description).addOption(remoteOption()).addOption(formatOption(formats)).addOption(jsonOption());
  add("list", "every record there is, and what each is worth today").action((words: Words, command: Command) => ask({ ...common(words, command), action: "list" }));
  add("show", "one record in full")
    .argument("<id>", "the record's id, whole or its first digits")
    .action((id: string, words: Words, command: Command) => ask({ ...common(words, command), action: "show", id }));
  add("revoke", "prepare the roster edit that takes a record's worth away")
    .argument("<id>", "the record's id, whole or its first digits")
    .action((id: string, words: Words, command: Command) => ask({ ...common(words, command), action: "revoke", id }));
}

function remoteOption(): Option {
  return new Option("--remote <name>", "the remote that requests and records travel by (default: the branch's, else origin)");
}

export function addAudit(program: Command, ask: Ask): void {
  type Words = FormatWords & { limit?: number; anchors?: string };
  program
    .command("audit")
    .description("the log of every decision, sign-off, override and revocation in this clone")
    .addArgument(new Argument("[action]", "show the newest entries, verify the chain, or print an anchor to keep elsewhere").choices(["show", "verify", "anchor"] satisfies AuditCommand["action"][]).default("show"))
    .option("--limit <n>", "show: how many of the newest entries", wholeNumber)
    .option("--anchors <file>", "verify: a file of anchors that were kept elsewhere")
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addHelpText("after", examples.audit)
    .action((action: AuditCommand["action"], words: Words, command: Command) => {
      ask({ command: "audit", ...commonOf(command), format: chosenFormat(words, formats), action, limit: words.limit ?? null, anchors: words.anchors ?? null });
    });
}

export function addDoctor(program: Command, ask: Ask): void {
  program
    .command("doctor")
    .description("what is really in force, in every worktree: hooks, policy, git; exits 1 when something is not")
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .action((words: FormatWords, command: Command) => ask({ command: "doctor", ...commonOf(command), format: chosenFormat(words, formats) }));
}

export function addHook(program: Command, ask: Ask): void {
  const hook = program.command("hook").description("what git's hooks call; see riskscore init --hooks").addHelpText("after", examples.hook);
  hook
    .command("pre-push")
    .description("judge what is about to be pushed: reads git's lines on stdin; exits 0 pass, 1 stop, 2 undecided")
    .argument("[remote]", "name of the remote, or its URL")
    .argument("[url]", "URL of the remote")
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .action((remote: string | undefined, url: string | undefined, words: FormatWords, command: Command) => {
      ask({ command: "hook", hook: "pre-push", ...commonOf(command), format: chosenFormat(words, formats), remote: remote ?? null, url: url ?? null });
    });
  hook
    .command("prepare-commit-msg")
    .description("record the coding agent that commits, as a trailer; never stops a commit")
    .argument("<file>", "the file that holds the message")
    .argument("[source]", "where the message comes from, as git says it")
    .argument("[commit]", "the commit it is taken from")
    .action((file: string, source: string | undefined, commit: string | undefined, _words: object, command: Command) => {
      ask({ command: "hook", hook: "prepare-commit-msg", ...commonOf(command), format: "human", file, source: source ?? null, commit: commit ?? null });
    });
}
