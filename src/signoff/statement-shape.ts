import type { Band } from "../score/score.ts";
import type { ProvenanceState } from "../provenance/attribution.ts";
import { timestampIn } from "./instant.ts";
import { type Role, type SignoffDecision, type Statement, statementType } from "./statement.ts";

/** What is wrong with a value, as words to follow the key that leads to it; null when nothing is. */
type Check = (value: unknown) => string | null;
/** Every key there is, and no other. */
type Shape<T> = { readonly [Key in keyof T]-?: Check };

const decisions = { approve: true, override: true, "posthoc-review": true, reject: true } as const satisfies Record<SignoffDecision, true>;
const roles = { senior: true, "policy-admin": true, breakglass: true } as const satisfies Record<Role, true>;
const bands = { low: true, medium: true, high: true, critical: true } as const satisfies Record<Band, true>;
const states = { tagged: true, suspected: true, unknown: true, "declared-human": true } as const satisfies Record<ProvenanceState, true>;

/** Characters a person may write as the reason; a statement as a whole is bounded in bytes. */
export const longestReason = 4000;
const mostListed = 1000;
const mostCounted = 1_000_000_000;

const digest = like(/^sha256:[0-9a-f]{64}$/, "is not sha256: and 64 hex digits");
/** Where a change begins or ends: a commit, or a word such as `index`. */
const revision = like(/^(?:[0-9a-f]{40}|[0-9a-f]{64}|[a-z]{1,20})$/, "is no commit");
const time: Check = (value) => (typeof value === "string" && timestampIn(value) !== null ? null : "is no time in UTC with whole seconds, such as 2027-01-31T00:00:00Z");

const shape: Check = record<Statement>({
  type: (value) => (value === statementType ? null : "is not one that is known here"),
  nonce: like(/^[0-9a-f]{32}$/, "is not 32 hex digits"),
  decision: oneOf(decisions),
  repo: record<Statement["repo"]>({ id: word(200) }),
  target: record<Statement["target"]>({ ref: like(/^refs\/[^\s\p{C}:~^?*[\\]{1,500}$/u, "is no full ref name") }),
  change: record<Statement["change"]>({
    alg: (value) => (value === "riskscore-change-v1" ? null : "is not one that is known here"),
    digest,
    files: wholeUpTo(mostCounted),
    base: revision,
    head: revision,
  }),
  risk: record<Statement["risk"]>({
    engine: word(100),
    policyDigest: digest,
    value: wholeUpTo(100),
    impact: wholeUpTo(100),
    band: oneOf(bands),
    modules: wholeUpTo(mostCounted),
    packages: wholeUpTo(mostCounted),
    signals: listOf(word(100)),
    critical: listOf(word(500)),
  }),
  ai: record<Statement["ai"]>({ state: oneOf(states), tools: listOf(word(200)) }),
  authors,
  signer: record<Statement["signer"]>({ person: word(200), keyFingerprint: like(/^SHA256:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/, "is no fingerprint as ssh-keygen prints it"), role: oneOf(roles) }),
  issuedAt: time,
  expiresAt: time,
  reason: (value) => text(longestReason)(value) ?? ((value as string).trim() === "" ? "is empty" : null),
  ticket: orNull(word(200)),
  settles: orNull(like(/^[0-9a-f]{64}$/, "is no record's id")),
});

/** What keeps a value from being a statement, as words to follow "it"; null for a statement. */
export function statementProblem(value: unknown): string | null {
  const problem = shape(value);
  if (problem !== null) return problem;
  const { decision, settles, issuedAt, expiresAt } = value as Statement;
  if ((decision === "posthoc-review") !== (settles !== null)) return `is a ${decision} that ${settles === null ? "settles nothing" : "settles something"}`;
  return timestampIn(issuedAt)! < timestampIn(expiresAt)! ? null : "ends before it begins";
}

function record<T>(keys: Shape<T>): Check {
  const names = Object.keys(keys) as (keyof T & string)[];
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "is no object";
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(keys, key));
    if (unknown !== undefined) return `says ${JSON.stringify(unknown.slice(0, 60))}, which no statement says`;
    for (const name of names) {
      if (!Object.hasOwn(value, name)) return `lacks "${name}"`;
      const problem = keys[name]((value as T)[name]);
      if (problem !== null) return `has "${name}", which ${problem}`;
    }
    return null;
  };
}

function listOf(item: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return "is no list";
    if (value.length > mostListed) return `holds more than ${mostListed} entries`;
    return value.map(item).find((problem) => problem !== null) ?? null;
  };
}

function authors(value: unknown): string | null {
  const problem = listOf(text(500))(value);
  if (problem !== null) return problem;
  const names = value as readonly string[];
  if (names.some((name) => name !== name.toLowerCase())) return "holds capitals";
  return names.every((name, at) => at === 0 || names[at - 1]! < name) ? null : "is not sorted, or names somebody twice";
}

function oneOf(known: Readonly<Record<string, true>>): Check {
  return (value) => (typeof value === "string" && Object.hasOwn(known, value) ? null : `is none of ${Object.keys(known).join(", ")}`);
}

function wholeUpTo(most: number): Check {
  return (value) => (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most ? null : `is no whole number from 0 to ${most}`);
}

/** Any text that is text: half a surrogate pair is not, and would be another one once written. */
function text(most: number): Check {
  return (value) => {
    if (typeof value !== "string") return "is no text";
    if (value.length > most) return `is longer than ${most} characters`;
    return /\p{Surrogate}/u.test(value) ? "is no Unicode text" : null;
  };
}

/** Text that names something: one line, something to see. */
function word(most: number): Check {
  return (value) => text(most)(value) ?? (/^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(value as string) && (value as string).trim() !== "" ? null : "is no line of visible text");
}

function like(pattern: RegExp, problem: string): Check {
  return (value) => (typeof value === "string" && value.length <= 1000 && pattern.test(value) ? null : problem);
}

function orNull(check: Check): Check {
  return (value) => (value === null ? null : check(value));
}
