import { expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { stoppedText } from "../../src/report/stopped.ts";
import { reportWith } from "./report-fixture.ts";

const paper = { width: 80, color: false, unicode: true };
const next = { command: "riskscore signoff request" };
const ruled = (verdict: Partial<Report["verdict"]>, more: Partial<Report> = {}): string => stoppedText(reportWith({ ...more, verdict: { ...reportWith().verdict, ...verdict } }), paper, next);

test("a stop says why, shows the path to the critical module, and the command that leads on", () => {
  expect(stoppedText(reportWith(), paper, next)).toMatchInlineSnapshot(`
    "riskscore: STOPPED: the change to refs/heads/main needs a senior's sign-off ·
      over the bar
      HIGH, impact 80; 143 modules in 2 packages can feel it
      critical path checkout: apps/shop/src/checkout.ts (2 hops away)
        apps/shop/src/checkout.ts#pay
        →  import     packages/cart/src/total.ts#total
        →  import     packages/money/src/index.ts#round
        →  re-export  packages/money/src/round.ts#round
      tagged: a tool took part: claude-code (co-author in 9f8e7d6c5b and 1 more
        commit: Claude <noreply@anthropic.com>)
      senior: 0 of 1; a tool took part, and its impact is high: a senior has to
        answer
      3f2a91c0de approve by ann does not count: it expired on 2026-06-01T00:00:00Z;
        said: looked at rounding

    Its impact is over the bar, and not enough seniors have answered for it.
    Ask a senior for a sign-off, or make the change reach less: riskscore explain
    says how to lower each signal.

      riskscore signoff request
    "
  `);
});

test("an override is as loud as a stop", () => {
  const eve = { ...reportWith().signoffs[0]!, decision: "override", person: "eve", roles: ["breakglass"], counts: true, reason: null, because: "it counts", said: "checkout is down", ticket: "INC-7" } as const;
  const requirements = [{ ...reportWith().verdict.requirements[0]!, status: "overridden" }] as const;
  expect(ruled({ decision: "pass", rule: "overridden", overridden: true, requirements }, { signoffs: [eve] })).toMatchInlineSnapshot(`
    "riskscore: OVERRIDDEN: the change to refs/heads/main passes without the sign-off
      it needs
      HIGH, impact 80; 143 modules in 2 packages can feel it
      critical path checkout: apps/shop/src/checkout.ts (2 hops away)
        apps/shop/src/checkout.ts#pay
        →  import     packages/cart/src/total.ts#total
        →  import     packages/money/src/index.ts#round
        →  re-export  packages/money/src/round.ts#round
      tagged: a tool took part: claude-code (co-author in 9f8e7d6c5b and 1 more
        commit: Claude <noreply@anthropic.com>)
      senior: OVERRIDDEN, 0 of 1; a tool took part, and its impact is high: a senior
        has to answer
      3f2a91c0de override by eve (breakglass) counts; said: checkout is down [INC-7]

    An emergency override let it through without the seniors it asks for.
    Review it afterwards (riskscore signoff --settle): until then its signer's next
    override does not count.
    "
  `);
});

test.each([
  [{ decision: "needs-sign-off", mode: "observe" }, "riskscore: would be stopped: the change to refs/heads/main needs a senior's"],
  [{ decision: "blocked", rule: "vetoed" }, "riskscore: STOPPED: the change to refs/heads/main is blocked · vetoed"],
  [{ decision: "undecided", rule: "evidence missing" }, "riskscore: STOPPED: the change to refs/heads/main is undecided · evidence"],
  [{ decision: "blocked", rule: "deletes a protected ref", landingRef: null, requirements: [] }, "riskscore: STOPPED: the change is blocked · deletes a protected ref"],
] as const)("%j", (verdict, head) => {
  const text = ruled(verdict);
  expect(text.split("\n")[0]).toBe(head);
  expect(text.includes(next.command)).toBe(verdict.decision === "needs-sign-off");
});

test("without Unicode it is ASCII alone", () => {
  // eslint-disable-next-line no-control-regex
  expect(stoppedText(reportWith(), { ...paper, unicode: false }, next)).toMatch(/^[\u0000-\u007f]*$/);
});

test("undecided says what was not to be read", () => {
  const error = { role: "senior", status: "error", needed: 0, given: [], paths: [], because: "nobody can say who has to answer: too many gaps" } as const;
  const text = ruled({ decision: "undecided", rule: "too many gaps", requirements: [error] });
  expect(text).toContain("  nobody can say who has to answer: too many gaps\n  apps/shop/src/plugins.ts: import(name) on line 4 can lead to any module\n");
});

test.each([
  [[{ needed: 2, given: [] }], "needs 2 seniors' sign-offs"],
  [[{ needed: 2, given: ["ann"] }], "needs one more senior's sign-off"],
  [[{ needed: 3, given: ["ann"] }], "needs 2 more seniors' sign-offs"],
  [[{ needed: 1, given: [] }, { role: "policy-admin", needed: 1, given: [], paths: [".husky/pre-push"] }], "needs a senior's sign-off and a policy-admin's sign-off"],
] as const)("%j: %s", (sketches, phrase) => {
  const requirements = sketches.map((sketch) => ({ ...reportWith().verdict.requirements[0]!, ...sketch }));
  expect(ruled({ requirements }).split("\n").slice(0, 2).join(" ").replace(/\s+/g, " ")).toContain(phrase);
});
