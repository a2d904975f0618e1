import { expect, test } from "vitest";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import { rosterWarnings } from "../../src/policy/roster-problems.ts";
import type { WrittenPolicy } from "../../src/policy/schema.ts";
import { person, rosterOf, type WrittenPerson } from "./rosters.ts";

const all = ["senior", "policy-admin", "breakglass"] as const;
const full = (id: string, over: Partial<WrittenPerson> = {}) => person(id, { roles: all, ...over });
const warningsOf = (written: WrittenPolicy) => rosterWarnings(normalizePolicy(written));

test("three of everything can meet the default bars whoever the author is", () => {
  expect(warningsOf(rosterOf(full("ada"), full("grace"), full("alan")))).toEqual([]);
});

test("nobody at all is one sentence", () => {
  expect(warningsOf({})).toEqual([expect.stringContaining("Nobody is on the roster")]);
});

test("two seniors where critical needs two: a senior's own change can never pass", () => {
  expect(warningsOf(rosterOf(full("ada"), full("grace")))).toEqual(["An AI-assisted change of impact critical needs 2 seniors, but only 2 seniors can sign: a senior's own can never pass."]);
});

test("one senior: nothing critical passes, and nothing of the senior's own; one policy-admin is said, too", () => {
  expect(warningsOf(rosterOf(full("ada")))).toEqual([
    "An AI-assisted change of impact high needs 1 senior, but only ada can sign as senior: a senior's own can never pass.",
    "An AI-assisted change of impact critical needs 2 seniors, but only ada can sign as senior: without an override none can pass.",
    "Only ada is policy-admin: changes by ada to the policy, to hooks and to other safeguards can never pass.",
  ]);
});

test("where seniors are exempt their own change can pass", () => {
  const written = rosterOf(full("ada"), full("grace"));
  expect(warningsOf({ ...written, signoff: { seniorsExempt: true } })).toEqual([]);
});

test("the inactive, and those without a key, do not count", () => {
  const warnings = warningsOf(rosterOf(full("ada"), full("grace"), full("alan", { active: false }), full("edsger", { keys: [] })));
  expect(warnings).toEqual(["edsger has no key that counts, and cannot sign.", expect.stringContaining("only 2 seniors can sign")]);
});

test("bands that ask for the same are said once; people's bar is named", () => {
  const bars = { ai: { medium: 0, high: 0, critical: 0 }, people: { medium: 2, high: 2, critical: 2 } };
  expect(warningsOf({ ...rosterOf(full("ada"), full("grace")), bars })).toEqual([expect.stringMatching(/^A change by people of impact medium needs 2 seniors/)]);
});

test("no policy-admin, no breakglass, no scope over everything: a sentence each", () => {
  const seniors = ["ada", "grace", "alan"].map((id) => person(id, { scopes: ["src/**"] }));
  expect(warningsOf(rosterOf(...seniors))).toEqual([
    "Nobody who can sign is policy-admin: changes to the policy, to hooks and to other safeguards can never pass.",
    expect.stringMatching(/^No senior has the scope \*\*/),
    expect.stringMatching(/has the role breakglass/),
  ]);
});

test("keys that were revoked, or ran out, count only where nobody can tell", () => {
  const until = (validUntil: string) => ({ keys: [{ ...person("x").keys[0]!, validUntil }] });
  const written = rosterOf(full("ada"), full("grace"), full("alan", until("2026-01-01T00:00:00Z")), full("edsger"));
  const policy = normalizePolicy(written);
  const edsgers = policy.roster.people[3]!.keys[0]!.key;
  const revoked = { ...policy, roster: { ...policy.roster, revokedKeys: ["SHA256:edsger"] } };
  const now = Date.parse("2026-06-01T00:00:00Z");
  expect(rosterWarnings(revoked)).toEqual([]);
  expect(rosterWarnings(revoked, { now, fingerprintOf: (key) => (key === edsgers ? "SHA256:edsger" : "SHA256:other") })).toEqual([
    "alan and edsger have no key that counts, and cannot sign.",
    expect.stringContaining("only 2 seniors can sign"),
  ]);
});
