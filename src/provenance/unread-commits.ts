import type { CommitOid } from "../ids.ts";

/** Of a longer range only the newest commits are read. */
export const mostCommits = 50_000;

/**
 * Why commits of a range stay unread, as a sentence; null when all are read. Whoever wrote those may be a tool, or the person who signs: a marker
 * buried under empty commits, or behind a line in `.git/shallow`, must not pass for none. `historyEnds`: commits whose parents this clone cut off.
 */
export function unreadCommits(oids: readonly CommitOid[], historyEnds: ReadonlySet<string>): string | null {
  if (oids.length > mostCommits) return `The range holds more than ${mostCommits} commits; the older ones were not read.`;
  const cut = oids.find((oid) => historyEnds.has(oid));
  return cut === undefined ? null : `This clone's history is cut off at commit ${cut.slice(0, 12)}: what lies before it was not read.`;
}
