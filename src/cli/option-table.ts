import type { Command } from "commander";

/** The README's table of commands and options, in Markdown, read off the command tree. A test fails when the README holds another. */
export function optionTable(program: Command): string {
  const rows = [
    ...commandsBelow(program).flatMap((command) => [
      row(`**\`riskscore ${usageOf(command)}\`**`, command.description()),
      ...command.options.filter((option) => !option.hidden).map((option) => row(`\`${option.flags}\``, describedOption(command, option.flags))),
    ]),
    row("**every command**", ""),
    ...program.options.filter((option) => !option.hidden).map((option) => row(`\`${option.flags}\``, describedOption(program, option.flags))),
  ];
  return ["| command, option | what it does |", "| --- | --- |", ...rows].join("\n");
}

/** Every command that can be run, parents before their children. */
function commandsBelow(program: Command): readonly Command[] {
  return program.commands.flatMap((one) => [one, ...commandsBelow(one)]);
}

function usageOf(command: Command): string {
  const parent = command.parent?.parent ? `${command.parent.name()} ` : "";
  const operands = command.registeredArguments.map((argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`));
  return [`${parent}${command.name()}`, ...operands].join(" ");
}

/** As help describes it, choices and default included. */
function describedOption(command: Command, flags: string): string {
  const help = command.createHelp();
  const option = command.options.find((one) => one.flags === flags);
  return option === undefined ? "" : help.optionDescription(option);
}

function row(left: string, right: string): string {
  return `| ${left.replaceAll("|", "\\|")} | ${right.replaceAll("|", "\\|")} |`;
}
