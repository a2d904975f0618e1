import { describe, expect, test } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import type { GateCase } from "../../src/gate/gate-case.ts";
import { needsSignoff } from "../../src/gate/needs.ts";
import { restsOn } from "../../src/gate/rests-on.ts";
import { type RuleName, ruleNamed, ruleNames } from "../../src/gate/rules.ts";
import { table } from "../../src/gate/table.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { gateCaseOf, refusedRecord, safeguard, signed } from "../support/gate-case-of.ts";

const high = { impact: 60, band: "high" } as const;
const critical = { impact: 90, band: "critical" } as const;
const hooks = [safeguard(".husky/pre-push")];
const workflow = [safeguard(".github/workflows/ci.yml", "workflow")];
const { bars } = defaultPolicy;
/** Nothing that the table looks at is as it should be. */
const hopeless = { evidenceMissing: "the base is not in this clone", vetoed: true, localGaps: 9, selfProtected: hooks, ...critical } as const;

/** Each row in pairs: the case that just hits it, and its neighbour that just does not. */
const cases: readonly [name: string, sketch: Partial<GateCase>, verdict: string, rule: RuleName][] = [
  ["a broken policy stops before anything else", { ...hopeless, policyState: "broken", neverLands: true, empty: true }, "undecided", "broken policy"],
  ["a broken policy stops what would pass", { policyState: "broken", impact: 0, band: "low", state: "unknown" }, "undecided", "broken policy"],
  ["a protected ref is not deleted, even where evidence is missing", { ...hopeless, refused: "deletes a protected ref" }, "blocked", "deletes a protected ref"],
  ["no sign-off lets a deletion through", { refused: "deletes a protected ref", records: [signed("ann"), signed("bob", "breakglass")] }, "blocked", "deletes a protected ref"],
  ["a replace ref never lands quietly", { refused: "writes a replace ref", neverLands: true, empty: true }, "blocked", "writes a replace ref"],
  ["a sign-off is written once", { refused: "rewrites a sign-off", neverLands: true }, "blocked", "rewrites a sign-off"],
  ["what is no commit is not judged", { refused: "is no commit" }, "blocked", "is no commit"],
  ["where no policy has landed nothing is protected", { refused: "deletes a protected ref", policyState: "absent" }, "pass", "not configured"],
  ["under defaults that judge, refs are protected", { refused: "deletes a protected ref", policyState: "defaults" }, "blocked", "deletes a protected ref"],
  ["a sign-off stands under its own name, also where no policy stands", { refused: "misnames a sign-off", policyState: "missing", neverLands: true }, "blocked", "misnames a sign-off"],
  ["a policy does not go, whoever signs", { refused: "leaves no policy", records: [signed("ann", "policy-admin")] }, "blocked", "leaves no policy"],
  ["what was revoked stays revoked, whoever signs", { refused: "brings back a revocation", records: [signed("ann", "policy-admin")] }, "blocked", "brings back a revocation"],
  ["a protected ref without a policy stops, whatever comes", { policyState: "missing", empty: true, state: "unknown" }, "blocked", "policy missing"],
  ["more than a server judges", { ...hopeless, overLimits: true }, "undecided", "over the limits"],
  ["within the limits, and nothing missing", { overLimits: true, impact: 0, band: "low" }, "pass", "limited rollout"],
  ["the first policy", { ...hopeless, evidenceMissing: null, policyState: "first" }, "pass", "first policy"],
  ["the first policy, and not all of it is here", { policyState: "first", evidenceMissing: "the tip is gone" }, "undecided", "evidence missing"],
  ["missing evidence is no pass", { ...hopeless }, "undecided", "evidence missing"],
  ["missing evidence is no pass for want of a policy", { policyState: "absent", evidenceMissing: "the remote's tip is unknown" }, "undecided", "evidence missing"],
  ["no policy: not configured", { ...hopeless, evidenceMissing: null, policyState: "absent" }, "pass", "not configured"],
  ["no policy, but the defaults are to judge", { ...high, policyState: "defaults" }, "needs-sign-off", "over the bar"],
  ["our own refs never land", { ...critical, neverLands: true, localGaps: 9, vetoed: true }, "pass", "never lands"],
  ["nothing changes", { empty: true, localGaps: 9 }, "pass", "nothing changes"],
  ["a veto beats every sign-off", { ...critical, vetoed: true, records: [signed("ann"), signed("bob"), signed("eve", "breakglass")] }, "blocked", "vetoed"],
  ["a veto beats gaps: a blocked change does not become an undecided one", { vetoed: true, localGaps: 9 }, "blocked", "vetoed"],
  ["a veto blocks people, too", { vetoed: true, state: "unknown", band: "low", impact: 0 }, "blocked", "vetoed"],
  ["as many gaps as allowed", { localGaps: 2, policy: { ...defaultPolicy, gapsAllowed: 2 } }, "pass", "limited rollout"],
  ["one gap more", { localGaps: 3, policy: { ...defaultPolicy, gapsAllowed: 2 } }, "undecided", "too many gaps"],
  ["gaps that nobody counted are too many", { localGaps: Number.NaN }, "undecided", "too many gaps"],
  ["no sign-off makes up for a gap", { localGaps: 1, records: [signed("ann"), signed("ann", "policy-admin")] }, "undecided", "too many gaps"],
  ["a hook asks for a policy-admin, whoever wrote it", { state: "declared-human", selfProtected: hooks, impact: 0, band: "low" }, "needs-sign-off", "changes a safeguard"],
  ["a policy-admin signs for the hook", { state: "unknown", selfProtected: hooks, records: [signed("ann", "policy-admin")] }, "pass", "standard path"],
  ["a senior is no policy-admin", { state: "unknown", selfProtected: hooks, records: [signed("ann"), signed("bob")] }, "needs-sign-off", "changes a safeguard"],
  ["an emergency does not switch the gate off", { ...high, selfProtected: hooks, records: [signed("eve", "breakglass")] }, "needs-sign-off", "changes a safeguard"],
  ["a workflow that a tool wrote asks for a policy-admin", { selfProtected: workflow }, "needs-sign-off", "changes a safeguard"],
  ["a workflow that people wrote does not", { selfProtected: workflow, state: "unknown" }, "pass", "standard path"],
  ["a workflow of unknown hand does at posture elevated", { selfProtected: workflow, state: "unknown", posture: "elevated" }, "needs-sign-off", "changes a safeguard"],
  ["a policy-admin is no senior", { ...high, selfProtected: hooks, records: [signed("ann", "policy-admin")] }, "needs-sign-off", "over the bar"],
  ["safeguards and reach: both signed", { ...high, selfProtected: hooks, records: [signed("ann", "policy-admin"), signed("bob")] }, "pass", "signed off"],
  ["people have no bar by default", { ...critical, state: "declared-human" }, "pass", "standard path"],
  ["unknown counts as people's at posture normal", { ...critical, state: "unknown" }, "pass", "standard path"],
  ["unknown counts as a tool's at posture elevated", { ...high, state: "unknown", posture: "elevated" }, "needs-sign-off", "over the bar"],
  ["suspected counts as unknown", { ...high, state: "suspected" }, "pass", "standard path"],
  ["suspected counts as the policy says", { ...high, state: "suspected", policy: { ...defaultPolicy, countsAs: { ...defaultPolicy.countsAs, suspected: "ai" } } }, "needs-sign-off", "over the bar"],
  ["people under a bar of their own", { state: "unknown", policy: { ...defaultPolicy, bars: { ...bars, people: { medium: 0, high: 0, critical: 1 } } }, ...high }, "pass", "standard path"],
  ["people at a bar of their own", { state: "unknown", policy: { ...defaultPolicy, bars: { ...bars, people: { medium: 0, high: 0, critical: 1 } } }, ...critical }, "needs-sign-off", "over the bar"],
  ["a tool just under the bar", { impact: 49, band: "medium" }, "pass", "limited rollout"],
  ["a tool at the bar", { impact: 50, band: "high" }, "needs-sign-off", "over the bar"],
  ["impact says high where the band does not", { impact: 50, band: "medium" }, "needs-sign-off", "over the bar"],
  ["a critical path says high where impact does not", { impact: 20, band: "high" }, "needs-sign-off", "over the bar"],
  ["high: one senior", { ...high, records: [signed("ann")] }, "pass", "signed off"],
  ["high: a sign-off that does not count", { ...high, records: [refusedRecord("ann")] }, "needs-sign-off", "over the bar"],
  ["high: a review after the fact approves nothing", { ...high, records: [signed("ann", "senior", "posthoc-review")] }, "needs-sign-off", "over the bar"],
  ["critical: one senior is not enough", { ...critical, records: [signed("ann")] }, "needs-sign-off", "over the bar"],
  ["critical: one senior with two records is one person", { ...critical, records: [signed("ann"), { ...signed("ann"), id: "another" }] }, "needs-sign-off", "over the bar"],
  ["critical: two seniors", { ...critical, records: [signed("ann"), signed("bob")] }, "pass", "signed off"],
  ["an override that counts", { ...critical, records: [signed("eve", "breakglass")] }, "pass", "overridden"],
  ["an override that does not", { ...critical, records: [{ ...signed("eve", "breakglass"), counts: false, reason: "no-ticket" }] }, "needs-sign-off", "over the bar"],
  ["seniors make an override needless", { ...high, records: [signed("eve", "breakglass"), signed("ann")] }, "pass", "signed off"],
  ["a bar never falls with the band", { ...critical, policy: { ...defaultPolicy, bars: { ...bars, ai: { medium: 0, high: 1, critical: 0 } } } }, "needs-sign-off", "over the bar"],
  ["a tool's bar is at least the people's", { ...high, policy: { ...defaultPolicy, bars: { ai: { medium: 0, high: 0, critical: 0 }, people: { medium: 0, high: 1, critical: 1 } } } }, "needs-sign-off", "over the bar"],
];

test.each(cases)("%s", (_, sketch, decision, rule) => {
  expect(decide(gateCaseOf(sketch))).toMatchObject({ decision, rule });
});

describe("the table itself", () => {
  test("every row is hit by a case above, and explained", () => {
    const named = new Set(cases.map(([, , , rule]) => rule));
    expect(table.map(({ rule }) => rule)).toEqual(table.map(({ rule }) => rule).filter((rule) => named.has(rule)));
    expect([...ruleNames].sort()).toEqual(table.map(({ rule }) => rule).sort());
    for (const { rule, verdict } of table) {
      expect(ruleNamed(rule)?.why).toMatch(/^[A-Z].*\.$/);
      if (!verdict.startsWith("pass")) expect(ruleNamed(rule)?.todo).toMatch(/\.$/);
    }
  });

  test("it ends in no pass", () => {
    expect(table.at(-1)).toMatchObject({ rule: "over the bar", verdict: "needs-sign-off" });
  });

  test("a name that is no rule explains nothing", () => {
    expect(ruleNamed("toString")).toBeNull();
  });
});

describe("what a verdict says beside its decision", () => {
  test("a tool's work that nobody answers for is rolled out a little at a time", () => {
    expect(decide(gateCaseOf()).rollout).toBe("limited");
    expect(decide(gateCaseOf(high)).rollout).toBe("limited");
    expect(decide(gateCaseOf({ ...high, records: [signed("ann")] })).rollout).toBe("standard");
    expect(decide(gateCaseOf({ ...high, records: [signed("eve", "breakglass")] })).rollout).toBe("standard");
    expect(decide(gateCaseOf({ state: "unknown" })).rollout).toBe("standard");
    expect(decide(gateCaseOf({ state: "unknown", selfProtected: hooks }))).toMatchObject({ decision: "needs-sign-off", rollout: "standard" });
  });

  test("only an override is one", () => {
    expect(decide(gateCaseOf({ ...high, records: [signed("eve", "breakglass")] }))).toMatchObject({ overridden: true, requirements: [{ role: "senior", status: "overridden", needed: 1, given: [] }] });
    expect(decide(gateCaseOf({ ...high, records: [signed("ann")] })).overridden).toBe(false);
  });

  test("requirements are said in full", () => {
    expect(decide(gateCaseOf({ ...critical, selfProtected: [...hooks, ...workflow], records: [signed("ann")] })).requirements).toEqual([
      { role: "senior", status: "unsatisfied", needed: 2, given: ["ann"], paths: [], because: "a tool took part, and its impact is critical: 2 seniors have to answer" },
      { role: "policy-admin", status: "unsatisfied", needed: 1, given: [], paths: [".husky/pre-push", ".github/workflows/ci.yml"], because: "it changes hooks and workflows: a policy-admin has to answer" },
    ]);
    expect(decide(gateCaseOf({ state: "unknown", selfProtected: [...hooks, ...workflow] })).requirements).toMatchObject([{ role: "senior" }, { role: "policy-admin", needed: 1, paths: [".husky/pre-push"] }]);
    expect(decide(gateCaseOf({ state: "unknown", selfProtected: workflow })).requirements).toEqual([
      { role: "senior", status: "not-applicable", needed: 0, given: [], paths: [], because: "nothing says who wrote it, which counts as people's work at posture normal, and its impact is medium: no senior has to answer" },
      { role: "policy-admin", status: "not-applicable", needed: 0, given: [], paths: [".github/workflows/ci.yml"], because: "it changes workflows, which asks for a policy-admin only where a tool took part" },
    ]);
  });

  test("where nothing could be decided, nobody can say who has to answer", () => {
    expect(decide(gateCaseOf({ evidenceMissing: "the base is not in this clone" })).requirements).toMatchObject([{ status: "error", because: "nobody can say who has to answer: the base is not in this clone" }]);
    expect(decide(gateCaseOf({ neverLands: true })).requirements).toEqual([]);
  });
});

describe("whether records have to be looked up", () => {
  const blocking = { ...defaultPolicy, roster: { ...defaultPolicy.roster, blockedChanges: [`sha256:${"0".repeat(64)}`] } };

  test.each([
    ["not under the bar", {}, false],
    ["over the bar", high, true],
    ["for a safeguard", { state: "unknown", selfProtected: hooks }, true],
    ["not where nothing can be decided", { ...high, localGaps: 1 }, false],
    ["not for what never lands", { ...high, neverLands: true }, false],
    ["where the policy blocks changes by their digest", { policy: blocking }, true],
    ["then also where gaps leave it undecided", { policy: blocking, localGaps: 1 }, true],
    ["but not for what never lands", { policy: blocking, neverLands: true }, false],
  ] as const)("%s", (_, sketch, wanted) => {
    expect(needsSignoff(gateCaseOf(sketch))).toBe(wanted);
  });
});

describe("the records a pass rests on", () => {
  const rests = (sketch: Partial<GateCase>): readonly string[] => restsOn(decide(gateCaseOf(sketch)), gateCaseOf(sketch).records);
  const [ann, bob, eve] = [signed("ann"), signed("bob", "policy-admin"), signed("eve", "breakglass")];

  test("are those that a requirement asked for", () => {
    expect(rests({ ...high, records: [eve, ann, bob, refusedRecord("dan")] })).toEqual([ann.id]);
    expect(rests({ ...high, selfProtected: hooks, records: [ann, bob] })).toEqual([ann.id, bob.id]);
    expect(rests({ ...high, selfProtected: hooks, records: [eve, bob] })).toEqual([bob.id, eve.id]);
  });

  test("are none where nobody had to answer, or it does not pass", () => {
    expect(rests({ records: [ann] })).toEqual([]);
    expect(rests({ records: [eve] })).toEqual([]);
    expect(rests({ ...critical, records: [ann] })).toEqual([]);
    expect(rests({ ...high, selfProtected: hooks, records: [ann] })).toEqual([]);
  });
});
