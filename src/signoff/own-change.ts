import type { Person } from "../policy/policy.ts";
import type { Identity } from "../provenance/attribution.ts";
import type { Statement } from "./statement.ts";

/**
 * How this person stands in a change, by any address of the roster or by the person's id; null for nobody's own. Looks at who is in the commits
 * now and at who the signer saw in them: a rebase can wash names out of commits, not out of what was signed.
 */
export function ownPart(person: Person, identities: readonly Identity[], authors: Statement["authors"]): string | null {
  const names = new Set([person.id, ...person.emails].map(folded));
  const found = identities.find(({ name, email }) => names.has(folded(name)) || names.has(folded(email)));
  if (found !== undefined) return `is the change's ${found.as}`;
  return authors.some((author) => names.has(folded(author))) ? "stands in the statement's own list of authors" : null;
}

/** What a reader would take for the same name. */
function folded(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
