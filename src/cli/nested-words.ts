import type { Command, Option } from "commander";
import { Failure } from "../failure.ts";

/**
 * The options of a subcommand, those that stand before its name included (`signoff --json list`): commander keeps the two
 * apart, so that one written too early would be dropped without a word. What the subcommand does not know is refused.
 */
export function nestedWords<Words>(command: Command): Words {
  const { parent } = command;
  if (parent === null) return command.opts() as Words;
  const early = givenOptions(parent);
  const strange = early.find((option) => !command.options.some((own) => own.attributeName() === option.attributeName()));
  const path = `${parent.name()} ${command.name()}`;
  if (strange !== undefined) throw new Failure("usage", `'${path}' does not take ${strange.long}.`, { hint: `riskscore ${path} --help shows what it takes.` });
  return { ...Object.fromEntries(early.map((option) => [option.attributeName(), parent.getOptionValue(option.attributeName()) as unknown])), ...command.opts() } as Words;
}

/** The options that somebody wrote, not those that stand at their default. */
export function givenOptions(command: Command): readonly Option[] {
  return command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === "cli");
}
