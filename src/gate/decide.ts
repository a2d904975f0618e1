import { authorshipOf } from "./authorship.ts";
import type { GateCase } from "./gate-case.ts";
import { requirementsOf } from "./requirements.ts";
import { type Outcome, type Row, table, type WeighedCase } from "./table.ts";
import type { Requirement, Verdict } from "./verdict.ts";

/** The verdict of the first row that holds. Mode changes nothing here: it says what is done about a verdict, not what it is. */
export function decide(gateCase: GateCase): Verdict {
  const weighed = weigh(gateCase);
  const row = table.find(({ when }) => when(weighed))!;
  const { decision, overridden } = outcomes[row.verdict];
  return { decision, rule: row.rule, rollout: rolloutOf(row, weighed), overridden, requirements: askedBy(row, weighed) };
}

function weigh(gateCase: GateCase): WeighedCase {
  return { ...gateCase, ...requirementsOf(gateCase), authorship: authorshipOf(gateCase.state, gateCase.policy, gateCase.posture) };
}

const outcomes = {
  pass: { decision: "pass", overridden: false },
  "pass, limited": { decision: "pass", overridden: false },
  "pass, OVERRIDDEN": { decision: "pass", overridden: true },
  "needs-sign-off": { decision: "needs-sign-off", overridden: false },
  blocked: { decision: "blocked", overridden: false },
  undecided: { decision: "undecided", overridden: false },
} satisfies Record<Outcome, Pick<Verdict, "decision" | "overridden">>;

/** A tool's work that nobody has answered for stays `limited` also where it did not pass: under `observe` it goes on all the same. */
function rolloutOf({ verdict }: Row, { authorship }: WeighedCase): Verdict["rollout"] {
  const unanswered = verdict !== "pass" && verdict !== "pass, OVERRIDDEN";
  return authorship === "ai" && unanswered ? "limited" : "standard";
}

/** Rows that look at no content ask for nobody; where nothing could be decided, nobody can say who would have to answer. */
function askedBy({ rule, verdict }: Row, { senior, policyAdmin, evidenceMissing }: WeighedCase): readonly Requirement[] {
  if (verdict === "undecided") return [unknowable(rule, evidenceMissing)];
  if (contentless.has(rule)) return [];
  return policyAdmin === null ? [senior] : [senior, policyAdmin];
}

const contentless: ReadonlySet<string> = new Set(table.slice(0, table.findIndex(({ rule }) => rule === "vetoed")).map(({ rule }) => rule));

function unknowable(rule: string, evidenceMissing: string | null): Requirement {
  return { role: "senior", status: "error", needed: 0, given: [], paths: [], because: `nobody can say who has to answer: ${evidenceMissing ?? rule}` };
}
