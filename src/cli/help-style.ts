import type { Command, HelpConfiguration } from "commander";

/** Choices and defaults in one bracket, lists that start empty left out; the options every command takes shown with each. */
export const helpStyle: HelpConfiguration = {
  showGlobalOptions: true,
  visibleGlobalOptions: (command) => rootOf(command).options.filter((option) => !option.hidden && command.parent !== null),
  optionDescription: ({ description, argChoices, defaultValue }) => {
    const preset = typeof defaultValue === "string" || typeof defaultValue === "number" ? [`default: ${defaultValue}`] : [];
    const facts = [...(argChoices === undefined ? [] : [argChoices.join(", ")]), ...preset];
    return facts.length === 0 ? description : `${description} (${facts.join("; ")})`;
  },
  commandDescription: (command) => sentence(command.description()),
};

/** Only the root's options go with every command: `signoff list` takes none of `signoff`'s own. */
function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith(".") ? "" : ".");
}
