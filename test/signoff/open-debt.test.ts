import { describe, expect, test } from "vitest";
import type { Policy } from "../../src/policy/policy.ts";
import { timestampOf } from "../../src/signoff/instant.ts";
import { openDebt } from "../../src/signoff/open-debt.ts";
import type { Statement, StoredRecord } from "../../src/signoff/statement.ts";
import { testKey } from "../support/ssh-keys.ts";
import { coverOf, digestOf, hour, keyOf, now, onDevice, overrideOf, personOf, policyOf, recordOf, statementOf, tools } from "./world.ts";

const eve = personOf("eve", { roles: ["breakglass", "senior"] });
const team = policyOf([eve, personOf("ada"), personOf("dev")]);
const earlier = { ...statementOf("eve").change, digest: digestOf("earlier") };
const longAgo = { issuedAt: timestampOf(now - 90 * 24 * hour), expiresAt: timestampOf(now - 90 * 24 * hour + hour) };
const override = recordOf(overrideOf("eve", { change: earlier, ...longAgo }));

function reviewBy(person: string, over: Partial<Statement> = {}, settles: StoredRecord = override): StoredRecord {
  return recordOf(statementOf(person, { decision: "posthoc-review", change: earlier, settles: settles.id, ...over }));
}
function debt(records: readonly StoredRecord[], policy: Policy = team): ReadonlyMap<string, string> {
  return openDebt(records, coverOf(), policy, tools);
}
const open = new Map([["eve", override.id]]);

describe("an override leaves debt", () => {
  test("that does not end when it expires", () => {
    expect(debt([override])).toEqual(open);
  });

  test("that a review by another person settles, even one that has expired since", () => {
    expect(debt([override, reviewBy("ada")])).toEqual(new Map());
    expect(debt([reviewBy("ada", { issuedAt: timestampOf(now - 80 * 24 * hour), expiresAt: timestampOf(now - 79 * 24 * hour) }), override])).toEqual(new Map());
  });

  test("that ends when the policy revokes the record", () => {
    expect(debt([override], policyOf([eve], {}, { revokedSignoffs: [override.id] }))).toEqual(new Map());
  });

  test("for every other change, and none for its own", () => {
    expect(openDebt([override], coverOf({ digest: digestOf("earlier") }), team, tools)).toEqual(new Map());
  });

  test("that does not stand against an override of the same person which was reviewed itself, whichever came first", () => {
    const second = recordOf(overrideOf("eve", { change: { ...earlier, digest: digestOf("second") } }));
    const asJudged = (digest: Statement["change"]["digest"]) => openDebt([override, second, reviewBy("ada")], coverOf({ digest }), team, tools);
    expect(asJudged(digestOf("earlier"))).toEqual(new Map());
    expect(asJudged(digestOf("third"))).toEqual(new Map([["eve", second.id]]));
  });

  test("for each override by itself", () => {
    const second = recordOf(overrideOf("eve", { change: { ...earlier, digest: digestOf("second") } }));
    expect(debt([override, second, reviewBy("ada")])).toEqual(new Map([["eve", second.id]]));
  });

  test("that survives the key it was made with", () => {
    const retired = { ...eve, keys: [keyOf("eve", { validUntil: "2020-01-01T00:00:00Z" }), keyOf("eve-2")] };
    expect(debt([override], policyOf([retired]))).toEqual(open);
    expect(debt([override], policyOf([eve], {}, { revokedKeys: [testKey("eve").fingerprint] }))).toEqual(open);
  });
});

describe("debt stays open after", () => {
  test.each<[string, StoredRecord, Policy?]>([
    ["a review of one's own", reviewBy("eve")],
    ["a review by an author of the change", reviewBy("dev")],
    ["a review of another record", reviewBy("ada", {}, recordOf(overrideOf("eve")))],
    ["a review of another change", reviewBy("ada", { change: { ...earlier, digest: digestOf("elsewhere") } })],
    ["a review in another repository", reviewBy("ada", { repo: { id: "repo-2" } })],
    ["an approval", recordOf(statementOf("ada", { change: earlier }))],
    ["a review by a key that is on no roster", recordOf(statementOf("mallory", { decision: "posthoc-review", change: earlier, settles: override.id }))],
    ["a review in another's name", recordOf(statementOf("ada", { decision: "posthoc-review", change: earlier, settles: override.id }), "dev")],
    ["a review dated ahead", reviewBy("ada", { issuedAt: timestampOf(now + hour) })],
    ["a review by somebody who has left", reviewBy("ada"), policyOf([eve, personOf("ada", { active: false })])],
    ["a review by somebody without the role", reviewBy("ada"), policyOf([eve, personOf("ada", { roles: ["breakglass"] })])],
    ["a review with a key that is not valid now", reviewBy("ada"), policyOf([eve, personOf("ada", { keys: [keyOf("ada", { validUntil: "2026-01-01T00:00:00Z" })] })])],
    ["a review with a revoked key", reviewBy("ada"), policyOf([eve, personOf("ada")], {}, { revokedKeys: [testKey("ada").fingerprint] })],
    ["a review without the touch that is asked", reviewBy("ada"), policyOf([eve, personOf("ada", { keys: [keyOf("ada", { requireTouch: true })] })])],
    ["a review without the PIN that is asked", reviewBy("ada"), policyOf([eve, personOf("ada", { keys: [keyOf("ada", { requirePin: true })] })])],
    ["a review as breakglass", reviewBy("ada", { signer: { person: "ada", keyFingerprint: testKey("ada").fingerprint, role: "breakglass" } }), policyOf([eve, personOf("ada", { roles: ["senior", "breakglass"] })])],
    ["a review that names another key of its signer", recordOf(statementOf("ada", { decision: "posthoc-review", change: earlier, settles: override.id, signer: { person: "ada", keyFingerprint: testKey("ada-2").fingerprint, role: "senior" } }), "ada"), policyOf([eve, personOf("ada", { keys: [keyOf("ada"), keyOf("ada-2")] })])],
    ["a review dated ahead by a second more than clocks differ", reviewBy("ada", { issuedAt: timestampOf(now + 5 * 60_000 + 1000) })],
  ])("%s", (_, review, policy) => {
    expect(debt([override, review], policy)).toEqual(open);
  });
});

describe("a review settles", () => {
  test.each<[string, StoredRecord]>([
    ["made this minute", reviewBy("ada", { issuedAt: timestampOf(now - 60_000) })],
    ["dated ahead by as much as clocks differ", reviewBy("ada", { issuedAt: timestampOf(now + 5 * 60_000) })],
  ])("%s", (_, review) => {
    expect(debt([override, review])).toEqual(new Map());
  });

  test("with the touch and the PIN that are asked, and not with one of them", () => {
    const policy = policyOf([eve, personOf("ada", { keys: [keyOf("ada", { requireTouch: true, requirePin: true })] })]);
    const settled = (touched: boolean, verifiedUser: boolean): boolean => openDebt([override, reviewBy("ada")], coverOf(), policy, onDevice({ touched, verifiedUser })).size === 0;
    expect([settled(true, true), settled(true, false), settled(false, true)]).toEqual([true, false, false]);
  });
});

test("of several overrides the one whose id comes first is named, in whatever order they come", () => {
  const others = ["b", "c", "d"].map((name) => recordOf(overrideOf("eve", { change: { ...earlier, digest: digestOf(name) } })));
  const first = [...others].sort((a, b) => (a.id < b.id ? -1 : 1))[0]!.id;
  for (const records of [others, others.toReversed()]) expect(debt(records)).toEqual(new Map([["eve", first]]));
});

describe("an override of this change", () => {
  const here = recordOf(overrideOf("eve"));
  const reviewHere = (person: string, settles: StoredRecord) => recordOf(statementOf(person, { decision: "posthoc-review", settles: settles.id }));

  test("that nobody has reviewed leaves the debt of another open, and one that was reviewed does not, whatever else was", () => {
    expect(debt([override, here])).toEqual(open);
    expect(debt([override, here, reviewHere("ada", here), reviewHere("ada", recordOf(overrideOf("ada")))])).toEqual(new Map());
  });

  test("is meant: a review that was reviewed answers for no override", () => {
    const review = reviewHere("eve", recordOf(overrideOf("ada")));
    expect(debt([override, review, reviewHere("ada", review)])).toEqual(open);
  });
});

describe("nobody can put debt on another", () => {
  test.each<[string, StoredRecord]>([
    ["by naming them", recordOf(overrideOf("eve", { change: earlier }), "mallory")],
    ["with a key that is on the roster, but another's", recordOf({ ...overrideOf("eve", { change: earlier }), signer: { person: "eve", keyFingerprint: testKey("ada").fingerprint, role: "breakglass" } }, "ada")],
    ["with another key than the statement names", recordOf({ ...overrideOf("eve", { change: earlier }), signer: { person: "eve", keyFingerprint: testKey("ada").fingerprint, role: "breakglass" } }, "eve")],
    ["without a signature", { ...override, signature: Buffer.alloc(0) }],
    ["under another id", { ...override, id: "f".repeat(64) }],
    ["with junk", { ...override, payload: Buffer.from("junk") }],
    ["from another repository", recordOf(overrideOf("eve", { change: earlier, repo: { id: "repo-2" } }))],
  ])("%s", (_, record) => {
    expect(debt([record])).toEqual(new Map());
  });
});
