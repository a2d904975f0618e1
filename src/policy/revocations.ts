import type { Policy, Roster } from "./policy.ts";

/** What a policy takes away. A server keeps all it ever saw on a protected ref, so these only grow there. */
export type Revocations = Pick<Roster, "revokedKeys" | "revokedSignoffs" | "blockedChanges">;

export const noRevocations: Revocations = { revokedKeys: [], revokedSignoffs: [], blockedChanges: [] };

/** Both, each entry once, sorted. */
export function bothRevocations(a: Revocations, b: Revocations): Revocations {
  const union = (list: keyof Revocations): readonly string[] => [...new Set([...a[list], ...b[list]])].sort();
  return { revokedKeys: union("revokedKeys"), revokedSignoffs: union("revokedSignoffs"), blockedChanges: union("blockedChanges") };
}

/** The policy, with all that is remembered taken away as well. What it asks for stays as it was written. */
export function withRevocations(policy: Policy, remembered: Revocations): Policy {
  return { ...policy, roster: { ...policy.roster, ...bothRevocations(policy.roster, remembered) } };
}

/**
 * What `roster` would let count again, one phrase each: a revoked key that somebody on it holds, a sign-off or a change it no longer
 * names. A revoked key that nobody holds may be forgotten by the file: no signature by it can count.
 */
export function broughtBack(roster: Roster, remembered: Revocations, fingerprintOf: (key: string) => string | null): readonly string[] {
  const held = new Set(roster.people.flatMap(({ keys }) => keys.flatMap(({ key }) => fingerprintOf(key) ?? [])));
  return [
    ...missingFrom(roster.revokedKeys, remembered.revokedKeys).filter((one) => held.has(one)).map((one) => `the key ${one}`),
    ...missingFrom(roster.revokedSignoffs, remembered.revokedSignoffs).map((one) => `the sign-off ${one.slice(0, 12)}`),
    ...missingFrom(roster.blockedChanges, remembered.blockedChanges).map((one) => `the change ${one.slice(0, 19)}`),
  ];
}

function missingFrom(kept: readonly string[], remembered: readonly string[]): readonly string[] {
  return remembered.filter((one) => !kept.includes(one));
}
