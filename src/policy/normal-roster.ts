import { plainEmail } from "./e-mail.ts";
import type { Person, Roster, RosterKey } from "./policy.ts";
import { withoutComment } from "./public-key.ts";
import type { WrittenPolicy } from "./schema.ts";

type WrittenRoster = NonNullable<WrittenPolicy["roster"]>;
type WrittenPerson = NonNullable<WrittenRoster["people"]>[number];

/** The roster as the core reads it: e-mails in lower case, keys without comments, so that equal ones are equal text. */
export function normalRoster(written: WrittenRoster): Roster {
  return {
    people: (written.people ?? []).map(normalPerson),
    revokedKeys: written.revokedKeys ?? [],
    revokedSignoffs: written.revokedSignoffs ?? [],
    blockedChanges: written.blockedChanges ?? [],
  };
}

function normalPerson({ id, roles, scopes, emails, keys, active = true }: WrittenPerson): Person {
  return { id, roles, scopes, emails: emails.map(plainEmail), keys: keys.map(normalKey), active };
}

function normalKey({ key, validFrom = null, validUntil = null, requireTouch = false, requirePin = false }: WrittenPerson["keys"][number]): RosterKey {
  return { key: withoutComment(key), validFrom, validUntil, requireTouch, requirePin };
}
