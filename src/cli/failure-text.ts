import { Failure } from "../failure.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import type { ErrorReport } from "../report/report.ts";

/** What is said of a run that could not answer: to people on stderr, to programs on stdout. */
export interface Refusal {
  readonly kind: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What the machine may refuse at any moment and wherever we are, and what to do about it. */
const shortages: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: free some space.",
  EDQUOT: "Your share of the disk is full: free some space.",
  EFBIG: "A limit on the size of files is in force: raise it (`ulimit -f`).",
  EMFILE: "A limit on open files is in force: raise it (`ulimit -n`).",
  ENFILE: "This machine has too many files open: end some programs.",
  ENOMEM: "Memory is short: end some programs.",
  EAGAIN: "This machine is at a limit: end some programs.",
  EIO: "The disk does not answer as it should: look at the system's log.",
  EROFS: "The disk cannot be written.",
};

/** A Failure in its own words, a machine at its limits in the system's; everything else is our defect, and says so. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Failure) return { kind: error.kind, message: error.message, hint: error.hint ?? null };
  const told = error instanceof Error ? error.message : String(error);
  // Node's loader of modules hands on the words alone.
  const [, refused = "", code = ""] = /^(?:Error: )?((E[A-Z]{2,}): [^\n]*)/.exec(told) ?? [];
  if (Object.hasOwn(shortages, code)) return { kind: "io", message: `The system refused: ${refused}`, hint: shortages[code]! };
  return {
    kind: "defect",
    message: `This is a defect in riskscore: ${told || "an error without a message"}`,
    hint: "Please report it with the command you ran; RISKSCORE_DEBUG=1 adds the stack.",
  };
}

/** One sentence and a hint. */
export function refusalText({ message, hint }: Refusal): string {
  return `riskscore: ${plain(message)}\n${hint === null ? "" : `  hint: ${plain(hint)}\n`}`;
}

export function refusalJson({ kind, message, hint }: Refusal): string {
  const report: ErrorReport = { schemaVersion: 1, error: { kind, message, hint } };
  return jsonOf(report);
}

/** Every error of the chain with its stack, for `RISKSCORE_DEBUG=1`. */
export function stackText(error: unknown): string {
  const stacks: string[] = [];
  for (let at = error; at !== undefined && at !== null && stacks.length < 8; at = at instanceof Error ? at.cause : undefined) {
    stacks.push(at instanceof Error ? (at.stack ?? at.message) : String(at));
  }
  return `${stacks.map((stack) => stack.split("\n").map(plain).join("\n")).join("\ncaused by: ")}\n`;
}
