import { asRepoPath } from "../../src/ids.ts";
import type { GateCase } from "../../src/gate/gate-case.ts";
import type { SafeguardKind, SelfProtected } from "../../src/gate/self-protecting.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import type { JudgedRecord } from "../../src/signoff/coverage.ts";
import type { Role, SignoffDecision } from "../../src/signoff/statement.ts";

/** A case for the gate in a few words; without any: a tagged change of medium impact under the default policy. */
export function gateCaseOf(sketch: Partial<GateCase> = {}): GateCase {
  return {
    policyState: "found",
    policy: defaultPolicy,
    refused: null,
    neverLands: false,
    empty: false,
    evidenceMissing: null,
    localGaps: 0,
    state: "tagged",
    impact: 30,
    band: "medium",
    selfProtected: [],
    records: [],
    vetoed: false,
    mode: "enforce",
    posture: "normal",
    ...sketch,
  };
}

/** A record that counts: `signed("alice", "senior")`. */
export function signed(person: string, role: Role = "senior", decision: SignoffDecision = role === "breakglass" ? "override" : "approve"): JudgedRecord {
  return { id: `${person}-${role}-${decision}`, from: `refs/riskscore/signoffs/${person}`, statement: null, decision, person, roles: [role], counts: true, reason: null, because: "it counts" };
}

export function refusedRecord(person: string, reason: NonNullable<JudgedRecord["reason"]> = "expired"): JudgedRecord {
  return { ...signed(person), id: `${person}-refused`, counts: false, reason, because: "it has expired" };
}

export function safeguard(path: string, kind: SafeguardKind = "hooks", always = kind === "policy" || kind === "hooks" || kind === "team"): SelfProtected {
  return { path: asRepoPath(path), kind, always };
}
