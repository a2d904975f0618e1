import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Person } from "../../src/policy/policy.ts";
import { judgeRecords } from "../../src/signoff/judge-records.ts";
import { personsFor } from "../../src/signoff/quorum.ts";
import type { StoredRecord } from "../../src/signoff/statement.ts";
import { testKey } from "../support/ssh-keys.ts";
import { coverOf, digestOf, keyOf, overrideOf, personOf, policyOf, recordOf, statementOf, tools } from "./world.ts";

/** Two keys each for Ada and Bob; what differs between records is who signed, with which key, and what is wrong with them. */
const people: readonly Person[] = ["ada", "bob"].map((id) => personOf(id, { roles: ["senior", "policy-admin", "breakglass"], keys: [keyOf(id), keyOf(`${id}-2`)] }));
const policy = policyOf(people);
const cover = coverOf();
const flaws = ["none", "none", "wrong ref", "wrong change", "other key", "own", "junk", "not signed"] as const;

const pool: readonly StoredRecord[] = ["ada", "bob", "mallory"].flatMap((person) =>
  ["", "-2"].flatMap((suffix) =>
    (["senior", "policy-admin", "breakglass"] as const).flatMap((role) =>
      flaws.map((flaw) => {
        const signer = { person, keyFingerprint: testKey(`${person}${suffix}`).fingerprint, role };
        const made = role === "breakglass" ? overrideOf(person, { signer }) : statementOf(person, { signer });
        const statement = flaw === "wrong ref" ? { ...made, target: { ref: "refs/heads/other" } } : flaw === "wrong change" ? { ...made, change: { ...made.change, digest: digestOf("other") } } : flaw === "own" ? { ...made, authors: [`${person}@corp.test`] } : made;
        const record = recordOf(statement, flaw === "other key" ? "somebody" : `${person}${suffix}`);
        return flaw === "junk" ? { ...record, payload: Buffer.from("{}") } : flaw === "not signed" ? { ...record, signature: Buffer.from("") } : record;
      }),
    ),
  ),
);
const records = fc.subarray([...pool], { maxLength: 12 });
const rolesOf = (list: readonly StoredRecord[]) => (["senior", "policy-admin"] as const).map((role) => personsFor(role, judgeRecords(list, cover, policy, tools)));

describe("laws of judging", () => {
  test("the order of the records means nothing", () => {
    fc.assert(
      fc.property(records, fc.func(fc.nat()), (list, weight) => {
        const shuffled = list.toSorted((a, b) => weight(a.id) - weight(b.id));
        expect(judgeRecords(shuffled, cover, policy, tools)).toEqual(judgeRecords(list, cover, policy, tools));
      }),
      { numRuns: 30 },
    );
  });

  test("one more record never takes a person's answer away, and one that does not count changes nothing", () => {
    fc.assert(
      fc.property(records, fc.constantFrom(...pool), (list, more) => {
        const [before, after] = [rolesOf(list), rolesOf([...list, more])];
        before.forEach((persons, at) => expect(after[at]).toEqual(expect.arrayContaining([...persons])));
        if (!judgeRecords([more], cover, policy, tools)[0]!.counts) expect(after).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  test("two keys of one person are one person, and a record is worth the same alone and among others", () => {
    fc.assert(
      fc.property(records, (list) => {
        const judged = judgeRecords(list, cover, policy, tools);
        for (const persons of rolesOf(list)) expect(persons.length).toBeLessThanOrEqual(people.length);
        for (const one of judged) expect(judgeRecords(list.filter(({ id }) => id === one.id), cover, policy, tools)).toEqual([one]);
      }),
      { numRuns: 30 },
    );
    const both = ["", "-2"].map((suffix) => recordOf(statementOf("ada", { signer: { person: "ada", keyFingerprint: testKey(`ada${suffix}`).fingerprint, role: "senior" } }), `ada${suffix}`));
    expect(personsFor("senior", judgeRecords(both, cover, policy, tools))).toEqual(["ada"]);
  });

  test("no byte of payload or signature can be changed and still count", () => {
    const record = recordOf(statementOf("ada"));
    fc.assert(
      fc.property(fc.constantFrom("payload" as const, "signature" as const), fc.nat(), fc.integer({ min: 1, max: 255 }), (part, pick, mask) => {
        const bytes = Buffer.from(record[part]);
        bytes[pick % bytes.length]! ^= mask;
        const damaged = { ...record, [part]: bytes };
        const renamed = { ...damaged, id: tools.sha256(damaged.payload) };
        for (const one of [damaged, renamed]) expect(judgeRecords([one], cover, policy, tools)[0]!.counts).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
