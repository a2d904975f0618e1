import { ruleNames } from "../gate/rules.ts";
import type { Decision, Requirement, RequirementStatus, Rollout } from "../gate/verdict.ts";
import type { Mode, Posture } from "../policy/policy.ts";
import type { AttributionKind, Confidence, EvidencePlace, ProvenanceState } from "../provenance/attribution.ts";
import type { RefusalReason } from "../signoff/coverage.ts";
import type { Role, SignoffDecision } from "../signoff/statement.ts";
import { amount, described, listOf, object, oneOf, ref, type Schema, text, textOrNull, yesOrNo } from "./schema-words.ts";

/** A closed list with every member of a union: one that is missing does not compile. */
function every<Name extends string>(names: Readonly<Record<Name, true>>): Schema {
  return oneOf(Object.keys(names));
}

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: "null" }] };
}

const digest = { type: "string", pattern: "^sha256:[0-9a-f]{64}$" };
const oid = { type: "string", pattern: "^([0-9a-f]{40}|[0-9a-f]{64})$" };
const role = every<Role>({ senior: true, "policy-admin": true, breakglass: true });

export const contract = object({
  package: text,
  module: described(text, "The entry point."),
  published: described(yesOrNo, "Others may have installed the package; they are not counted."),
  symbols: described(listOf(text), "Export names that change, as module#name."),
  callers: described(amount, "Modules of other packages that can feel the change."),
  packages: described(listOf(text), "The packages they are in."),
});

export const attribution = object(
  {
    tool: described(text, "Its name in the table of tools, a team's own, or `unknown`."),
    model: textOrNull,
    kind: every<AttributionKind>({ agent: true, session: true, env: true, line: true, declared: true, assist: true, weak: true }),
    confidence: every<Confidence>({ high: true, medium: true, low: true }),
    where: object({
      place: every<EvidencePlace>({ author: true, committer: true, "co-author": true, trailer: true, footer: true, subject: true, branch: true, note: true, "agent-trace": true, environment: true, tag: true }),
      commit: described(orNull(oid), "Null for what is not committed yet, and for branches."),
      marker: described(text, "What matched."),
    }),
    lines: described(listOf(object({ path: text, ranges: listOf({ type: "array", items: { type: "integer", minimum: 1 }, minItems: 2, maxItems: 2 }) })), "Lines a record says are the tool's: first and last, from 1."),
  },
  ["lines"],
);

export const provenance = object({
  state: described(
    every<ProvenanceState>({ tagged: true, suspected: true, unknown: true, "declared-human": true }),
    "`tagged`: agent, session, env, line or declared evidence; `suspected`: assist or weak only; `unknown`: no marker, which never means a person.",
  ),
  attributions: described(listOf(ref("attribution")), "Strongest first."),
  table: described(text, "Version of the table of tools."),
  unreadable: described(listOf(text), "Evidence that could not be read."),
  authors: described(listOf(text), "Lower-case e-mails of authors, committers and co-authors."),
});

export const signoff = object({
  id: text,
  decision: orNull(every<SignoffDecision>({ approve: true, override: true, "posthoc-review": true, reject: true })),
  person: described(textOrNull, "Id in the roster; null unless the signature is good and the key stands there."),
  roles: described(listOf(role), "Roles it counts in."),
  counts: yesOrNo,
  reason: described(
    orNull(
      every<RefusalReason>({
        malformed: true,
        "wrong-repository": true,
        "wrong-ref": true,
        "wrong-change": true,
        "not-yet-valid": true,
        expired: true,
        "lives-too-long": true,
        revoked: true,
        "change-blocked": true,
        "used-up": true,
        "bad-signature": true,
        "unknown-key": true,
        "key-not-valid-now": true,
        "key-revoked": true,
        "wrong-signer": true,
        "person-inactive": true,
        "needs-touch": true,
        "lacks-role": true,
        "out-of-scope": true,
        "own-change": true,
        "policy-changed": true,
        "impact-rose": true,
        "no-ticket": true,
        "open-debt": true,
      }),
    ),
    "Why it does not count.",
  ),
  because: text,
  expiresAt: textOrNull,
  said: described(textOrNull, "What the signer wrote."),
  ticket: textOrNull,
});

export const requirement = object({
  role: every<Requirement["role"]>({ senior: true, "policy-admin": true }),
  status: every<RequirementStatus>({ satisfied: true, unsatisfied: true, overridden: true, "not-applicable": true, error: true }),
  needed: described(amount, "Distinct persons."),
  given: described(listOf(text), "Roster ids of those whose sign-off counts."),
  paths: described(listOf(text), "Safeguards that ask for it; empty where the whole change does."),
  because: text,
});

export const verdict = object({
  decision: every<Decision>({ pass: true, "needs-sign-off": true, blocked: true, undecided: true }),
  rule: described(text, `The row of the gate's table that decided: ${ruleNames.join(", ")}. Later versions may know more.`),
  rollout: described(every<Rollout>({ limited: true, standard: true }), "`limited`: a tool took part and nobody has answered for it."),
  requirements: listOf(ref("requirement")),
  overridden: described(yesOrNo, "An emergency override let it pass."),
  mode: described(every<Mode>({ observe: true, warn: true, enforce: true }), "Under `observe` and `warn` nothing is stopped, whatever the decision."),
  posture: every<Posture>({ normal: true, elevated: true, reset: true }),
  landingRef: described(textOrNull, "Full name of the ref the change is meant for."),
  digest: described(orNull(digest), "What a sign-off binds to; null where nobody was asked for one."),
});
