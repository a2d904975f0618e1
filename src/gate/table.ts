import type { Authorship } from "../policy/policy.ts";
import type { GateCase, RefRefusal } from "./gate-case.ts";
import type { Requirements } from "./requirements.ts";
import type { RuleName } from "./rules.ts";
import type { Decision } from "./verdict.ts";

/** A case with what follows from it: whose bar holds, who has to answer and who has. */
export interface WeighedCase extends GateCase, Requirements {
  readonly authorship: Authorship;
}

/** `limited` and `OVERRIDDEN` are passes of their own kind. */
export type Outcome = Decision | "pass, limited" | "pass, OVERRIDDEN";

export interface Row {
  readonly rule: RuleName;
  readonly when: (x: WeighedCase) => boolean;
  readonly verdict: Outcome;
}

/**
 * The gate, read from the top: the first row that holds decides. What cannot be judged stops above what passes, every pass has to
 * meet a row that names it, and the last row is no pass. README.md says why each row stands where it stands.
 */
export const table: readonly Row[] = [
  { rule: "broken policy",           when: (x) => x.policyState === "broken",                                   verdict: "undecided" },
  { rule: "deletes a protected ref", when: refuses("deletes a protected ref"),                                  verdict: "blocked" },
  { rule: "writes a replace ref",    when: refuses("writes a replace ref"),                                     verdict: "blocked" },
  { rule: "rewrites a sign-off",     when: refuses("rewrites a sign-off"),                                      verdict: "blocked" },
  { rule: "misnames a sign-off",     when: refuses("misnames a sign-off"),                                      verdict: "blocked" },
  { rule: "is no commit",            when: refuses("is no commit"),                                             verdict: "blocked" },
  { rule: "leaves no policy",        when: refuses("leaves no policy"),                                         verdict: "blocked" },
  { rule: "brings back a revocation", when: refuses("brings back a revocation"),                                verdict: "blocked" },
  { rule: "policy missing",          when: (x) => x.policyState === "missing",                                  verdict: "blocked" },
  { rule: "over the limits",         when: (x) => x.overLimits === true && x.evidenceMissing !== null,          verdict: "undecided" },
  { rule: "evidence missing",        when: (x) => x.evidenceMissing !== null,                                   verdict: "undecided" },
  { rule: "not configured",          when: (x) => x.policyState === "absent",                                   verdict: "pass" },
  { rule: "first policy",            when: (x) => x.policyState === "first",                                    verdict: "pass" },
  { rule: "never lands",             when: (x) => x.neverLands,                                                 verdict: "pass" },
  { rule: "nothing changes",         when: (x) => x.empty,                                                      verdict: "pass" },
  { rule: "vetoed",                  when: (x) => x.vetoed,                                                     verdict: "blocked" },
  { rule: "too many gaps",           when: (x) => !(x.localGaps <= x.policy.gapsAllowed),                       verdict: "undecided" },
  { rule: "changes a safeguard",     when: (x) => x.policyAdmin?.status === "unsatisfied",                      verdict: "needs-sign-off" },
  { rule: "standard path",           when: (x) => x.authorship === "people" && x.senior.needed === 0,           verdict: "pass" },
  { rule: "limited rollout",         when: (x) => x.authorship === "ai" && x.senior.needed === 0,               verdict: "pass, limited" },
  { rule: "signed off",              when: (x) => x.senior.status === "satisfied",                              verdict: "pass" },
  { rule: "overridden",              when: (x) => x.senior.status === "overridden",                             verdict: "pass, OVERRIDDEN" },
  { rule: "over the bar",            when: () => true,                                                          verdict: "needs-sign-off" },
];

/** Where no policy has landed no ref is protected, and riskscore has no say. */
function refuses(what: RefRefusal): (x: WeighedCase) => boolean {
  return (x) => x.refused === what && x.policyState !== "absent";
}
