import type { Person, Policy, RosterRole } from "./policy.ts";

/** What the policy's text alone does not say about its keys. Without it, keys that were revoked or ran out count as usable. */
export interface KeysNow {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `SHA256:…`; null for what is no key. */
  fingerprintOf(key: string): string | null;
}

/**
 * Sentences on what this roster cannot do: quorums it cannot meet, or not once the author is left out; safeguards nobody could
 * ever change; files nobody may answer for. None of it makes a policy wrong, all of it is better read before a push is stopped.
 */
export function rosterWarnings(policy: Policy, keys?: KeysNow): readonly string[] {
  const { people } = policy.roster;
  if (people.length === 0) return ["Nobody is on the roster: a change that needs a sign-off cannot get one. Add people with their ssh keys to \"roster.people\"."];
  const able = people.filter((person) => person.active && canSign(person, policy, keys));
  const having = (role: RosterRole): readonly Person[] => able.filter(({ roles }) => roles.includes(role));
  return [
    ...keylessWarnings(people, able),
    ...seniorWarnings(policy, having("senior")),
    ...adminWarnings(having("policy-admin")),
    ...scopeWarnings("senior", having("senior")),
    ...scopeWarnings("policy-admin", having("policy-admin")),
    ...(having("breakglass").length === 0 ? ["Nobody who can sign has the role breakglass: in an emergency there is no override."] : []),
  ];
}

function canSign({ keys: own }: Person, { roster }: Policy, keys: KeysNow | undefined): boolean {
  const revoked = new Set(roster.revokedKeys);
  return own.some(({ key, validUntil }) => {
    if (keys === undefined) return true;
    const fingerprint = keys.fingerprintOf(key);
    return fingerprint !== null && !revoked.has(fingerprint) && (validUntil === null || keys.now < Date.parse(validUntil));
  });
}

function keylessWarnings(people: readonly Person[], able: readonly Person[]): string[] {
  const keyless = people.filter((person) => person.active && !able.includes(person)).map(({ id }) => id);
  if (keyless.length === 0) return [];
  return [`${listed(keyless)} ${keyless.length === 1 ? "has" : "have"} no key that counts, and cannot sign.`];
}

const whoseChange = { ai: "An AI-assisted change", people: "A change by people" } as const;
type BarBand = "medium" | "high" | "critical";

/** The lowest band that asks for a number stands for the higher ones that ask for the same. */
function seniorWarnings({ bars, signoff }: Policy, seniors: readonly Person[]): string[] {
  return (["ai", "people"] as const).flatMap((whose) => {
    const asked = (["medium", "high", "critical"] as const).map((band) => ({ band, needed: bars[whose][band] }));
    const steps = asked.filter(({ needed }, at) => needed > 0 && needed !== asked[at - 1]?.needed);
    return steps.flatMap(({ band, needed }) => quorumWarning(whoseChange[whose], band, needed, seniors, signoff.seniorsExempt));
  });
}

function quorumWarning(change: string, band: BarBand, needed: number, seniors: readonly Person[], exempt: boolean): string[] {
  const rule = `${change} of impact ${band} needs ${counted(needed)}`;
  if (seniors.length < needed) return [`${rule}, but ${canBe(seniors)}: without an override none can pass.`];
  if (exempt || seniors.length > needed) return [];
  return [`${rule}, but ${canBe(seniors)}: a senior's own can never pass.`];
}

function adminWarnings(admins: readonly Person[]): string[] {
  const [only, second] = admins;
  if (only === undefined) return ["Nobody who can sign is policy-admin: changes to the policy, to hooks and to other safeguards can never pass."];
  if (second !== undefined) return [];
  return [`Only ${only.id} is policy-admin: changes by ${only.id} to the policy, to hooks and to other safeguards can never pass.`];
}

/** A signer's scopes have to hold every file of a change, so only `**` leaves no file out for sure. */
function scopeWarnings(role: "senior" | "policy-admin", persons: readonly Person[]): string[] {
  if (persons.length === 0 || persons.some(({ scopes }) => scopes.some((scope) => scope === "**" || scope === "**/*"))) return [];
  return [`No ${role} has the scope **: a change to files outside of every ${role}'s scopes, or across them, can be answered for by nobody.`];
}

function counted(seniors: number): string {
  return seniors === 1 ? "1 senior" : `${seniors} seniors`;
}

function canBe(seniors: readonly Person[]): string {
  if (seniors.length === 0) return "no senior can sign";
  return seniors.length === 1 ? `only ${seniors[0]!.id} can sign as senior` : `only ${seniors.length} seniors can sign`;
}

/** `ada`, `ada and grace`, `ada, grace and 3 more`. */
function listed(ids: readonly string[]): string {
  const [first = "", second] = ids;
  if (ids.length > 3) return `${first}, ${second} and ${ids.length - 2} more`;
  return ids.length === 1 ? first : `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}`;
}
