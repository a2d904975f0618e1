import type { Attribution, Identity, Provenance, ProvenanceState } from "./attribution.ts";
import type { ScannedCommit } from "./scan-commit.ts";
import { stateOf, strongestFirst } from "./state.ts";
import { tableVersion } from "./tool-table.ts";

/** All that was seen of a change. */
export interface Seen {
  readonly commits: readonly ScannedCommit[];
  /** Evidence of recorders, by commit. */
  readonly recorded: ReadonlyMap<string, readonly Attribution[]>;
  /** Beside the commits: branch, environment, tag, traces. */
  readonly beside: readonly Attribution[];
  /** Of what is not committed yet: whether a person declared that no tool took part; null where everything is committed. */
  readonly uncommittedDeclaresNone: boolean | null;
  readonly unreadable: readonly string[];
  readonly incomplete: string | null;
}

/** Everything taken together: the union of the evidence. Only when every part says so, and nothing speaks against it, nor is unread, is a change declared human. */
export function provenanceOf(seen: Seen): Provenance {
  const commits = seen.commits.map(({ commit, attributions, declaresNone }) => {
    const all = strongestFirst([...attributions, ...(seen.recorded.get(commit) ?? [])]);
    return { commit, state: stateOf(all, declaresNone), attributions: all };
  });
  const attributions = strongestFirst([...commits.flatMap((commit) => commit.attributions), ...seen.beside]);
  const unreadable = [...new Set([...seen.commits.flatMap((commit) => commit.unreadable), ...(seen.incomplete === null ? [] : [seen.incomplete]), ...seen.unreadable])];
  return {
    state: stateOf(attributions, unreadable.length === 0 && everyPartDeclaresNone(commits, seen)),
    attributions,
    commits,
    identities: distinct(seen.commits.flatMap((commit) => commit.identities)),
    table: tableVersion,
    unreadable,
    incomplete: seen.incomplete,
  };
}

function everyPartDeclaresNone(commits: readonly { readonly state: ProvenanceState }[], { uncommittedDeclaresNone }: Seen): boolean {
  if (commits.length === 0) return uncommittedDeclaresNone === true;
  return uncommittedDeclaresNone !== false && commits.every(({ state }) => state === "declared-human");
}

function distinct(identities: readonly Identity[]): readonly Identity[] {
  return [...new Map(identities.map((one) => [[one.as, one.email, one.name].join("\n"), one])).values()];
}
