import type { Person, Roster, RosterKey } from "../policy/policy.ts";

export interface KeyHolder {
  readonly person: Person;
  readonly key: RosterKey;
}

/** Whose key this is (`ssh-ed25519 AAAA…`); null when it is nobody's. A key that stands twice is nobody's: it would not say who signed. */
export function keyHolder(key: string, roster: Roster): KeyHolder | null {
  const held = roster.people.flatMap((person) => person.keys.filter((one) => bare(one.key) === key).map((one) => ({ person, key: one })));
  return held.length === 1 ? held[0]! : null;
}

/** Without the comment. */
function bare(line: string): string {
  return line.trim().split(/\s+/, 2).join(" ");
}
