import { InvalidArgumentError, Option } from "commander";
import type { PolicySource } from "../commands/gather-request.ts";
import type { DiffFormat, GraphFormat } from "../commands/request.ts";

/** Options that several commands take; this one with the formats that the command knows. */
export function formatOption(formats: readonly (DiffFormat | GraphFormat)[]): Option {
  return new Option("--format <format>", "how to print it, human unless said otherwise").choices(formats);
}

export function jsonOption(): Option {
  return new Option("--json", "same as --format json");
}

export function outputOption(): Option {
  return new Option("-o, --output <file>", "write to this file instead, all or nothing");
}

export function policyFromOption(): Option {
  const sources = ["base", "index", "head"] satisfies PolicySource[];
  return new Option("--policy-from <source>", "whose policy judges; the others are for trying out a policy").choices(sources).default("base");
}

/** Refuses what is no whole number above 0, in commander's way. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It has to be a whole number above 0.");
  return Number(text);
}
