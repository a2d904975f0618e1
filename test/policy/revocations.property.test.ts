import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { bothRevocations, broughtBack, noRevocations, withRevocations, type Revocations } from "../../src/policy/revocations.ts";

const some = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 });
const revocations: fc.Arbitrary<Revocations> = fc.record({ revokedKeys: some, revokedSignoffs: some, blockedChanges: some });
const lists = ["revokedKeys", "revokedSignoffs", "blockedChanges"] as const;
const itself = (key: string): string => key;
const rosterOf = (revoked: Revocations, ...keys: string[]) => ({
  people: keys.map((key) => ({ id: key, roles: [], scopes: [], emails: [], active: true, keys: [{ key, validFrom: null, validUntil: null, requireTouch: false, requirePin: false }] })),
  ...revoked,
});

test("no revocations are none", () => {
  expect(noRevocations).toEqual({ revokedKeys: [], revokedSignoffs: [], blockedChanges: [] });
});

test("together they hold what each holds, in either order, and nothing is doubled", () => {
  fc.assert(
    fc.property(revocations, revocations, (one, other) => {
      const both = bothRevocations(one, other);
      expect(both).toEqual(bothRevocations(other, one));
      expect(bothRevocations(both, one)).toEqual(both);
      for (const list of lists) expect(both[list]).toEqual([...new Set([...one[list], ...other[list]])].sort());
    }),
  );
});

test("a policy only loses by what is remembered, and in nothing else", () => {
  fc.assert(
    fc.property(revocations, revocations, (own, remembered) => {
      const policy = { ...defaultPolicy, roster: rosterOf(own, "a") };
      const widened = withRevocations(policy, remembered);
      for (const list of lists) expect(widened.roster[list]).toEqual(expect.arrayContaining([...own[list], ...remembered[list]]));
      expect({ ...widened, roster: { ...widened.roster, ...noRevocations } }).toEqual({ ...policy, roster: { ...policy.roster, ...noRevocations } });
    }),
  );
});

test("who keeps every entry brings nothing back, whoever is on the roster", () => {
  fc.assert(fc.property(revocations, revocations, some, (own, remembered, keys) => void expect(broughtBack(rosterOf(bothRevocations(own, remembered), ...keys), remembered, itself)).toEqual([])));
});

test("a key comes back with its holder, a sign-off and a change by not being named", () => {
  const remembered = { revokedKeys: ["k1", "k2"], revokedSignoffs: ["s1"], blockedChanges: ["sha256:c1"] };
  expect(broughtBack(rosterOf(noRevocations, "k1", "k3"), remembered, itself)).toEqual(["the key k1", "the sign-off s1", "the change sha256:c1"]);
  expect(broughtBack(rosterOf({ ...remembered, revokedKeys: ["k1"] }, "k1"), remembered, itself)).toEqual([]);
  expect(broughtBack(rosterOf({ ...noRevocations, revokedSignoffs: ["s1"], blockedChanges: ["sha256:c1"] }, "k3"), remembered, () => null)).toEqual([]);
});
