import { Failure } from "../failure.ts";

export interface FormatWords {
  readonly format?: string | undefined;
  readonly json?: boolean | undefined;
}

/** The format asked for: `--json` is short for `--format json`; saying both differently is a Failure. */
export function chosenFormat<Format extends string>({ format, json }: FormatWords, formats: readonly Format[]): Format {
  if (json === true && format !== undefined && format !== "json") {
    throw new Failure("usage", `--json and --format ${format} ask for two formats.`, { hint: "Keep one of them." });
  }
  const wanted = json === true ? "json" : (format ?? "human");
  return formats.find((one) => one === wanted) ?? formats[0]!;
}
