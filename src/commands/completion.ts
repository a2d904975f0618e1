import type { Command, Option } from "commander";
import { answered, type Answer } from "./answer.ts";
import type { CompletionCommand, Shell } from "./request.ts";

/** The words a shell can complete, read off the command tree. */
interface Words {
  readonly name: string;
  /** As typed behind `riskscore`. */
  readonly path: readonly string[];
  readonly about: string;
  readonly options: readonly { readonly flags: readonly string[]; readonly about: string; readonly choices: readonly string[]; readonly value: boolean; readonly file: boolean }[];
  readonly operands: readonly string[];
  readonly children: readonly Words[];
}

/** A script that completes commands, options and their fixed values. Made from the tree, so it cannot fall behind it. */
export async function completion(request: CompletionCommand, program: Command): Promise<Answer> {
  return answered(scripts[request.shell](wordsOf(program, [])));
}

function wordsOf(command: Command, path: readonly string[]): Words {
  const options = command.options.filter((option) => !option.hidden).map(optionWords);
  const help = { flags: ["-h", "--help"], about: "print help", choices: [], value: false, file: false };
  return {
    name: command.name(),
    path,
    about: command.description().split(":")[0] ?? "",
    options: [...options, help],
    operands: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    children: command.commands.map((child) => wordsOf(child, [...path, child.name()])),
  };
}

/** Every command below this one, parents before their children. */
function below({ children }: Words): readonly Words[] {
  return children.flatMap((child) => [child, ...below(child)]);
}

function namesOf(words: readonly Words[]): readonly string[] {
  return words.map(({ name }) => name);
}

function optionWords(option: Option): Words["options"][number] {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  return { flags, about: option.description, choices: option.argChoices ?? [], value: option.required, file: option.flags.endsWith("<file>") };
}

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } satisfies Record<Shell, (global: Words) => string>;

function bashScript(global: Words): string {
  const commands = below(global);
  const flagsOf = (words: Words): string => words.options.flatMap((option) => option.flags).join(" ");
  const withChoices = [global, ...commands].flatMap((words) => words.options).filter((option) => option.choices.length > 0);
  const values = new Map(withChoices.map((option) => [option.flags.join("|"), option]));
  const known = commands.map(({ path }) => `"${path.slice(0, -1).join(" ")} ${path.at(-1)}"`);
  return `# bash completion for riskscore
_riskscore() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i-1]}" in ${valueFlags([global, ...commands]).join("|")}) continue ;; esac
    case "$command \${COMP_WORDS[i]}" in ${known.join("|")}) command="\${command:+$command }\${COMP_WORDS[i]}" ;; esac
  done
  case "$before" in
${[...values].map(([flags, option]) => `    ${flags}) ${reply(unionOf(withChoices, option.flags))}; return ;;`).join("\n")}
    -C) COMPREPLY=($(compgen -d -- "$word")); return ;;
    ${fileFlags(commands).join("|")}) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case "$command" in
    "") ${reply(`${namesOf(global.children).join(" ")} ${flagsOf(global)}`)} ;;
${commands.map((one) => `    "${one.path.join(" ")}") ${reply([...namesOf(one.children), ...one.operands, flagsOf(one)].join(" "))} ;;`).join("\n")}
  esac
}
complete -o default -F _riskscore riskscore
`;
}

/** Options whose next word is theirs, and no command. */
function valueFlags(commands: readonly Words[]): readonly string[] {
  return [...new Set(commands.flatMap(({ options }) => options.filter(({ value }) => value).flatMap(({ flags }) => flags)))];
}

/** Options that take a file, by the word their value goes by. */
function fileFlags(commands: readonly Words[]): readonly string[] {
  return [...new Set(commands.flatMap(({ options }) => options.filter(({ file }) => file).flatMap(({ flags }) => flags)))];
}

function reply(words: string): string {
  return `COMPREPLY=($(compgen -W "${words}" -- "$word"))`;
}

/** One flag may take other values in another command: bash offers all of them. */
function unionOf(options: readonly Words["options"][number][], flags: readonly string[]): string {
  return [...new Set(options.filter((option) => option.flags.join() === flags.join()).flatMap((option) => option.choices))].join(" ");
}

function zshScript(global: Words): string {
  const quoted = (text: string): string => text.replace(/'/g, "'\\''").replace(/[[\]:]/g, "\\$&");
  const spec = (option: Words["options"][number]): string[] =>
    option.flags.map((flag) => `'${flag}[${quoted(option.about)}]${option.value ? `:value:${option.choices.length > 0 ? `(${option.choices.join(" ")})` : "_files"}` : ""}'`);
  const own = (one: Words): string => `_arguments ${one.options.flatMap(spec).join(" ")}`;
  const operands = (one: Words): string => `'*:argument:${one.operands.length > 0 ? `(${one.operands.join(" ")})` : "_files"}'`;
  const leaf = (one: Words): string => `${own(one)} ${operands(one)}`;
  // Once the subcommand is typed, it is looked at as if it were a command of its own.
  const parent = (one: Words): string => `
          case "$words[2]" in
${one.children.map((child) => `            ${child.name}) shift words; (( CURRENT-- )); ${leaf(child)} ;;`).join("\n")}
            *) ${own(one)} '1:command:(${namesOf(one.children).join(" ")})' ${operands(one)} ;;
          esac`;
  return `#compdef riskscore
_riskscore() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C ${global.options.flatMap(spec).join(" ")} '1:command:->command' '*::argument:->argument'
  case "$state" in
    command)
      local -a commands=(${global.children.map((one) => `'${one.name}:${quoted(one.about)}'`).join(" ")})
      _describe command commands ;;
    argument)
      case "$line[1]" in
${global.children.map((one) => `        ${one.name}) ${one.children.length > 0 ? parent(one) : leaf(one)} ;;`).join("\n")}
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_riskscore" ]; then _riskscore "$@"; else compdef _riskscore riskscore; fi
`;
}

function fishScript(global: Words): string {
  const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
  const line = (option: Words["options"][number], when: string): string => {
    const flags = option.flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");
    const value = option.choices.length > 0 ? ` -x -a ${quoted(option.choices.join(" "))}` : option.value ? " -r" : "";
    return `complete -c riskscore${when} ${flags}${value} -d ${quoted(option.about)}`;
  };
  const seen = ({ path, children }: Words): string => {
    const typed = path.map((name) => `__fish_seen_subcommand_from ${name}`);
    return ` -n '${[...typed, ...(children.length > 0 ? [`not __fish_seen_subcommand_from ${namesOf(children).join(" ")}`] : [])].join("; and ")}'`;
  };
  const name = (one: Words, when: string): string => `complete -c riskscore -n ${when} -f -a ${one.name} -d ${quoted(one.about)}`;
  const lines = [
    "# fish completion for riskscore",
    ...global.options.map((option) => line(option, "")),
    ...global.children.map((one) => name(one, "__fish_use_subcommand")),
    ...below(global).flatMap((one) => {
      const operands = one.operands.length > 0 ? [`complete -c riskscore${seen(one)} -f -a ${quoted(one.operands.join(" "))}`] : [];
      const children = one.children.map((child) => name(child, seen(one).slice(" -n ".length)));
      return [...one.options.filter((option) => !option.flags.includes("--help")).map((option) => line(option, seen(one))), ...operands, ...children];
    }),
  ];
  return `${lines.join("\n")}\n`;
}
