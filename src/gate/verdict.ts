/** `blocked`: no sign-off can help. An accepted override is `pass`, with `overridden` set. */
export type Decision = "pass" | "needs-sign-off" | "blocked" | "undecided";

/** How far a passed change may go at once: `limited` says that a tool took part and nobody had to answer. */
export type Rollout = "limited" | "standard";

/** Gerrit's words for where a requirement stands. */
export type RequirementStatus = "satisfied" | "unsatisfied" | "overridden" | "not-applicable" | "error";

export interface Requirement {
  readonly role: "senior" | "policy-admin";
  readonly status: RequirementStatus;
  /** Distinct persons. */
  readonly needed: number;
  /** Roster ids of those whose sign-off counts. */
  readonly given: readonly string[];
  /** Self-protecting paths that ask for it; empty when the whole change does. */
  readonly paths: readonly string[];
  readonly because: string;
}

export interface Verdict {
  readonly decision: Decision;
  /** Name of the row of the gate's table that decided. */
  readonly rule: string;
  readonly rollout: Rollout;
  readonly overridden: boolean;
  readonly requirements: readonly Requirement[];
}
