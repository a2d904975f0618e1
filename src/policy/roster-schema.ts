import * as v from "valibot";
import { limits } from "./limits.ts";
import type { RosterRole } from "./policy.ts";
import { emails, listOf, record, someGlobs, text, textLike } from "./shapes.ts";

export const rosterRoles = ["senior", "policy-admin", "breakglass"] as const satisfies readonly RosterRole[];

/** What a person's key may leave out, and a person. */
export const keyDefaults = { validFrom: null, validUntil: null, requireTouch: false, requirePin: false } as const;
export const personDefaults = { active: true } as const;

const time = textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/, "a time in UTC, such as 2027-01-31T00:00:00Z");
const fingerprint = v.pipe(textLike(/^SHA256:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/, "a fingerprint as ssh-keygen -l prints it: SHA256: and 43 characters"), v.title("fingerprint"));
const recordId = v.pipe(textLike(/^[0-9a-f]{64}$/, "a record's id: 64 lower-case hex digits"), v.title("record id"));
const changeDigest = v.pipe(textLike(/^sha256:[0-9a-f]{64}$/, "a change's digest: sha256: and 64 lower-case hex digits"), v.title("change digest"));

const exampleLine = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA3jDvRkvYK8uoFKyPi+FLQbVDzQ606jION6mkAI4xky ada@laptop";

const exampleKey = { key: exampleLine, ...keyDefaults };

const key = record({
  key: v.pipe(
    text(limits.keyLength),
    v.title("Public key"),
    v.description("One line as in a `.pub` file: ssh-ed25519, ecdsa-sha2-nistp256/384/521, ssh-rsa of at least 3072 bits, or a hardware key (sk-). A comment behind it is ignored; no certificates, no options. No key twice in the roster."),
    v.examples([exampleLine]),
  ),
  validFrom: v.pipe(
    v.optional(v.nullable(time), keyDefaults.validFrom),
    v.title("Valid from"),
    v.description("From when on this key counts, RFC 3339 with `Z`; `null` for no bound."),
    v.examples(["2026-01-01T00:00:00Z"]),
  ),
  validUntil: v.pipe(
    v.optional(v.nullable(time), keyDefaults.validUntil),
    v.title("Valid until"),
    v.description("Until when this key counts, RFC 3339 with `Z`; `null` for no bound."),
    v.examples(["2028-01-01T00:00:00Z"]),
  ),
  requireTouch: v.pipe(
    v.optional(v.boolean(), keyDefaults.requireTouch),
    v.title("Require touch"),
    v.description("Hardware keys only: a signature counts only when the device attests that somebody touched it."),
    v.examples([true]),
  ),
  requirePin: v.pipe(
    v.optional(v.boolean(), keyDefaults.requirePin),
    v.title("Require PIN"),
    v.description("Hardware keys only: a signature counts only when the device attests that it checked a PIN or a fingerprint."),
    v.examples([true]),
  ),
});

const person = record({
  id: v.pipe(
    text(limits.idLength),
    v.title("Id"),
    v.description("What sign-offs and the audit log call this person. Unique without regard to case; no blanks, no wildcards. Persons are counted, not keys."),
    v.examples(["ada"]),
  ),
  roles: v.pipe(
    listOf(v.picklist(rosterRoles), rosterRoles.length, "roles"),
    v.minLength(1, "must hold at least one role"),
    v.title("Roles"),
    v.description("`senior` signs off changes, `policy-admin` changes to the safeguards themselves, `breakglass` may override in an emergency."),
    v.examples([["senior", "policy-admin"]]),
  ),
  scopes: v.pipe(someGlobs, v.title("Scopes"), v.description("Files this person may answer for; every file of a change has to be among them. `**` for all."), v.examples([["**"]])),
  emails: v.pipe(
    emails,
    v.minLength(1, "must hold at least one e-mail"),
    v.title("E-mails"),
    v.description("Every address this person commits with: nobody answers for a change of their own. Compared without case; no address of two persons."),
    v.examples([["ada@acme.example"]]),
  ),
  keys: v.pipe(listOf(key, limits.keys, "keys"), v.title("Keys"), v.description("The ssh keys this person signs with."), v.examples([[exampleKey]])),
  active: v.pipe(
    v.optional(v.boolean(), personDefaults.active),
    v.title("Active"),
    v.description("Whether this person's sign-offs count now. Set it to false rather than deleting somebody whose name stands in records."),
    v.examples([true]),
  ),
});

function listed<const Item extends v.GenericSchema>(item: Item, plural: string) {
  return v.optional(listOf(item, limits.revoked, plural), []);
}

const roster = record({
  people: v.pipe(
    v.optional(listOf(person, limits.entries, "people"), []),
    v.title("People"),
    v.description("Who may answer for changes, for which files, with which keys."),
    v.examples([[{ id: "ada", roles: ["senior" as const], scopes: ["**"], emails: ["ada@acme.example"], keys: [exampleKey], ...personDefaults }]]),
  ),
  revokedKeys: v.pipe(
    listed(fingerprint, "fingerprints"),
    v.title("Revoked keys"),
    v.description("Fingerprints of keys that no longer count, whoever holds them, for sign-offs made before as well."),
    v.examples([["SHA256:jCpgcw94ZlGmGQdrkIYZHcxvwgmKJ86vi+B2lDQKaL0"]]),
  ),
  revokedSignoffs: v.pipe(
    listed(recordId, "records"),
    v.title("Revoked sign-offs"),
    v.description("Ids of records that no longer count. `riskscore signoff revoke` prepares the entry."),
    v.examples([["5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"]]),
  ),
  blockedChanges: v.pipe(
    listed(changeDigest, "changes"),
    v.title("Blocked changes"),
    v.description("Digests of changes that nobody may let pass, however many sign."),
    v.examples([["sha256:486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7"]]),
  ),
});

/** Who may answer for changes, and what was taken back. */
export const rosterEntry = v.pipe(
  v.optional(roster, {}),
  v.title("Roster"),
  v.description("Who may answer for changes, and what was taken back. Read from the base of a change, so no change can name its own judges."),
);
