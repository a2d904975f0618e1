import { randomUUID } from "node:crypto";
import type { Proposal } from "../critical/propose-critical.ts";
import { policySchemaLocation, type WrittenPolicy } from "../policy/schema.ts";
import type { OwnEntry } from "./own-roster-entry.ts";

/**
 * The policy `init` writes. Bands stand one step below the policy's own defaults: the proposals are guesses, and a first report
 * should not cry wolf. Mode `warn`, because a team rolls it out in steps: look, then have it said, then enforce.
 */
export function firstPolicy(proposals: readonly Proposal[], own: OwnEntry): WrittenPolicy {
  const critical = proposals.map(({ name, module }) => ({ name, globs: [globFor(module)], owner: null, weight: 0.5, whenReached: "medium", whenChanged: "high" }) as const);
  return {
    $schema: policySchemaLocation,
    critical,
    environments: [],
    ignore: [],
    entryPoints: [],
    gapsAllowed: 0,
    mode: "warn",
    repo: randomUUID(),
    roster: { people: "person" in own ? [own.person] : [], revokedKeys: [], revokedSignoffs: [], blockedChanges: [] },
  };
}

/** What to know of the roster that was written: who is on it, or how to add people. */
export function rosterNote(own: OwnEntry, file: string): string {
  if ("person" in own) return `The roster names you (${own.person.id}) as senior and policy-admin; add the others who may answer for changes.`;
  return `The roster is empty, because ${own.missing}. Add people to "roster.people" in ${file}: an id, roles, scopes, e-mails and the line of a .pub file (riskscore config --explain shows each).`;
}

/** The glob that matches this path alone: `[id]` and `(group)` are common in the names of routes. */
export function globFor(path: string): string {
  return path.replace(/[\\[\]{}()*?!+@|"]/g, "\\$&");
}
