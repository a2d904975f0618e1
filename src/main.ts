import type { Answer } from "./commands/answer.ts";
import { exitCodeOfSignal, exitCodes, type ExitCode } from "./cli/exit-codes.ts";
import { refusalJson, refusalOf, refusalText, stackText } from "./cli/failure-text.ts";
import { parseArguments } from "./cli/parse-arguments.ts";
import { runRequest } from "./cli/run-request.ts";
import { writeOutput } from "./commands/write-output.ts";
import { Failure } from "./failure.ts";
import { processHost, type Host } from "./host.ts";
import { plain } from "./report/escape.ts";
import { version } from "./version.ts";

/**
 * Words in, exit code out. Never throws and never ends the process: the caller sets `process.exitCode`, so that whatever
 * was printed is flushed. An interrupted run prints no result, for half an answer could be taken for a whole one.
 */
export async function main(host: Host = processHost()): Promise<number> {
  try {
    return await run(host);
  } catch (error) {
    return host.signal.aborted ? exitCodeOfSignal(host.signal.reason) : refuse(host, error);
  }
}

async function run(host: Host): Promise<ExitCode> {
  const parsed = parseArguments(host.argv, version, host.stdout);
  if ("text" in parsed) return sayHelp(host, parsed);
  const answer = await runRequest(host, parsed.request);
  host.signal.throwIfAborted();
  await print(host, answer);
  return exitCodes[answer.ending];
}

/** Help that was asked for is the result; help for lack of a command is a refusal, and no data. */
function sayHelp(host: Host, { text, asked }: { text: string; asked: boolean }): ExitCode {
  if (asked) host.stdout.write(text);
  else if (wantsJson(host.argv)) throw new Failure("usage", "No command was given.", { hint: "riskscore --help lists the commands." });
  else host.stderr.write(text);
  return asked ? exitCodes.answered : exitCodes.unanswered;
}

async function print(host: Host, { text, output, notes }: Answer): Promise<void> {
  if (output === null) host.stdout.write(text);
  else await writeOutput(host, output, text);
  for (const note of notes) host.stderr.write(`riskscore: ${plain(note)}\n`);
}

function refuse(host: Host, error: unknown): ExitCode {
  const refusal = refusalOf(error);
  if (wantsJson(host.argv)) host.stdout.write(refusalJson(refusal));
  host.stderr.write(refusalText(refusal));
  if (host.env["RISKSCORE_DEBUG"] === "1") host.stderr.write(stackText(error));
  return refusal.kind === "defect" ? exitCodes.defect : exitCodes.unanswered;
}

/** Looks at the words themselves: they may be what is wrong. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  return words.some((word, i) => word === "--json" || word === "--format=json" || (word === "--format" && words[i + 1] === "json"));
}
