import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import type { Requirement } from "../gate/verdict.ts";
import type { Person, RosterKey } from "../policy/policy.ts";
import type { JudgedRecord } from "../signoff/coverage.ts";
import { refusals } from "../signoff/refusals.ts";
import type { Role, SignoffDecision } from "../signoff/statement.ts";
import type { Covered } from "./covered.ts";
import { holderOf, worthOf, type Part } from "./trial.ts";

export interface Signing {
  readonly person: Person;
  readonly key: RosterKey;
  readonly part: Part;
}

export interface Words {
  readonly decision: SignoffDecision;
  readonly ticket: string | null;
  readonly settles: string | null;
  readonly hours: number | null;
}

/**
 * Who signs, and what: found out before anything is signed, by the rules that will judge the record. Failure `usage`, with the rule's own words,
 * where the record would not count or where nothing is to be answered.
 */
export function signingOf(judged: Covered, fingerprint: string, words: Words): Signing {
  refuseIdle(judged, words);
  const holder = holderOf(judged, fingerprint);
  if (holder === null) throw keyUnknown(judged, fingerprint);
  const trials = rolesFor(judged, words.decision, holder.person).map((role) => {
    const part: Part = { ...words, role };
    return { part, worth: worthOf(judged, holder.person, holder.key, part) };
  });
  const counting = trials.find(({ worth }) => worth.counts);
  if (counting !== undefined) return { ...holder, part: counting.part };
  // Of several refusals the one that is not about the role says more.
  throw wouldNotCount(holder.person, (trials.find(({ worth }) => worth.reason !== "lacks-role") ?? trials[0])?.worth);
}

/**
 * In the order in which they are tried. Where a safeguard asks for a policy-admin, that role comes first: a person who is a senior as well
 * then answers in both with one record.
 */
function rolesFor({ verdict }: Covered, decision: SignoffDecision, person: Person): readonly Role[] {
  if (decision === "override") return ["breakglass"];
  if (decision !== "approve") return ["senior", "policy-admin"];
  const open = verdict.requirements.filter(({ status, given }) => status !== "not-applicable" && !given.includes(person.id));
  const unsatisfied = open.filter(({ status }) => status !== "satisfied").map(({ role }) => role);
  if (unsatisfied.length > 0) return unsatisfied.toSorted((a, b) => Number(b === "policy-admin") - Number(a === "policy-admin"));
  throw new Failure("usage", `${plainText(person.id)} has answered for this change already.`, { hint: stillMissing(verdict.requirements) });
}

function stillMissing(requirements: readonly Requirement[]): string {
  const missing = requirements.filter(({ status }) => status === "unsatisfied").map(({ role, needed, given }) => `${needed - given.length} more ${role}`);
  return missing.length === 0 ? "Nothing more is needed: riskscore signoff --verify shows who answered." : `It needs ${missing.join(" and ")}.`;
}

/** What needs nobody's answer, what nobody's answer helps, and what cannot be judged is not signed. */
function refuseIdle({ verdict, gathered }: Covered, { decision }: Words): void {
  if (gathered.empty) throw new Failure("usage", "Nothing differs there, so there is nothing to sign.", { hint: "Has the change landed? riskscore audit shows what was decided." });
  if (verdict.decision === "undecided") throw new Failure("usage", `There is nothing to answer for yet: no verdict could be reached (${verdict.rule}).`, { hint: "riskscore diff shows what could not be read." });
  if (decision === "posthoc-review") return;
  if (verdict.decision === "blocked" && decision !== "reject") throw new Failure("usage", `No sign-off helps here: ${verdict.rule}.`, { hint: "riskscore signoff --verify shows why." });
  const asked = verdict.requirements.filter(({ status }) => status !== "not-applicable");
  if (asked.length === 0) throw new Failure("usage", `Nobody has to answer for this change (${verdict.rule}), so there is nothing to sign.`, { hint: "riskscore diff shows its score." });
  if (decision === "override" && asked.every(({ role, status }) => role !== "senior" || status === "satisfied")) {
    throw new Failure("usage", `An override stands in for seniors, and none is missing here: ${verdict.rule}.`, { hint: "A safeguard needs a policy-admin's own sign-off, also in an emergency." });
  }
  if (decision !== "reject" && asked.every(({ status }) => status === "satisfied")) {
    throw new Failure("usage", `Nothing is left to sign: ${[...new Set(asked.flatMap(({ given }) => given))].map(plainText).join(", ")} answered for it.`, { hint: "riskscore signoff --verify shows the records; --reject would veto it." });
  }
}

function keyUnknown({ gathered, landing }: Covered, fingerprint: string): Failure {
  const where = landing.policyAt === null ? gathered.policyFrom : `${landing.ref} (${landing.policyAt.slice(0, 10)})`;
  return new Failure("usage", `The key ${fingerprint} is not on the roster of ${plainText(where)}.`, { hint: "A policy-admin adds it to roster.people there; --key FILE signs with another one." });
}

function wouldNotCount(person: Person, worth: JudgedRecord | undefined): Failure {
  const because = worth?.because ?? "no role of theirs is asked for";
  return new Failure("usage", `A sign-off by ${plainText(person.id)} would not count: ${plainText(because).replace(/\.$/, "")}.`, worth?.reason == null ? {} : { hint: refusals[worth.reason].todo });
}
