import { expect, test } from "vitest";
import { checkShape } from "../../src/policy/check-shape.ts";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import { ed25519, everyType, token } from "./public-keys.ts";
import { person, rosterOf, type WrittenKey, type WrittenPerson } from "./rosters.ts";

const problemsOf = (value: unknown) => {
  const checked = checkShape(value);
  return "problems" in checked ? checked.problems : [];
};
const ada = (over: object = {}) => rosterOf(person("ada", over as Partial<WrittenPerson>));
const keyed = (over: Partial<WrittenKey>) => ada({ keys: [{ key: token(1), ...over }] });
const at = (...path: (string | number)[]) => ["roster", "people", 0, ...path];
const hex = "a".repeat(64);

test("a roster with every type of key, bounds, touch and revocations is accepted", () => {
  const keys = Object.values(everyType).map((line, i) => ({ key: `${line(i)} ada@laptop`, validFrom: "2026-01-01T00:00:00Z", validUntil: "2028-02-29T23:59:59.999Z" }));
  const roster = {
    people: [person("ada", { keys }), person("grace@acme.example", { emails: ["g@acme.example"], keys: [{ key: token(9), requireTouch: true, requirePin: true, validFrom: null }], active: false }), person("jürgen", { keys: [] })],
    revokedKeys: [`SHA256:${"A".repeat(43)}`],
    revokedSignoffs: [hex],
    blockedChanges: [`sha256:${hex}`],
  };
  expect(problemsOf({ repo: "6f1d1c5e-4b0a-4c3e-9b6e-0d6a52f0c7a1", roster })).toEqual([]);
});

test("e-mails and keys have one spelling in the normal form", () => {
  const { roster } = normalizePolicy(ada({ emails: ["Ada@ACME.example"], keys: [{ key: `${ed25519(1)} some comment` }] }));
  expect(roster.people[0]).toMatchObject({ emails: ["ada@acme.example"], keys: [{ key: ed25519(1), validFrom: null, validUntil: null, requireTouch: false, requirePin: false }], active: true });
});

test.each<[string, unknown, readonly (string | number)[], RegExp]>([
  ["no repo", { roster: { people: [person("ada")] } }, ["roster"], /needs "repo"/],
  ["repo null", { repo: null, roster: { people: [person("ada")] } }, ["roster"], /needs "repo"/],
  ["repo with a blank", { ...ada(), repo: "a b" }, ["repo"], /letters, digits/],
  ["repo too long", { ...ada(), repo: "a".repeat(101) }, ["repo"], /1 to 100/],
  ["no id", ada({ id: "" }), at("id"), /empty/],
  ["a long id", ada({ id: "a".repeat(101) }), at("id"), /at most 100/],
  ["a wildcard", ada({ id: "*@acme.example" }), at("id"), /wildcard/],
  ["a question mark", ada({ id: "ad?" }), at("id"), /wildcard/],
  ["a negation", ada({ id: "!ada" }), at("id"), /wildcard/],
  ["a list", ada({ id: "ada,grace" }), at("id"), /comma/],
  ["a blank", ada({ id: "ada " }), at("id"), /blank/],
  ["a hidden character", ada({ id: "ada\u200b" }), at("id"), /cannot be seen/],
  ["a turned direction", ada({ id: "\u202eada" }), at("id"), /cannot be seen/],
  ["an escape", ada({ id: "ada\u001b[2J" }), at("id"), /cannot be seen/],
  ["no role", ada({ roles: [] }), at("roles"), /at least one role/],
  ["another role", ada({ roles: ["admin"] }), at("roles", 0), /one of "senior"/],
  ["no scope", ada({ scopes: [] }), at("scopes"), /at least one glob/],
  ["a broken scope", ada({ scopes: ["(a+)+"] }), at("scopes", 0), /parenthesis/],
  ["no e-mail", ada({ emails: [] }), at("emails"), /at least one e-mail/],
  ["no @", ada({ emails: ["ada"] }), at("emails", 0), /one '@'/],
  ["two @", ada({ emails: ["a@b@c"] }), at("emails", 0), /one '@'/],
  ["nothing before @", ada({ emails: ["@acme.example"] }), at("emails", 0), /one '@'/],
  ["a wildcard e-mail", ada({ emails: ["*@acme.example"] }), at("emails", 0), /wildcard/],
  ["a name with the e-mail", ada({ emails: ["Ada<ada@acme.example>"] }), at("emails", 0), /without its name/],
  ["an e-mail twice", ada({ emails: ["ada@acme.example", "ADA@acme.example"] }), at("emails", 1), /once is enough/],
  ["no keys", ada({ keys: undefined }), at("keys"), /list/],
  ["no such key", ada({ keys: [{ key: "ssh-rsa AAAA" }] }), at("keys", 0, "key"), /the key /],
  ["a local time", keyed({ validFrom: "2026-01-01T00:00:00+01:00" }), at("keys", 0, "validFrom"), /time in UTC/],
  ["a time without Z", keyed({ validFrom: "2026-01-01T00:00:00" }), at("keys", 0, "validFrom"), /time in UTC/],
  ["a date", keyed({ validUntil: "2026-01-01" }), at("keys", 0, "validUntil"), /time in UTC/],
  ["ssh-keygen's own form", keyed({ validUntil: "20260101Z" }), at("keys", 0, "validUntil"), /time in UTC/],
  ["a small z", keyed({ validUntil: "2026-01-01t00:00:00z" }), at("keys", 0, "validUntil"), /time in UTC/],
  ["February 30", keyed({ validFrom: "2026-02-30T00:00:00Z" }), at("keys", 0, "validFrom"), /does not exist/],
  ["no leap year", keyed({ validUntil: "2027-02-29T00:00:00Z" }), at("keys", 0, "validUntil"), /does not exist/],
  ["hour 24", keyed({ validUntil: "2027-01-01T24:00:00Z" }), at("keys", 0, "validUntil"), /does not exist/],
  ["second 60", keyed({ validUntil: "2016-12-31T23:59:60Z" }), at("keys", 0, "validUntil"), /does not exist/],
  ["February 30, and an end long before", keyed({ validFrom: "2026-02-30T00:00:00Z", validUntil: "1960-01-01T00:00:00Z" }), at("keys", 0, "validFrom"), /does not exist/],
  ["a time and a comment", keyed({ validUntil: "2027-01-01T00:00:00Z (x)" }), at("keys", 0, "validUntil"), /time in UTC/],
  ["words before a time", keyed({ validUntil: "x2027-01-01T00:00:00Z" }), at("keys", 0, "validUntil"), /time in UTC/],
  ["until before from", keyed({ validFrom: "2027-01-01T00:00:00Z", validUntil: "2026-01-01T00:00:00Z" }), at("keys", 0, "validUntil"), /never be valid/],
  ["until at from", keyed({ validFrom: "2027-01-01T00:00:00Z", validUntil: "2027-01-01T00:00:00Z" }), at("keys", 0, "validUntil"), /never be valid/],
  ["touch of a file", ada({ keys: [{ key: ed25519(1), requireTouch: true }] }), at("keys", 0, "requireTouch"), /hardware key/],
  ["a PIN of a file", ada({ keys: [{ key: ed25519(1), requirePin: true }] }), at("keys", 0, "requirePin"), /hardware key/],
  ["a key twice", ada({ keys: [{ key: ed25519(1) }, { key: `${ed25519(1)} again` }] }), at("keys", 1, "key"), /this person has it already/],
  ["a fingerprint cut", { roster: { revokedKeys: ["SHA256:abc"] } }, ["roster", "revokedKeys", 0], /fingerprint/],
  ["a fingerprint that no hash has", { roster: { revokedKeys: [`SHA256:${"A".repeat(42)}B`] } }, ["roster", "revokedKeys", 0], /fingerprint/],
  ["a fingerprint of MD5", { roster: { revokedKeys: ["MD5:00:11"] } }, ["roster", "revokedKeys", 0], /fingerprint/],
  ["a fingerprint behind something", { roster: { revokedKeys: [`x SHA256:${"A".repeat(43)}`] } }, ["roster", "revokedKeys", 0], /fingerprint/],
  ["a fingerprint before something", { roster: { revokedKeys: [`SHA256:${"A".repeat(43)} x`] } }, ["roster", "revokedKeys", 0], /fingerprint/],
  ["a record too long", { roster: { revokedSignoffs: [`${hex}a`] } }, ["roster", "revokedSignoffs", 0], /64 lower-case/],
  ["a change behind something", { roster: { blockedChanges: [`xsha256:${hex}`] } }, ["roster", "blockedChanges", 0], /sha256:/],
  ["a record in capitals", { roster: { revokedSignoffs: [hex.toUpperCase()] } }, ["roster", "revokedSignoffs", 0], /lower-case hex/],
  ["a record with a prefix", { roster: { revokedSignoffs: [`sha256:${hex}`] } }, ["roster", "revokedSignoffs", 0], /64 lower-case/],
  ["a change without its prefix", { roster: { blockedChanges: [hex] } }, ["roster", "blockedChanges", 0], /sha256:/],
  ["a change and a newline", { roster: { blockedChanges: [`sha256:${hex}\n`] } }, ["roster", "blockedChanges", 0], /sha256:/],
])("%s", (_, value, path, message) => {
  const [problem] = problemsOf(value);
  expect(problem?.path).toEqual(path);
  expect(problem?.message).toMatch(message);
});

test("letters that are only capitalised alike are apart, and a bound long past is still one", () => {
  expect(problemsOf(rosterOf(person("wei\u00df", { emails: ["a@x"] }), person("weiss", { emails: ["b@x"] })))).toEqual([]);
  expect(problemsOf(keyed({ validUntil: "1960-01-01T00:00:00Z" }))).toEqual([]);
});

test.each([["ada", "ada"], ["ada", "Ada"], ["ﬁn", "fin"], ["jürgen", "ju\u0308rgen"]])("the ids %s and %s are one", (a, b) => {
  const value = rosterOf(person(a, { emails: ["a@x"] }), person(b, { emails: ["b@x"] }));
  expect(problemsOf(value)).toMatchObject([{ path: ["roster", "people", 1, "id"], message: expect.stringContaining("stands twice") as string }]);
});

test("an e-mail of two persons is refused, and says whose it is", () => {
  const value = rosterOf(person("ada"), person("grace", { emails: ["grace@acme.example", "ADA@acme.example"] }));
  expect(problemsOf(value)).toMatchObject([{ path: ["roster", "people", 1, "emails", 1], message: 'the e-mail "ADA@acme.example" stands twice: it belongs to "ada"' }]);
});

test("an id that is another's e-mail is refused: it would make that person's changes one's own", () => {
  const value = rosterOf(person("ada"), person("ADA@acme.example", { emails: ["g@acme.example"] }));
  expect(problemsOf(value)).toMatchObject([{ path: ["roster", "people", 1, "id"], message: 'the id "ADA@acme.example" is an e-mail of "ada"' }]);
  expect(problemsOf(rosterOf(person("ada@acme.example", { emails: ["ada@acme.example"] })))).toEqual([]);
});

test("a key of two persons is refused whatever its comment: one would count as two", () => {
  const value = rosterOf(person("ada", { keys: [{ key: `${ed25519(1)} ada` }] }), person("grace", { keys: [{ key: ed25519(2) }, { key: `${ed25519(1)} grace` }] }));
  expect(problemsOf(value)).toMatchObject([{ path: ["roster", "people", 1, "keys", 1, "key"], message: expect.stringContaining('it belongs to "ada"') as string }]);
});

test("keys that are none are told one by one, and not as one key that stands twice", () => {
  expect(problemsOf(ada({ keys: [{ key: "ssh-rsa AAAA" }, { key: "junk" }] })).map(({ path }) => path.at(-2))).toEqual([0, 1]);
});

test("a private key pasted by mistake is refused, and repeated nowhere", () => {
  const secret = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ";
  const [problem] = problemsOf(ada({ keys: [{ key: `-----BEGIN OPENSSH PRIVATE KEY----- ${secret}` }] }));
  expect(problem?.message).toMatch(/is a private key/);
  expect(problem?.message).not.toContain(secret);
});

test.each([
  [{ people: Array.from({ length: 501 }, (_, i) => person(`p${i}`)) }, ["roster", "people"]],
  [{ people: [person("ada", { keys: Array.from({ length: 21 }, (_, i) => ({ key: ed25519(i) })) })] }, at("keys")],
  [{ people: [person("ada", { emails: Array.from({ length: 51 }, (_, i) => `${i}@x`) })] }, at("emails")],
  [{ people: [person("ada", { keys: [{ key: `${ed25519(1)} ${"x".repeat(4096)}` }] })] }, at("keys", 0, "key")],
  [{ revokedSignoffs: Array.from({ length: 2001 }, () => hex) }, ["roster", "revokedSignoffs"]],
])("sizes are bounded", (roster, path) => {
  expect(problemsOf({ repo: "r", roster })[0]).toMatchObject({ path, message: expect.stringMatching(/at most/) as string });
});
