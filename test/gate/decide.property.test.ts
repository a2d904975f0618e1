import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import type { GateCase, RefRefusal } from "../../src/gate/gate-case.ts";
import { needsSignoff } from "../../src/gate/needs.ts";
import { restsOn } from "../../src/gate/rests-on.ts";
import { table } from "../../src/gate/table.ts";
import type { Decision } from "../../src/gate/verdict.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { bands } from "../../src/score/score.ts";
import { refusedRecord, safeguard, signed } from "../support/gate-case-of.ts";

const refusals: readonly RefRefusal[] = ["deletes a protected ref", "writes a replace ref", "rewrites a sign-off", "misnames a sign-off", "is no commit", "leaves no policy", "brings back a revocation"];
const authorship = fc.constantFrom("ai" as const, "people" as const);
const bar = fc.record({ medium: fc.nat(3), high: fc.nat(3), critical: fc.nat(3) });
const policy: fc.Arbitrary<Policy> = fc
  .record({
    bars: fc.record({ ai: bar, people: bar }),
    countsAs: fc.record({
      suspected: fc.constantFrom("ai" as const, "people" as const, "unknown" as const),
      declaredHuman: fc.constantFrom("people" as const, "unknown" as const),
      unknown: fc.record({ normal: authorship, elevated: authorship, reset: authorship }),
    }),
    gapsAllowed: fc.nat(2),
    blocked: fc.boolean(),
  })
  .map(({ blocked, ...keys }) => ({ ...defaultPolicy, ...keys, roster: { ...defaultPolicy.roster, blockedChanges: blocked ? ["sha256:0"] : [] } }));

const person = fc.constantFrom("ann", "bob", "eve");
const validRecord = fc.oneof(
  fc.tuple(person, fc.constantFrom("senior" as const, "policy-admin" as const)).map(([who, role]) => signed(who, role)),
  person.map((who) => signed(who, "breakglass")),
);
const record = fc.oneof(validRecord, person.map((who) => refusedRecord(who)));

const gateCase: fc.Arbitrary<GateCase> = fc.record({
  policyState: fc.oneof({ weight: 5, arbitrary: fc.constant("found" as const) }, fc.constantFrom("defaults" as const, "absent" as const, "broken" as const, "missing" as const, "first" as const)),
  policy,
  refused: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constantFrom(...refusals)),
  neverLands: fc.nat(9).map((n) => n === 0),
  empty: fc.nat(9).map((n) => n === 0),
  evidenceMissing: fc.nat(9).map((n) => (n === 0 ? "gone" : null)),
  localGaps: fc.nat(3),
  state: fc.constantFrom("tagged" as const, "suspected" as const, "unknown" as const, "declared-human" as const),
  impact: fc.nat(100),
  band: fc.constantFrom(...bands),
  selfProtected: fc.subarray([safeguard(".husky/pre-push"), safeguard(".github/workflows/ci.yml", "workflow")]),
  records: fc.array(record, { maxLength: 5 }),
  vetoed: fc.nat(9).map((n) => n === 0),
  mode: fc.constantFrom("observe" as const, "warn" as const, "enforce" as const),
  posture: fc.constantFrom("normal" as const, "elevated" as const, "reset" as const),
});

/** Worse is higher. Undecided can be let pass by a client that was told to, blocked cannot. */
const worse: Readonly<Record<Decision, number>> = { pass: 0, "needs-sign-off": 1, undecided: 2, blocked: 3 };
const badness = (x: GateCase): number => worse[decide(x).decision];
const law = (name: string, change: (x: GateCase, ...rest: never[]) => GateCase, hold: (before: number, after: number) => boolean): void => {
  test(name, () => {
    fc.assert(fc.property(gateCase, (x) => hold(badness(x), badness(change(x)))), { numRuns: 1000 });
  });
};
const neverBetter = (before: number, after: number): boolean => after >= before;

test("every input hits a row", () => {
  const rules = new Set<string>(table.map(({ rule }) => rule));
  fc.assert(fc.property(gateCase, (x) => rules.has(decide(x).rule)), { numRuns: 1000 });
});

test("one more valid sign-off never worsens a verdict", () => {
  fc.assert(fc.property(gateCase, validRecord, (x, more) => badness({ ...x, records: [...x.records, more] }) <= badness(x)), { numRuns: 1000 });
});

test("a record that does not count changes nothing", () => {
  fc.assert(fc.property(gateCase, person, (x, who) => void expect(decide({ ...x, records: [...x.records, refusedRecord(who)] })).toEqual(decide(x))));
});

law("one more gap never improves a verdict", (x) => ({ ...x, localGaps: x.localGaps + 1 }), neverBetter);
law("a veto never improves a verdict", (x) => ({ ...x, vetoed: true }), neverBetter);
law("a safeguard among the files never improves a verdict", (x) => ({ ...x, selfProtected: [...x.selfProtected, safeguard("lefthook.yml")] }), neverBetter);
law("a ref that is refused never improves a verdict", (x) => ({ ...x, refused: x.refused ?? "is no commit" }), neverBetter);
law("what is tagged is never judged more leniently than what is not", (x) => ({ ...x, state: "tagged" }), neverBetter);

test("more impact, or a higher band, never improves a verdict", () => {
  fc.assert(
    fc.property(gateCase, fc.nat(100), fc.constantFrom(...bands), (x, impact, band) => {
      const more = { ...x, impact: Math.max(impact, x.impact), band: bands[Math.max(bands.indexOf(band), bands.indexOf(x.band))]! };
      return badness(more) >= badness(x);
    }),
    { numRuns: 1000 },
  );
});

test("missing evidence and a broken policy never pass", () => {
  fc.assert(fc.property(gateCase, (x) => decide({ ...x, evidenceMissing: "gone" }).decision !== "pass" && decide({ ...x, policyState: "broken" }).decision === "undecided"));
});

test("a safeguard that asks for a policy-admin passes with one alone, whatever else is signed", () => {
  fc.assert(
    fc.property(gateCase, (x) => {
      const sketch = { ...x, policyState: "found", empty: false, neverLands: false, selfProtected: [safeguard(".husky/pre-push")], records: x.records.filter(({ roles }) => !roles.includes("policy-admin")) } as const;
      return decide(sketch).decision !== "pass";
    }),
  );
});

test("mode decides nothing", () => {
  fc.assert(fc.property(gateCase, (x) => void expect(decide({ ...x, mode: "observe" })).toEqual(decide({ ...x, mode: "enforce" }))));
});

test("the order of records decides nothing", () => {
  fc.assert(fc.property(gateCase, (x) => void expect(decide({ ...x, records: x.records.toReversed() })).toEqual(decide(x))));
});

test("where records need not be looked up, none would change the verdict", () => {
  fc.assert(
    fc.property(gateCase, (x) => {
      if (needsSignoff(x)) return;
      const alone = decide({ ...x, records: [], vetoed: false });
      const { decision, rule } = decide({ ...x, vetoed: false });
      expect({ decision, rule }).toEqual({ decision: alone.decision, rule: alone.rule });
    }),
    { numRuns: 1000 },
  );
});

test("a pass rests on records that count and are enough without the others", () => {
  fc.assert(
    fc.property(gateCase, (x) => {
      const verdict = decide(x);
      const ids = new Set(restsOn(verdict, x.records));
      const records = x.records.filter(({ id }) => ids.has(id));
      expect(records.every(({ counts }) => counts)).toBe(true);
      if (verdict.decision === "pass") expect(decide({ ...x, records })).toMatchObject({ decision: "pass", rule: verdict.rule });
    }),
    { numRuns: 1000 },
  );
});
