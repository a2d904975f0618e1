import type { Requirement, Verdict } from "../gate/verdict.ts";
import { compareText } from "../ids.ts";
import type { Mode, Posture } from "../policy/policy.ts";
import type { Attribution, Provenance } from "../provenance/attribution.ts";
import type { JudgedRecord } from "../signoff/coverage.ts";
import type { Report, ReportSignoff } from "./report.ts";

/** Who wrote it, who answered for it, and what the gate made of both. */
export interface Ruling {
  readonly provenance: Provenance;
  readonly records: readonly JudgedRecord[];
  readonly verdict: Verdict;
  readonly mode: Mode;
  readonly posture: Posture;
  /** Full name; null where none is known. */
  readonly landingRef: string | null;
  /** Null where nobody was asked to sign. */
  readonly digest: string | null;
}

export function provenanceIn({ state, attributions, table, unreadable, identities }: Provenance): Report["provenance"] {
  const standing = identities.filter((one) => one.as !== "pusher").map(({ email, name }) => (email === "" ? name : email).toLowerCase());
  return { state, attributions: attributions.map(attributionIn), table, unreadable: [...unreadable], authors: [...new Set(standing)].sort(compareText) };
}

function attributionIn({ tool, model, kind, confidence, where, lines }: Attribution): Attribution {
  const { place, commit, marker } = where;
  return { tool, model, kind, confidence, where: { place, commit, marker }, ...(lines === undefined ? {} : { lines }) };
}

export function signoffIn({ id, decision, person, roles, counts, reason, because, statement }: JudgedRecord): ReportSignoff {
  return { id, decision, person, roles: [...roles], counts, reason, because, expiresAt: statement?.expiresAt ?? null, said: statement?.reason ?? null, ticket: statement?.ticket ?? null };
}

export function verdictIn({ verdict, mode, posture, landingRef, digest }: Ruling): Report["verdict"] {
  const { decision, rule, rollout, requirements, overridden } = verdict;
  return { decision, rule, rollout, requirements: requirements.map(requirementIn), overridden, mode, posture, landingRef, digest };
}

function requirementIn({ role, status, needed, given, paths, because }: Requirement): Requirement {
  return { role, status, needed, given: [...given], paths: [...paths], because };
}
