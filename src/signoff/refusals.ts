import type { RefusalReason } from "./coverage.ts";

/** What to say of a record that does not count. */
export interface Refusal {
  /** A few words for a list. */
  readonly title: string;
  /** One sentence: what the rule is for. */
  readonly why: string;
  /** One sentence: what to do. */
  readonly todo: string;
}

const signAgain = "Ask for a new sign-off of the change as it is now.";

/** Every reason, in the order in which a record is checked. */
export const refusals = {
  malformed: { title: "not a sign-off", why: "Only the canonical bytes of a statement can be signed: anything else could be read in two ways.", todo: "Sign again with riskscore signoff; nothing can be mended by hand." },
  "wrong-repository": { title: "for another repository", why: "A sign-off names the repository it was given for, so that it cannot be carried to another.", todo: signAgain },
  "wrong-ref": { title: "for another branch", why: "A sign-off names the ref the change is meant to land on, so that it cannot be carried to another.", todo: "Ask for a sign-off for this landing ref." },
  "wrong-change": { title: "for another change", why: "A sign-off is bound to every byte, mode and path of a change.", todo: signAgain },
  "lives-too-long": { title: "lives too long", why: "A sign-off that lives longer than the policy allows was not made under this policy.", todo: "Sign again; the expiry is chosen to fit." },
  "not-yet-valid": { title: "dated in the future", why: "A date ahead of the clock would lengthen a sign-off's life.", todo: "Correct the signer's clock, or this one, and sign again." },
  expired: { title: "expired", why: "What was true when it was signed may not be true any more.", todo: signAgain },
  revoked: { title: "revoked", why: "The policy lists this record as revoked.", todo: signAgain },
  "change-blocked": { title: "change blocked", why: "The policy names this change as one that nobody may let pass.", todo: "Change it, or ask a policy-admin to lift the block." },
  "used-up": { title: "used up", why: "The change has landed with this sign-off before; what was taken back since may not come again unseen.", todo: signAgain },
  "bad-signature": { title: "bad signature", why: "Only the key's holder can make a signature, and any other byte breaks it.", todo: "Sign again with riskscore signoff." },
  "unknown-key": { title: "unknown key", why: "Only keys on the roster of the base's policy count.", todo: "A policy-admin can add the key to the roster, on the protected branch." },
  "wrong-signer": { title: "signed by another", why: "A statement names its signer and key, and both have to be those that signed.", todo: "Sign again in your own name and with the key you name." },
  "person-inactive": { title: "no longer active", why: "Who is marked inactive on the roster answers for nothing.", todo: "Ask somebody who is active." },
  "key-not-valid-now": { title: "key not valid now", why: "The roster bounds the key's time, and what counts is the time now: the signer's own date proves nothing.", todo: "Sign again with a key that is valid." },
  "key-revoked": { title: "key revoked", why: "The roster revokes this key, whenever it signed.", todo: "Sign again with a new key." },
  "needs-touch": { title: "touch or PIN missing", why: "The roster asks the device to attest a touch or a PIN, which no program can give.", todo: "Sign again and touch the security key, or give its PIN." },
  "lacks-role": { title: "lacks the role", why: "Each decision needs a role, and the roster of the base says who has it.", todo: "Ask somebody who has the role." },
  "out-of-scope": { title: "out of scope", why: "Who answers for a change has to be trusted with every file of it.", todo: "Ask somebody whose scope holds every path, or split the change." },
  "own-change": { title: "own change", why: "Nobody answers for a change of their own.", todo: "Ask another person." },
  "policy-changed": { title: "policy changed", why: "It was signed under rules that no longer hold.", todo: signAgain },
  "impact-rose": { title: "impact rose", why: "The change reaches farther now than what was signed.", todo: signAgain },
  "no-ticket": { title: "no ticket or reason", why: "An emergency override leaves a trail: a ticket and a reason that can be read later.", todo: "Sign the override again with --ticket and a reason of at least 20 characters." },
  "open-debt": { title: "open review debt", why: "Who has overridden before has to have that reviewed first.", todo: "Have another senior review the earlier change: riskscore signoff --settle ID." },
} as const satisfies Record<RefusalReason, Refusal>;
