import type { Command } from "commander";
import type { ColorChoice } from "../commands/request.ts";

export interface GlobalWords {
  readonly C?: string;
  readonly color: ColorChoice | false;
}

/** What every request carries of the options that stand before any command. */
export function commonOf(command: Command): { repo: string | undefined; color: ColorChoice } {
  const { C, color } = command.optsWithGlobals<GlobalWords>();
  return { repo: C, color: color === false ? "never" : color };
}
