import { Failure } from "../failure.ts";
import { type PendingTag, readPendingTag } from "../git/pending-tag.ts";
import type { Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import type { Policy } from "../policy/policy.ts";
import { agentIn } from "../provenance/agent-environment.ts";
import type { Attribution, Provenance } from "../provenance/attribution.ts";
import { branchEvidence } from "../provenance/branch-evidence.ts";
import { provenanceOf } from "../provenance/combine.ts";
import { knownTools } from "../provenance/known-tools.ts";
import { readRange } from "./gather-commits.ts";

export interface ProvenanceAsked {
  readonly base: CommitOid | null;
  readonly head: CommitOid | "index" | "worktree";
  /** Of an index or working tree, where it is at hand: traces that are staged count. Else those of HEAD do. */
  readonly tree?: { readonly oid: string };
  readonly branch: string | null;
  readonly policy: Policy;
  readonly host: Host;
}

/**
 * Who or what wrote a change: its commits, the notes recorders left on them, traces committed with them, the branch's name; for what
 * is not committed yet, the environment and the tag kept for it. Three short gits, side by side.
 */
export async function gatherProvenance(repository: Repository, asked: ProvenanceAsked): Promise<Provenance> {
  const tools = knownTools(asked.policy.tools);
  const isCommitted = asked.head !== "index" && asked.head !== "worktree";
  const to = isCommitted ? (asked.head as CommitOid) : repository.head;
  const traces = { after: isCommitted ? to : (asked.tree?.oid ?? to), before: asked.base };
  const [read, present] = await Promise.all([readRange(repository, { from: asked.base, to, traces }, tools), isCommitted ? committed : presentOf(repository, asked)]);
  const branch = asked.branch === null ? null : branchEvidence(asked.branch, tools);
  return provenanceOf({
    commits: read.commits,
    recorded: read.recorded,
    beside: [...read.traced, ...present.attributions, ...(branch === null ? [] : [branch])],
    uncommittedDeclaresNone: present.declaresNone,
    unreadable: [...read.unreadable, ...present.unreadable],
    incomplete: read.incomplete,
  });
}

interface Present {
  readonly attributions: readonly Attribution[];
  readonly declaresNone: boolean | null;
  readonly unreadable: readonly string[];
}

const committed: Present = { attributions: [], declaresNone: null, unreadable: [] };

/** What is not committed yet has no trailer: who is at work now, and what `riskscore tag` was told. */
async function presentOf(repository: Repository, { host, policy }: ProvenanceAsked): Promise<Present> {
  const agent = agentIn(host.env, await host.detectedAgent(), policy.tools);
  const seen: readonly Attribution[] = agent === null ? [] : [{ ...agent, kind: "env", confidence: "high", where: { place: "environment", commit: null, marker: agent.tool } }];
  const tag = pendingTag(repository);
  if (tag instanceof Failure) {
    const torn: Attribution = { tool: "unknown", model: null, kind: "weak", confidence: "low", where: { place: "tag", commit: null, marker: "riskscore tag" } };
    return { attributions: [...seen, torn], declaresNone: false, unreadable: [tag.message] };
  }
  if (tag === null) return { attributions: seen, declaresNone: false, unreadable: [] };
  if (tag.tool === null) return { attributions: seen, declaresNone: true, unreadable: [] };
  const declared: Attribution = { tool: tag.tool, model: tag.model, kind: "declared", confidence: "high", where: { place: "tag", commit: null, marker: "riskscore tag" } };
  return { attributions: [...seen, declared], declaresNone: false, unreadable: [] };
}

function pendingTag(repository: Repository): PendingTag | Failure | null {
  try {
    return readPendingTag(repository);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
