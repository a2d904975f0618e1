import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import type { GateCase } from "../../src/gate/gate-case.ts";
import type { SelfProtected } from "../../src/gate/self-protecting.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { bands } from "../../src/score/score.ts";
import type { JudgedRecord } from "../../src/signoff/coverage.ts";
import type { Role, SignoffDecision } from "../../src/signoff/statement.ts";
import { safeguard } from "../support/gate-case-of.ts";

/**
 * The decision, told a second time: as one function of plain questions, under the default policy, by somebody who had read what the gate
 * is for and not how it is built. The two must agree on every case.
 */
type Told = "pass" | "pass, limited" | "pass, OVERRIDDEN" | "needs-sign-off" | "blocked" | "undecided";

function told(x: GateCase): Told {
  const hasSay = x.policyState !== "absent";
  // Whoever cannot judge does not let pass.
  if (x.policyState === "broken") return "undecided";
  if (x.refused !== null && hasSay) return "blocked";
  if (x.policyState === "missing") return "blocked";
  if (x.evidenceMissing !== null) return "undecided";
  if (!hasSay || x.policyState === "first" || x.neverLands || x.empty) return "pass";
  if (x.vetoed) return "blocked";
  if (x.localGaps > 0) return "undecided";
  // No marker never means a person: after an incident it counts as a tool's work.
  const isTool = x.state === "tagged" || x.posture !== "normal";
  const said = (decision: SignoffDecision, role: Role) => new Set(x.records.filter((record) => record.counts && record.decision === decision && record.roles.includes(role)).map(({ person }) => person)).size;
  const asksAdmin = x.selfProtected.some(({ kind }) => kind === "policy" || kind === "hooks" || kind === "team") || (isTool && x.selfProtected.length > 0);
  if (asksAdmin && said("approve", "policy-admin") === 0) return "needs-sign-off";
  if (!isTool) return "pass";
  const isCritical = x.impact >= 85 || x.band === "critical";
  const isHigh = isCritical || x.impact >= 50 || x.band === "high";
  if (!isHigh) return "pass, limited";
  if (said("approve", "senior") >= (isCritical ? 2 : 1)) return "pass";
  return said("override", "breakglass") > 0 ? "pass, OVERRIDDEN" : "needs-sign-off";
}

const record: fc.Arbitrary<JudgedRecord> = fc
  .record({ person: fc.constantFrom("ann", "bob", "eve"), key: fc.nat(2), decision: fc.constantFrom("approve" as const, "override" as const, "reject" as const, "posthoc-review" as const), counts: fc.boolean(), roles: fc.subarray(["senior", "policy-admin"] as const, { minLength: 1 }) })
  .map(({ person, key, decision, counts, roles }) => ({ id: `${person} ${key} ${decision} ${roles.join()}`, from: "a ref", statement: null, decision, person, roles: decision === "override" ? ["breakglass"] : roles, counts, reason: counts ? null : "expired", because: "" }));

const often = <T>(usual: T, ...rare: T[]) => fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });
const files: readonly SelfProtected[] = [safeguard(".riskrc.json", "policy"), safeguard(".husky/pre-push"), safeguard("ops/x", "team"), safeguard("CODEOWNERS", "owners"), safeguard("AGENTS.md", "agent-instructions")];

const gateCase: fc.Arbitrary<GateCase> = fc.record({
  policyState: often<GateCase["policyState"]>("found", "defaults", "absent", "broken", "missing", "first"),
  policy: fc.constant(defaultPolicy),
  refused: often<GateCase["refused"]>(null, "deletes a protected ref", "writes a replace ref", "rewrites a sign-off", "is no commit"),
  neverLands: often(false, true),
  empty: often(false, true),
  evidenceMissing: often<string | null>(null, "it is gone"),
  localGaps: often(0, 1, 7),
  state: fc.constantFrom("tagged" as const, "tagged" as const, "suspected" as const, "unknown" as const, "declared-human" as const),
  impact: fc.oneof(fc.nat(100), fc.constantFrom(49, 50, 84, 85)),
  band: fc.constantFrom(...bands),
  selfProtected: fc.oneof(fc.constant([]), fc.subarray([...files], { maxLength: 2 })),
  records: fc.array(record, { maxLength: 6 }),
  vetoed: often(false, true),
  mode: fc.constantFrom("observe" as const, "warn" as const, "enforce" as const),
  posture: fc.constantFrom("normal" as const, "elevated" as const, "reset" as const),
});

test("the table decides what it was built to decide", () => {
  const seen = new Set<Told>();
  fc.assert(
    fc.property(gateCase, (x) => {
      const { decision, overridden, rollout } = decide(x);
      const expected = told(x);
      seen.add(expected);
      expect(overridden ? "pass, OVERRIDDEN" : decision === "pass" && rollout === "limited" ? "pass, limited" : decision).toBe(expected);
    }),
    { numRuns: 5000 },
  );
  expect([...seen].toSorted()).toEqual(["blocked", "needs-sign-off", "pass", "pass, OVERRIDDEN", "pass, limited", "undecided"]);
});
