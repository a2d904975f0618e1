import { describe, expect, test } from "vitest";
import type { Person, Policy, Roster } from "../../src/policy/policy.ts";
import type { ChangeToCover, RefusalReason } from "../../src/signoff/coverage.ts";
import { timestampOf } from "../../src/signoff/instant.ts";
import { judgeRecords } from "../../src/signoff/judge-records.ts";
import { overridesIn, personsFor, vetoesIn } from "../../src/signoff/quorum.ts";
import { refusals } from "../../src/signoff/refusals.ts";
import type { Statement, StoredRecord } from "../../src/signoff/statement.ts";
import { testKey } from "../support/ssh-keys.ts";
import { coverOf, digestOf, hour, judgeOne, keyOf, now, onDevice, overrideOf, personOf, policyOf, recordOf, statementOf, tools } from "./world.ts";

const ada = personOf("ada");
const team = policyOf([ada, personOf("bob", { roles: ["senior", "policy-admin"] }), personOf("eve", { roles: ["breakglass"] })]);
const signer = (person: string, role: Statement["signer"]["role"]): Statement["signer"] => ({ person, keyFingerprint: testKey(person).fingerprint, role });
const revoked = (statement: Statement, key: keyof Roster): [Statement, Partial<ChangeToCover>, Policy] => [statement, {}, policyOf([ada], {}, { [key]: key === "revokedSignoffs" ? [recordOf(statement).id] : key === "revokedKeys" ? [testKey("ada").fingerprint] : [digestOf("change")] })];
const withPerson = (over: Partial<Person>): Policy => policyOf([personOf("ada", over)]);

describe("a record that does not count", () => {
  test("still says whose it is, where its signature does", () => {
    const record = recordOf(statementOf("ada"));
    const cover = coverOf({ usedUp: new Set([record.id]) });
    expect(judgeOne(record, cover, team)).toMatchObject({ counts: false, reason: "used-up", person: "ada" });
    expect(judgeOne({ ...record, signature: Buffer.from("none") }, cover, team)).toMatchObject({ reason: "used-up", person: null });
  });
});

describe("a record that counts", () => {
  test("is a veto by itself, where no paths are known that could be out of its scope", () => {
    expect(judgeOne(recordOf(statementOf("ada", { decision: "reject" })), coverOf({ paths: [] }), team)).toMatchObject({ counts: true });
  });

  test("is a senior's, for exactly this change, under the roster of now", () => {
    expect(judgeOne(recordOf(statementOf("ada")), coverOf(), team)).toMatchObject({ counts: true, reason: null, person: "ada", roles: ["senior"], decision: "approve" });
  });

  test("gives the role it was signed as; policy-admin gives senior too where the roster does", () => {
    const as = (role: Statement["signer"]["role"], policy = team) => judgeOne(recordOf(statementOf("bob", { signer: signer("bob", role) })), coverOf(), policy).roles;
    expect(as("senior")).toEqual(["senior"]);
    expect(as("policy-admin")).toEqual(["policy-admin", "senior"]);
    expect(as("policy-admin", policyOf([personOf("bob", { roles: ["policy-admin"] })]))).toEqual(["policy-admin"]);
  });

  test("is an override with role, ticket and reason", () => {
    expect(judgeOne(recordOf(overrideOf("eve")), coverOf(), team)).toMatchObject({ counts: true, decision: "override", roles: ["breakglass"] });
  });

  test("may lie at the edge of every bound", () => {
    const at = (over: Partial<Statement>, cover = coverOf()) => judgeOne(recordOf(statementOf("ada", over)), cover, team).counts;
    expect(at({ issuedAt: timestampOf(now + 5 * 60_000) })).toBe(true);
    expect(at({ issuedAt: timestampOf(now), expiresAt: timestampOf(now + 7 * 24 * hour) })).toBe(true);
    expect(at({ expiresAt: timestampOf(now + 1000) })).toBe(true);
    expect(at({}, coverOf({ impact: 65 }))).toBe(true);
    const bounded = (validFrom: string, validUntil: string) => judgeOne(recordOf(statementOf("ada")), coverOf(), withPerson({ keys: [keyOf("ada", { validFrom, validUntil })] })).counts;
    expect(bounded("2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z")).toBe(true);
    expect(bounded("2020-01-01T00:00:00Z", "2030-01-01T00:00:00.5Z")).toBe(true);
  });

  test("needs of an override alone a reason, a ticket, and that nothing is owed", () => {
    expect(judgeOne(recordOf(statementOf("ada", { reason: "ok" })), coverOf({ openDebt: new Map([["ada", "a".repeat(64)]]) }), team).counts).toBe(true);
    expect(judgeOne(recordOf(overrideOf("eve", { reason: "  twenty   letters longs " })), coverOf(), team).counts).toBe(true);
  });

  test("has the touch and the PIN that the roster asks of its key", () => {
    const policy = withPerson({ keys: [keyOf("ada", { requireTouch: true, requirePin: true })] });
    const judged = (touched: boolean, verifiedUser: boolean) => judgeRecords([recordOf(statementOf("ada"))], coverOf(), policy, onDevice({ touched, verifiedUser }))[0]!.reason;
    expect([judged(true, true), judged(true, false), judged(false, true)]).toEqual([null, "needs-touch", "needs-touch"]);
  });

  test("is found by its key, whatever stands around the key on the roster", () => {
    const spaced = ` ${testKey("ada").publicKey.replace(" ", "  ")}\t ada@laptop`;
    expect(judgeOne(recordOf(statementOf("ada")), coverOf(), withPerson({ keys: [keyOf("ada", { key: spaced })] })).counts).toBe(true);
  });
});

type Case = [reason: RefusalReason, what: string, statement: Statement, cover: Partial<ChangeToCover>, policy?: Policy, signedWith?: string];
const cases: readonly Case[] = [
  ["wrong-repository", "T44: another repository", statementOf("ada", { repo: { id: "repo-2" } }), {}],
  ["wrong-ref", "T44: another branch", statementOf("ada", { target: { ref: "refs/heads/release" } }), {}],
  ["wrong-change", "T45, T46: any other content", statementOf("ada", { change: { ...statementOf("ada").change, digest: digestOf("edited") } }), {}],
  ["lives-too-long", "an approval for more than the policy's days", statementOf("ada", { expiresAt: timestampOf(now + 7 * 24 * hour) }), {}],
  ["lives-too-long", "an override for more than the policy's hours", overrideOf("eve", { expiresAt: timestampOf(now + 4 * hour) }), {}],
  ["not-yet-valid", "T43: dated ahead", statementOf("ada", { issuedAt: timestampOf(now + 5 * 60_000 + 1000) }), {}],
  ["expired", "at its very end", statementOf("ada", { expiresAt: timestampOf(now) }), {}],
  ["revoked", "T55: revoked on the base", ...revoked(statementOf("ada"), "revokedSignoffs")],
  ["change-blocked", "a change that nobody may let pass", ...revoked(statementOf("ada"), "blockedChanges")],
  ["bad-signature", "T51: a signature made for git", statementOf("ada"), {}, team, "git"],
  ["unknown-key", "T41: a key that is on no roster", statementOf("mallory"), {}],
  ["wrong-signer", "a person who is not the key's", { ...statementOf("ada"), signer: { ...signer("ada", "senior"), person: "bob" } }, {}, team, "ada"],
  ["wrong-signer", "a key that is not the one that signed", { ...statementOf("ada"), signer: { ...signer("bob", "senior"), person: "ada" } }, {}, team, "ada"],
  ["person-inactive", "somebody who has left", statementOf("ada"), {}, withPerson({ active: false })],
  ["key-not-valid-now", "T42: backdated into an expired key's time", statementOf("ada", { issuedAt: "2020-01-01T00:00:00Z", expiresAt: timestampOf(now + hour) }), {}, { ...withPerson({ keys: [keyOf("ada", { validUntil: "2026-11-23T10:00:00Z" })] }), signoff: { maxAgeDays: 10_000, tolerance: 5, seniorsExempt: false } }],
  ["key-not-valid-now", "a key before its time", statementOf("ada"), {}, withPerson({ keys: [keyOf("ada", { validFrom: "2026-11-23T10:00:01Z" })] })],
  ["key-not-valid-now", "a bound that cannot be read", statementOf("ada"), {}, withPerson({ keys: [keyOf("ada", { validUntil: "tomorrow" })] })],
  ["key-revoked", "T41: a revoked key", ...revoked(statementOf("ada"), "revokedKeys")],
  ["needs-touch", "T50: a software key where a touch is asked", statementOf("ada"), {}, withPerson({ keys: [keyOf("ada", { requireTouch: true })] })],
  ["needs-touch", "T50: a software key where a PIN is asked", statementOf("ada"), {}, withPerson({ keys: [keyOf("ada", { requirePin: true })] })],
  ["lacks-role", "a role that the roster does not give", statementOf("ada", { signer: signer("ada", "policy-admin") }), {}],
  ["lacks-role", "an approval as breakglass", statementOf("eve", { signer: signer("eve", "breakglass") }), {}],
  ["lacks-role", "an override by a senior", overrideOf("ada", { signer: signer("ada", "senior") }), {}],
  ["out-of-scope", "T53: one path of the change", statementOf("ada"), {}, withPerson({ scopes: ["src/a.ts"] })],
  ["own-change", "T48: by e-mail, whatever the case", statementOf("ada"), { identities: [{ name: "X", email: "Ada@Corp.test", as: "committer" }] }],
  ["own-change", "by another address of the same person", statementOf("ada"), { identities: [{ name: "X", email: "a@home.test", as: "co-author" }] }, withPerson({ emails: ["ada@corp.test", "a@home.test"] })],
  ["own-change", "as one author of several in the statement", statementOf("ada", { authors: ["ada@corp.test", "dev@corp.test"] }), {}],
  ["own-change", "by a name with blanks around it", statementOf("ada"), { identities: [{ name: " ada\t", email: "", as: "author" }] }],
  ["own-change", "a review of one's own change, also where seniors are exempt", statementOf("ada", { decision: "posthoc-review", settles: "a".repeat(64) }), { identities: [{ name: "Ada", email: "ada@corp.test", as: "author" }] }, { ...team, signoff: { ...team.signoff, seniorsExempt: true } }],
  ["own-change", "by the roster's id as a name", statementOf("ada"), { identities: [{ name: "ADA", email: "", as: "author" }] }],
  ["own-change", "T49: washed out of the commits, not out of the statement", statementOf("ada", { authors: ["ada@corp.test"] }), {}],
  ["own-change", "an override of one's own change", overrideOf("eve"), { identities: [{ name: "Eve", email: "eve@corp.test", as: "author" }] }, { ...team, signoff: { ...team.signoff, seniorsExempt: true } }],
  ["policy-changed", "other rules", statementOf("ada"), { policyDigest: digestOf("another policy") }],
  ["impact-rose", "more than the tolerance", statementOf("ada"), { impact: 66 }],
  ["no-ticket", "an override without a ticket", overrideOf("eve", { ticket: null }), {}],
  ["no-ticket", "an override with a thin reason", overrideOf("eve", { reason: "because           I say" }), {}],
  ["no-ticket", "an override whose reason is made longer by blanks around it", overrideOf("eve", { reason: ` nineteen letters !! ` }), {}],
  ["open-debt", "T59: a second override", overrideOf("eve"), { openDebt: new Map([["eve", "a".repeat(64)]]) }],
];

describe("a record does not count", () => {
  test.for(cases)("%s: %s", ([reason, , statement, cover, policy = team, signedWith]) => {
    const record = signedWith === "git" ? recordOf(statement, "ada", "git") : recordOf(statement, signedWith);
    const judged = judgeOne(record, coverOf(cover), policy);
    expect(judged).toMatchObject({ counts: false, reason, roles: [] });
    expect(judged.because).toMatch(/^It .*\.$/s);
    expect(personsFor("senior", [judged])).toEqual([]);
  });

  test("used-up: it has let the change land before", () => {
    const record = recordOf(statementOf("ada"));
    expect(judgeOne(record, coverOf({ usedUp: new Set([record.id]) }), team)).toMatchObject({ counts: false, reason: "used-up" });
  });

  test("malformed: T40, bytes that are no statement, or are stored under another id", () => {
    const record = recordOf(statementOf("ada"));
    const payload = Buffer.from('{"approved":true}');
    expect(judgeOne({ ...record, payload }, coverOf(), team)).toMatchObject({ counts: false, reason: "malformed", statement: null, decision: null, person: null });
    expect(judgeOne({ ...record, id: "a".repeat(64) }, coverOf(), team)).toMatchObject({ counts: false, reason: "malformed" });
  });

  test("bad-signature: T40, no signature, junk behind it (T52), or one over other bytes", () => {
    const record = recordOf(statementOf("ada"));
    const other = recordOf(statementOf("ada"));
    for (const signature of [Buffer.alloc(0), Buffer.concat([record.signature, Buffer.from("x")]), other.signature]) {
      expect(judgeOne({ ...record, signature }, coverOf(), team)).toMatchObject({ counts: false, reason: "bad-signature" });
    }
  });

  test("unknown-key: T52, a key that two people hold says nothing about who signed", () => {
    const twins = policyOf([ada, personOf("bob", { keys: ada.keys })]);
    expect(judgeOne(recordOf(statementOf("ada")), coverOf(), twins)).toMatchObject({ counts: false, reason: "unknown-key", person: null });
  });

  test("every reason has a case here and its words in the catalogue", () => {
    const tested = new Set<string>([...cases.map(([reason]) => reason), "used-up", "malformed"]);
    expect(Object.keys(refusals).filter((reason) => !tested.has(reason))).toEqual([]);
    for (const { title, why, todo } of Object.values(refusals)) {
      expect(title.length).toBeLessThan(40);
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(todo).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe("seniorsExempt", () => {
  const own = coverOf({ identities: [{ name: "Bob", email: "bob@corp.test", as: "author" }] });
  const exempt = { ...team, signoff: { ...team.signoff, seniorsExempt: true } };

  test("lets a senior approve their own change as senior, and as nothing else", () => {
    const as = (role: "senior" | "policy-admin", policy: Policy) => judgeOne(recordOf(statementOf("bob", { signer: signer("bob", role) })), own, policy);
    expect(as("senior", team)).toMatchObject({ counts: false, reason: "own-change" });
    expect(as("senior", exempt)).toMatchObject({ counts: true, roles: ["senior"] });
    expect(as("policy-admin", exempt)).toMatchObject({ counts: false, reason: "own-change" });
  });
});

describe("a veto", () => {
  const veto = (over: Partial<Statement> = {}): StoredRecord => recordOf(statementOf("ada", { decision: "reject", ...over }));

  test("counts for one path in scope, for one's own change, and whatever became of policy and impact", () => {
    const cover = coverOf({ impact: 100, policyDigest: digestOf("another"), identities: [{ name: "A", email: "ada@corp.test", as: "author" }] });
    const judged = judgeRecords([veto()], cover, withPerson({ scopes: ["src/a.ts"] }), tools);
    expect(vetoesIn(judged).map(({ person }) => person)).toEqual(["ada"]);
  });

  test("does not count from outside: no path in scope, no role, expired, revoked", () => {
    expect(judgeOne(veto(), coverOf(), withPerson({ scopes: ["docs/**"] }))).toMatchObject({ counts: false, reason: "out-of-scope" });
    expect(judgeOne(veto(), coverOf(), withPerson({ roles: ["breakglass"] }))).toMatchObject({ counts: false, reason: "lacks-role" });
    expect(judgeOne(veto({ expiresAt: timestampOf(now) }), coverOf(), team)).toMatchObject({ counts: false, reason: "expired" });
    const record = veto();
    expect(judgeOne(record, coverOf(), policyOf([ada], {}, { revokedSignoffs: [record.id] }))).toMatchObject({ counts: false, reason: "revoked" });
  });

  test("by a policy-admin who is a senior, too, is a policy-admin's and no more", () => {
    const bobs = recordOf(statementOf("bob", { decision: "reject", signer: signer("bob", "policy-admin") }));
    expect(judgeOne(bobs, coverOf(), team)).toMatchObject({ counts: true, roles: ["policy-admin"] });
  });

  test("is no approval", () => {
    expect(personsFor("senior", judgeRecords([veto()], coverOf(), team, tools))).toEqual([]);
  });
});

test("of records under one id the one that says most is told, and of equal ones the one whose place comes first", () => {
  const good = recordOf(statementOf("ada"));
  const malformed = { ...good, payload: Buffer.from("{}"), from: "a" };
  const unsigned = { ...good, signature: Buffer.from("no"), from: "b" };
  const told = (records: readonly StoredRecord[], policy = team) => [records, records.toReversed()].map((some) => judgeRecords(some, coverOf(), policy, tools).map(({ reason, from }) => `${reason} ${from}`).join());
  const away = withPerson({ active: false });
  expect(told([malformed, unsigned])).toEqual(["bad-signature b", "bad-signature b"]);
  expect(told([malformed, unsigned, { ...good, from: "c" }], away)).toEqual(["person-inactive c", "person-inactive c"]);
  expect(told([{ ...good, from: "c" }, { ...good, from: "d" }, unsigned])).toEqual(["null c", "null c"]);
});

test("approvals count in their roles, overrides as overrides", () => {
  const judged = judgeRecords([recordOf(statementOf("ada")), recordOf(statementOf("bob", { signer: signer("bob", "policy-admin") })), recordOf(overrideOf("eve"))], coverOf(), policyOf([ada, personOf("bob", { roles: ["policy-admin"] }), personOf("eve", { roles: ["breakglass"] })]), tools);
  expect([personsFor("senior", judged), personsFor("policy-admin", judged), personsFor("breakglass", judged)]).toEqual([["ada"], ["bob"], []]);
  expect(overridesIn(judged).map(({ person }) => person)).toEqual(["eve"]);
});

test("names that are only capitalised alike are not one's own", () => {
  const cover = coverOf({ identities: [{ name: "Wei\u00df", email: "", as: "author" }] });
  const judged = (id: string) => judgeOne(recordOf(statementOf("ada", { signer: { ...signer("ada", "senior"), person: id } }), "ada"), cover, policyOf([personOf("ada", { id })])).reason;
  expect([judged("weiss"), judged("wei\u00df")]).toEqual([null, "own-change"]);
});

test("a record without a person is nobody's", () => {
  const judged = judgeOne(recordOf(statementOf("ada")), coverOf(), team);
  expect(personsFor("senior", [judged])).toEqual(["ada"]);
  expect(personsFor("senior", [{ ...judged, person: null }])).toEqual([]);
});

test("the same bytes with a broken signature beside them do not hide the good record", () => {
  const good = recordOf(statementOf("ada"));
  const broken = { ...good, signature: Buffer.from("no"), from: "aaa" };
  for (const records of [[good, broken], [broken, good]]) expect(judgeRecords(records, coverOf(), team, tools)).toMatchObject([{ counts: true, from: good.from }]);
});
