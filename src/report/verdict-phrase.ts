import type { Requirement } from "../gate/verdict.ts";
import { plain } from "./escape.ts";
import type { Report } from "./report.ts";

/** `needs a senior's sign-off · over the bar`: what was decided, by which row of the table, and whether anything is stopped. */
export function verdictPhrase(verdict: Report["verdict"], dot = "·"): string {
  return [decisionPhrase(verdict), plain(verdict.rule), ...modePhrase(verdict), ...(verdict.posture === "normal" ? [] : [`posture ${verdict.posture}`])].join(` ${dot} `);
}

/** The decision alone: `passes`, `needs 2 seniors' sign-offs`. */
export function decisionPhrase({ decision, overridden, requirements }: Report["verdict"]): string {
  if (decision === "needs-sign-off") return missingPhrase(requirements);
  if (decision === "pass") return overridden ? "passes, OVERRIDDEN" : "passes";
  return decision;
}

const roles = {
  senior: { one: "a senior's sign-off", more: "one more senior's sign-off", many: (n: number) => `${n} seniors' sign-offs`, manyMore: (n: number) => `${n} more seniors' sign-offs` },
  "policy-admin": { one: "a policy-admin's sign-off", more: "one more policy-admin's sign-off", many: (n: number) => `${n} policy-admins' sign-offs`, manyMore: (n: number) => `${n} more policy-admins' sign-offs` },
} satisfies Record<Requirement["role"], unknown>;

function missingPhrase(requirements: readonly Requirement[]): string {
  const missing = requirements.filter(({ status }) => status === "unsatisfied").map(missingFrom);
  return missing.length === 0 ? "needs a sign-off" : `needs ${missing.join(" and ")}`;
}

function missingFrom({ role, needed, given }: Requirement): string {
  const left = needed - given.length;
  if (left === 1) return given.length === 0 ? roles[role].one : roles[role].more;
  return given.length === 0 ? roles[role].many(left) : roles[role].manyMore(left);
}

function modePhrase({ decision, mode }: Report["verdict"]): readonly string[] {
  return decision === "pass" || mode === "enforce" ? [] : [`mode ${mode} stops nothing`];
}
