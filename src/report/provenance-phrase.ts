import type { Attribution, EvidencePlace } from "../provenance/attribution.ts";
import { clipped } from "./clip.ts";
import { plain } from "./escape.ts";
import type { Report } from "./report.ts";
import { count, shortRevision } from "./words.ts";

/** Who or what wrote it, in one sentence without a full stop. Text of the repository in it is escaped. */
export function statePhrase({ state, attributions }: Report["provenance"]): string {
  const telling = state === "tagged" ? attributions.filter(({ kind }) => kind !== "assist" && kind !== "weak") : attributions;
  const tools = [...new Set(telling.map(({ tool }) => tool))].map((tool) => clipped(plain(tool), 60));
  const named = tools.length === 0 ? "" : `: ${tools.slice(0, 3).join(", ")}${tools.length > 3 ? ` and ${tools.length - 3} more` : ""}`;
  return `${states[state]}${state === "tagged" || state === "suspected" ? named : ""}`;
}

const states = {
  tagged: "tagged: a tool took part",
  suspected: "suspected: a tool may have taken part",
  unknown: "unknown: no marker of a tool was found, which does not prove that a person wrote it",
  "declared-human": "declared: a person says that no tool took part, and no evidence says otherwise",
} satisfies Record<Report["provenance"]["state"], string>;

/** Pieces of evidence that say the same of several commits, as one. */
export interface EvidenceGroup {
  readonly first: Attribution;
  readonly commits: number;
}

/** In the report's order, strongest first. */
export function evidenceGroups(attributions: readonly Attribution[]): readonly EvidenceGroup[] {
  const groups = new Map<string, { first: Attribution; commits: Set<string> }>();
  for (const one of attributions) {
    const key = JSON.stringify([one.tool, one.kind, one.where.place, one.confidence]);
    const group = groups.get(key) ?? { first: one, commits: new Set<string>() };
    groups.set(key, group);
    if (one.where.commit !== null) group.commits.add(one.where.commit);
  }
  return [...groups.values()].map(({ first, commits }) => ({ first, commits: commits.size }));
}

const places = {
  author: "author",
  committer: "committer",
  "co-author": "co-author",
  trailer: "trailer",
  footer: "line of the message",
  subject: "subject",
  branch: "name of the branch",
  note: "git note",
  "agent-trace": "Agent Trace record",
  environment: "environment of the commit",
  tag: "tagged by hand",
} satisfies Record<EvidencePlace, string>;

/** `co-author in 1a2b3c4d5e and 2 more commits`. */
export function placePhrase({ first, commits }: EvidenceGroup): string {
  const { place, commit } = first.where;
  const more = commits > 1 ? ` and ${count(commits - 1, "more commit")}` : "";
  return `${places[place]}${commit === null ? "" : ` in ${plain(shortRevision(commit))}${more}`}`;
}

/** `claude-code (opus)`. */
export function toolPhrase({ tool, model }: Attribution): string {
  return model === null ? clipped(plain(tool), 60) : `${clipped(plain(tool), 60)} (${clipped(plain(model), 60)})`;
}
