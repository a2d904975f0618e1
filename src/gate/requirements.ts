import type { Authorship } from "../policy/policy.ts";
import type { Band } from "../score/score.ts";
import { overridesIn, personsFor } from "../signoff/quorum.ts";
import { authorshipOf } from "./authorship.ts";
import { countingBand, seniorsNeeded } from "./bar.ts";
import type { GateCase } from "./gate-case.ts";
import type { SelfProtected } from "./self-protecting.ts";
import type { Requirement } from "./verdict.ts";

/** Who has to answer for a change, and who has. */
export interface Requirements {
  readonly senior: Requirement;
  /** Null where no safeguard is among the changed files. */
  readonly policyAdmin: Requirement | null;
}

/** The roles are apart: a policy-admin's sign-off is no senior's, nor the reverse, and an override stands in for seniors only. */
export function requirementsOf(gateCase: GateCase): Requirements {
  const authorship = authorshipOf(gateCase.state, gateCase.policy, gateCase.posture);
  return { senior: seniorOf(gateCase, authorship), policyAdmin: policyAdminOf(gateCase, authorship) };
}

function seniorOf(gateCase: GateCase, authorship: Authorship): Requirement {
  const band = countingBand(gateCase);
  const needed = seniorsNeeded(gateCase.policy, authorship, band);
  const given = personsFor("senior", gateCase.records);
  const status = needed === 0 ? "not-applicable" : given.length >= needed ? "satisfied" : overridesIn(gateCase.records).length > 0 ? "overridden" : "unsatisfied";
  return { role: "senior", status, needed, given, paths: [], because: seniorSentence(gateCase, authorship, band, needed) };
}

const whose = {
  tagged: "a tool took part",
  suspected: "a tool may have taken part",
  unknown: "nothing says who wrote it",
  "declared-human": "a person declared that no tool took part",
} satisfies Record<GateCase["state"], string>;

function seniorSentence({ state, posture }: GateCase, authorship: Authorship, band: Band, needed: number): string {
  const counts = state === "tagged" ? whose.tagged : `${whose[state]}, which counts as ${authorship === "ai" ? "a tool's" : "people's"} work${state === "unknown" ? ` at posture ${posture}` : ""}`;
  const asked = needed === 0 ? "no senior has" : needed === 1 ? "a senior has" : `${needed} seniors have`;
  return `${counts}, and its impact is ${band}: ${asked} to answer`;
}

function policyAdminOf({ selfProtected, records }: GateCase, authorship: Authorship): Requirement | null {
  if (selfProtected.length === 0) return null;
  const asking = selfProtected.filter(({ always }) => always || authorship === "ai");
  const given = personsFor("policy-admin", records);
  const status = asking.length === 0 ? "not-applicable" : given.length > 0 ? "satisfied" : "unsatisfied";
  const paths = (asking.length === 0 ? selfProtected : asking).map(({ path }) => path);
  return { role: "policy-admin", status, needed: asking.length === 0 ? 0 : 1, given, paths: [...new Set(paths)], because: policyAdminSentence(selfProtected, asking) };
}

function policyAdminSentence(all: readonly SelfProtected[], asking: readonly SelfProtected[]): string {
  if (asking.length === 0) return `it changes ${safeguardPhrase(all)}, which asks for a policy-admin only where a tool took part`;
  return `it changes ${safeguardPhrase(asking)}: a policy-admin has to answer`;
}

const safeguards = {
  policy: "the policy",
  hooks: "hooks",
  workflow: "workflows",
  owners: "code owners",
  attributes: "git attributes",
  submodules: "submodules",
  "agent-instructions": "instructions of coding tools",
  team: "what the policy protects",
} satisfies Record<SelfProtected["kind"], string>;

function safeguardPhrase(files: readonly SelfProtected[]): string {
  const kinds = [...new Set(files.map(({ kind }) => safeguards[kind]))];
  return kinds.length === 1 ? (kinds[0] ?? "") : `${kinds.slice(0, -1).join(", ")} and ${kinds.at(-1)}`;
}
