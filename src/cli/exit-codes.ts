import type { Ending } from "../commands/answer.ts";

/**
 * Every exit code there is, for every command. 1 is said by a judgement only: a crash, a wrong option or a missing
 * repository must never read as "needs a sign-off", nor as a pass.
 */
export const exitCodes = {
  answered: 0,
  stopped: 1,
  /** Undecided, time-out, usage, configuration, git or evidence failure. */
  unanswered: 2,
  /** Our own fault. */
  defect: 3,
  /** 128 + SIGINT. */
  interrupted: 130,
  /** 128 + SIGTERM. */
  terminated: 143,
} as const satisfies Record<Ending | "defect" | "interrupted" | "terminated", number>;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What an interrupted run exits with; `reason` is the signal's name. */
export function exitCodeOfSignal(reason: unknown): ExitCode {
  return reason === "SIGTERM" ? exitCodes.terminated : exitCodes.interrupted;
}
