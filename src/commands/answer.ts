import type { Report } from "../report/report.ts";

/** How a command ended; `cli/exit-codes.ts` has the numbers. */
export type Ending =
  /** Answered, whatever the answer; for a gate: pass, or overridden. */
  | "answered"
  /** A judgement says stop: needs a sign-off or is blocked; for a check: it fails. */
  | "stopped"
  /** No judgement could be reached. */
  | "unanswered";

/** What a command has to say; `main` prints it. */
export interface Answer {
  /** The result and nothing else: goes to stdout, or to `output`. */
  readonly text: string;
  /** A file to write instead of stdout, as the user gave it. */
  readonly output: string | null;
  /** Sentences for the person at the keyboard, on stderr. */
  readonly notes: readonly string[];
  readonly ending: Ending;
}

/** The usual answer: text on stdout, exit code 0. */
export function answered(text: string, more: Partial<Omit<Answer, "text">> = {}): Answer {
  return { text, output: null, notes: [], ending: "answered", ...more };
}

const byDecision = {
  pass: "answered",
  "needs-sign-off": "stopped",
  blocked: "stopped",
  undecided: "unanswered",
} satisfies Record<Report["verdict"]["decision"], Ending>;

/** How a command ends that stops people (`diff --exit-code`, `gate`, hooks). */
export function endingOfDecision(decision: Report["verdict"]["decision"]): Ending {
  return byDecision[decision];
}
