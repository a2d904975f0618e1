import type { Command, Option } from "commander";
import { answered, type Answer } from "./answer.ts";
import type { CompletionCommand, Shell } from "./request.ts";

/** The words a shell can complete, read off the command tree. */
interface Words {
  readonly name: string;
  readonly about: string;
  readonly options: readonly { readonly flags: readonly string[]; readonly about: string; readonly choices: readonly string[]; readonly value: boolean }[];
  readonly operands: readonly string[];
}

/** A script that completes commands, options and their fixed values. Made from the tree, so it cannot fall behind it. */
export async function completion(request: CompletionCommand, program: Command): Promise<Answer> {
  const global = wordsOf(program);
  const commands = program.commands.map(wordsOf);
  return answered(scripts[request.shell](commands, global));
}

function wordsOf(command: Command): Words {
  const options = command.options.filter((option) => !option.hidden).map(optionWords);
  const help = { flags: ["-h", "--help"], about: "print help", choices: [], value: false };
  return {
    name: command.name(),
    about: command.description().split(":")[0] ?? "",
    options: [...options, help],
    operands: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
  };
}

function optionWords(option: Option): Words["options"][number] {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  return { flags, about: option.description, choices: option.argChoices ?? [], value: option.required };
}

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } satisfies Record<Shell, (commands: readonly Words[], global: Words) => string>;

function bashScript(commands: readonly Words[], global: Words): string {
  const flagsOf = (words: Words): string => words.options.flatMap((option) => option.flags).join(" ");
  const withChoices = [global, ...commands].flatMap((words) => words.options).filter((option) => option.choices.length > 0);
  const values = new Map(withChoices.map((option) => [option.flags.join("|"), option]));
  return `# bash completion for riskscore
_riskscore() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in ${commands.map((one) => one.name).join("|")}) command="\${COMP_WORDS[i]}"; break ;; esac
  done
  case "$before" in
${[...values].map(([flags, option]) => `    ${flags}) ${reply(unionOf(withChoices, option.flags))}; return ;;`).join("\n")}
    -C) COMPREPLY=($(compgen -d -- "$word")); return ;;
    -o|--output|--check) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case "$command" in
    "") ${reply(`${commands.map((one) => one.name).join(" ")} ${flagsOf(global)}`)} ;;
${commands.map((one) => `    ${one.name}) ${reply([...one.operands, flagsOf(one)].join(" "))} ;;`).join("\n")}
  esac
}
complete -o default -F _riskscore riskscore
`;
}

function reply(words: string): string {
  return `COMPREPLY=($(compgen -W "${words}" -- "$word"))`;
}

/** One flag may take other values in another command: bash offers all of them. */
function unionOf(options: readonly Words["options"][number][], flags: readonly string[]): string {
  return [...new Set(options.filter((option) => option.flags.join() === flags.join()).flatMap((option) => option.choices))].join(" ");
}

function zshScript(commands: readonly Words[], global: Words): string {
  const quoted = (text: string): string => text.replace(/'/g, "'\\''").replace(/[[\]:]/g, "\\$&");
  const spec = (option: Words["options"][number]): string[] =>
    option.flags.map((flag) => `'${flag}[${quoted(option.about)}]${option.value ? `:value:${option.choices.length > 0 ? `(${option.choices.join(" ")})` : "_files"}` : ""}'`);
  return `#compdef riskscore
_riskscore() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C ${global.options.flatMap(spec).join(" ")} '1:command:->command' '*::argument:->argument'
  case "$state" in
    command)
      local -a commands=(${commands.map((one) => `'${one.name}:${quoted(one.about)}'`).join(" ")})
      _describe command commands ;;
    argument)
      case "$line[1]" in
${commands.map((one) => `        ${one.name}) _arguments ${one.options.flatMap(spec).join(" ")} '*:argument:${one.operands.length > 0 ? `(${one.operands.join(" ")})` : "_files"}' ;;`).join("\n")}
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_riskscore" ]; then _riskscore "$@"; else compdef _riskscore riskscore; fi
`;
}

function fishScript(commands: readonly Words[], global: Words): string {
  const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
  const line = (option: Words["options"][number], when: string): string => {
    const flags = option.flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");
    const value = option.choices.length > 0 ? ` -x -a ${quoted(option.choices.join(" "))}` : option.value ? " -r" : "";
    return `complete -c riskscore${when} ${flags}${value} -d ${quoted(option.about)}`;
  };
  const lines = [
    "# fish completion for riskscore",
    ...global.options.map((option) => line(option, "")),
    ...commands.map((one) => `complete -c riskscore -n __fish_use_subcommand -f -a ${one.name} -d ${quoted(one.about)}`),
    ...commands.flatMap((one) => {
      const when = ` -n '__fish_seen_subcommand_from ${one.name}'`;
      const operands = one.operands.length > 0 ? [`complete -c riskscore${when} -f -a ${quoted(one.operands.join(" "))}`] : [];
      return [...one.options.filter((option) => !option.flags.includes("--help")).map((option) => line(option, when)), ...operands];
    }),
  ];
  return `${lines.join("\n")}\n`;
}
