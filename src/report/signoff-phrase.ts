import type { Requirement } from "../gate/verdict.ts";
import { ruleNamed } from "../gate/rules.ts";
import { clipped } from "./clip.ts";
import { plain } from "./escape.ts";
import type { Report, ReportSignoff } from "./report.ts";

/** `senior: 1 of 2 (ann)`, `policy-admin: given by bob`: where a requirement stands, in words. */
export function standingPhrase({ role, status, needed, given }: Requirement): string {
  const who = given.map((person) => clipped(plain(person))).join(", ");
  const standing = {
    satisfied: `given by ${who}`,
    unsatisfied: `${given.length} of ${needed}${who === "" ? "" : ` (${who})`}`,
    overridden: `OVERRIDDEN, ${given.length} of ${needed}${who === "" ? "" : ` (${who})`}`,
    "not-applicable": "not asked for",
    error: "unknown",
  } satisfies Record<Requirement["status"], string>;
  return `${role}: ${standing[status]}`;
}

/** `approve by ann counts`, `override by eve does not count: it has expired`; the words the signer wrote follow. */
export function recordPhrase({ decision, person, roles, counts, because, said, ticket }: ReportSignoff): string {
  const who = person === null ? "by nobody on the roster" : `by ${clipped(plain(person))}`;
  const role = roles.length === 0 ? "" : ` (${roles.join(", ")})`;
  const worth = counts ? "counts" : `does not count: ${clipped(plain(clauseOf(because)))}`;
  const words = said === null || said === "" ? "" : `; said: ${clipped(plain(said))}`;
  return `${decision ?? "no statement"} ${who}${role} ${worth}${words}${ticket === null ? "" : ` [${clipped(plain(ticket))}]`}`;
}

/** `It has expired.` inside another sentence. */
function clauseOf(sentence: string): string {
  return sentence.replace(/^It /, "it ").replace(/\.$/, "");
}

/** Why the row decided and what somebody can do; empty for a row that this version does not know. */
export function reasonsOf({ rule, decision, overridden }: Report["verdict"]): { readonly why: string | null; readonly todo: string | null } {
  const known = ruleNamed(rule);
  const done = decision === "pass" && !overridden && rule !== "not configured";
  return { why: known?.why ?? null, todo: done ? null : (known?.todo ?? null) };
}

/** Enough of a digest to tell two apart by eye. */
export function shortDigest(digest: string): string {
  return plain(digest.slice(0, "sha256:".length + 12));
}
