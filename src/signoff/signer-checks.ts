import { matcher } from "../policy/globs.ts";
import type { Person, RosterKey } from "../policy/policy.ts";
import { instantOf } from "./instant.ts";
import { ownPart } from "./own-change.ts";
import { type Check, type OnPaper, unless } from "./paper-checks.ts";
import type { GoodSignature } from "./signature.ts";
import type { Role, SignoffDecision } from "./statement.ts";

/** A statement whose signature is good, beside the one person who holds its key. */
export interface Signed extends OnPaper {
  readonly signature: GoodSignature;
  readonly person: Person;
  readonly key: RosterKey;
}

/** As whom each decision may be made. */
const rolesFor = {
  approve: ["senior", "policy-admin"],
  reject: ["senior", "policy-admin"],
  "posthoc-review": ["senior", "policy-admin"],
  override: ["breakglass"],
} as const satisfies Record<SignoffDecision, readonly Role[]>;

const shortestOverrideReason = 20;

/** The signer, now: a key and a person that the roster trusts at this moment. What the statement says of its own time proves nothing. */
export const signerChecks: readonly Check<Signed>[] = [
  {
    reason: "wrong-signer",
    found: ({ statement: { signer }, signature, person }) =>
      unless(signer.person === person.id, `names ${signer.person} as its signer, and the key is ${person.id}'s`) ??
      unless(signer.keyFingerprint === signature.fingerprint, `names another key than the one that signed, ${signature.fingerprint}`),
  },
  { reason: "person-inactive", found: ({ person }) => unless(person.active, `is by ${person.id}, who is inactive on the roster`) },
  { reason: "key-not-valid-now", found: ({ key, cover, signature }) => outsideOf(key, cover.now, signature.fingerprint) },
  { reason: "key-revoked", found: ({ signature, policy }) => unless(!policy.roster.revokedKeys.includes(signature.fingerprint), `was made with ${signature.fingerprint}, a revoked key`) },
  {
    reason: "needs-touch",
    found: ({ key, signature: { hardware } }) =>
      unless(!key.requireTouch || hardware?.touched === true, "was made without the touch that the roster asks of its key") ??
      unless(!key.requirePin || hardware?.verifiedUser === true, "was made without the PIN that the roster asks of its key"),
  },
  {
    reason: "lacks-role",
    found: ({ statement: { signer, decision }, person }) =>
      unless((rolesFor[decision] as readonly Role[]).includes(signer.role), `is a ${decision} as ${signer.role}, which takes ${rolesFor[decision].join(" or ")}`) ??
      unless(person.roles.includes(signer.role), `was signed as ${signer.role}, and ${person.id} is none`),
  },
  { reason: "out-of-scope", found: outOfScope },
];

/** What a grant needs beyond its signer. A veto needs none of it: who rejects has to be let, whoever wrote the change and whatever came after. */
export const grantChecks: readonly Check<Signed>[] = [
  { reason: "own-change", found: ownChange },
  { reason: "policy-changed", found: ({ statement, cover }) => unless(statement.risk.policyDigest === cover.policyDigest, "was signed under another policy than the one that judges now") },
  {
    reason: "impact-rose",
    found: ({ statement: { risk }, cover, policy }) => unless(cover.impact <= risk.impact + policy.signoff.tolerance, `was signed at impact ${risk.impact}, and it is ${cover.impact} now`),
  },
  {
    reason: "no-ticket",
    found: ({ statement: { decision, ticket, reason } }) =>
      unless(decision !== "override" || ticket !== null, "is an override without a ticket") ??
      unless(decision !== "override" || lengthOf(reason) >= shortestOverrideReason, `is an override whose reason is shorter than ${shortestOverrideReason} characters`),
  },
  {
    reason: "open-debt",
    found: ({ statement, person, cover }) => unless(statement.decision !== "override" || !cover.openDebt.has(person.id), `is an override, and nobody has reviewed another one by ${person.id}, ${cover.openDebt.get(person.id)?.slice(0, 12)}`),
  },
];

/** A bound that cannot be read is one that does not hold. */
export function outsideOf({ validFrom, validUntil }: RosterKey, now: number, fingerprint: string): string | null {
  const from = validFrom === null ? -Infinity : (instantOf(validFrom) ?? Infinity);
  const until = validUntil === null ? Infinity : (instantOf(validUntil) ?? -Infinity);
  if (now < from) return `was made with ${fingerprint}, which is not valid before ${validFrom}`;
  return unless(now < until, `was made with ${fingerprint}, which was valid until ${validUntil}`);
}

/** Who answers for a change answers for all of it; who knows one file of it may say no. */
function outOfScope({ statement: { decision }, person, cover }: Signed): string | null {
  const within = matcher(person.scopes);
  // Where a record is looked at by itself, there are no paths that could be out of scope.
  if (decision === "reject") return unless(cover.paths.length === 0 || cover.paths.some(within), `is by ${person.id}, whose scope holds no path of this change`);
  const outside = cover.paths.find((path) => !within(path));
  return outside === undefined ? null : `is by ${person.id}, whose scope does not hold ${JSON.stringify(outside)}`;
}

function ownChange({ statement: { decision, authors, signer }, person, cover, policy }: Signed): string | null {
  const part = ownPart(person, cover.identities, authors);
  const exempt = policy.signoff.seniorsExempt && decision === "approve" && signer.role === "senior";
  return part === null || exempt ? null : `is by ${person.id}, who ${part}`;
}

/** Blanks do not make a reason longer. */
function lengthOf(reason: string): number {
  return [...reason.replace(/\s+/gu, " ").trim()].length;
}
