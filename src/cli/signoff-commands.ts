import { type Command, Option } from "commander";
import type { SignCommand } from "../commands/request.ts";
import { Failure } from "../failure.ts";
import { chosenFormat, type FormatWords } from "./chosen-format.ts";
import { commonOf } from "./common-words.ts";
import { examples } from "./examples.ts";
import { givenOptions, nestedWords } from "./nested-words.ts";
import type { Ask } from "./program.ts";
import { formatOption, jsonOption, wholeNumber } from "./shared-options.ts";

const formats = ["human", "json"] as const;

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

/** `signoff` itself takes a change; its subcommands ask for sign-offs and look after records. */
export function addSignoff(program: Command, ask: Ask): void {
  const signoff = program
    .command("signoff")
    .enablePositionalOptions()
    .helpCommand(false)
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
      if (words.verify) return ask({ ...common, ...verifying(command) });
      refuseWithoutChange(target, words, command);
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

/** What only whoever signs can mean. */
const signing: readonly (keyof SignWords)[] = ["override", "reject", "settle", "key", "reason", "ticket", "hours", "out"];

/** `--verify` looks, and signs nothing: an option that says how to sign was meant for something else. */
function verifying(command: Command): { readonly action: "verify" } {
  const wrong = givenOptions(command).find((option) => signing.includes(option.attributeName() as keyof SignWords));
  if (wrong !== undefined) throw new Failure("usage", `--verify only looks, and ${wrong.long} is for signing.`, { hint: `Leave out --verify to sign, or ${wrong.long} to look.` });
  return { action: "verify" };
}

/** Without a change `signoff` lists requests: how to sign, said beside that, would be dropped without a word. */
function refuseWithoutChange(target: string | undefined, words: SignWords, command: Command): void {
  if (target !== undefined || words.in !== undefined || words.settle !== undefined) return;
  const wrong = givenOptions(command).find((option) => signing.includes(option.attributeName() as keyof SignWords));
  if (wrong !== undefined) throw new Failure("usage", `${wrong.long} needs a change to speak of.`, { hint: "Name a range, a revision or a digest; riskscore signoff alone lists the requests that wait for you." });
}

function decisionOf({ override, reject, settle, ticket }: SignWords): SignCommand["decision"] {
  const chosen = [override && "override", reject && "reject", settle !== undefined && "posthoc-review"].filter((one) => typeof one === "string") as SignCommand["decision"][];
  if (chosen.length > 1) throw new Failure("usage", `A record says one thing, not ${chosen.join(" and ")}.`, { hint: "Give one of --override, --reject and --settle, or none of them to approve." });
  if (override && ticket === undefined) throw new Failure("usage", "--override needs --ticket: an emergency has a name.", { hint: "Add --ticket ID, the incident that makes it one." });
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
    .action((target: string | undefined, _words: Words, command: Command) => {
      const words = nestedWords<Words>(command);
      const { reason = null, out = null, remote = null } = words;
      ask({ command: "signoff", action: "request", ...commonOf(command), format: chosenFormat(words, formats), target: target ?? null, reason, out, remote });
    });
}

function addRecordCommands(signoff: Command, ask: Ask): void {
  type Words = FormatWords & { remote?: string };
  const common = (command: Command) => {
    const words = nestedWords<Words>(command);
    return { command: "signoff", ...commonOf(command), format: chosenFormat(words, formats), remote: words.remote ?? null } as const;
  };
  const add = (name: string, description: string): Command => signoff.command(name).description(description).addOption(remoteOption()).addOption(formatOption(formats)).addOption(jsonOption());
  add("list", "every record there is, and what each is worth today").action((_words: Words, command: Command) => ask({ ...common(command), action: "list" }));
  add("show", "one record in full")
    .argument("<id>", "the record's id, whole or its first digits")
    .action((id: string, _words: Words, command: Command) => ask({ ...common(command), action: "show", id }));
  add("revoke", "prepare the roster edit that takes a record's worth away")
    .argument("<id>", "the record's id, whole or its first digits")
    .action((id: string, _words: Words, command: Command) => ask({ ...common(command), action: "revoke", id }));
}

function remoteOption(): Option {
  return new Option("--remote <name>", "the remote that requests and records travel by (default: the branch's, else origin)");
}
