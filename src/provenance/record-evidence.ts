import type { CommitOid } from "../ids.ts";
import { parseAgentBlameNote } from "./agentblame-note.ts";
import { parseAgentTraces } from "./agent-trace.ts";
import type { Attribution, EvidencePlace } from "./attribution.ts";
import { parseGitAiNote } from "./git-ai-note.ts";
import type { KnownTools } from "./known-tools.ts";
import type { LineRecord } from "./line-record.ts";

/** Who writes notes, and where. */
export const recorders = {
  "refs/notes/ai": { name: "git-ai", place: "note", parse: parseGitAiNote },
  "refs/notes/agent-trace": { name: "Agent Trace", place: "agent-trace", parse: parseAgentTraces },
  "refs/notes/agentblame": { name: "Agent Blame", place: "note", parse: parseAgentBlameNote },
} as const satisfies Record<string, { readonly name: string; readonly place: EvidencePlace; readonly parse: (text: string, tools: KnownTools) => LineRecord }>;

export type NotesRef = keyof typeof recorders;
export const notesRefs = Object.keys(recorders) as readonly NotesRef[];

export interface RecordEvidence {
  readonly attributions: readonly Attribution[];
  readonly unreadable: readonly string[];
}

/** What a note says of its commit. A note that cannot be read still says that a recorder of tools ran: it counts, and is told. */
export function noteEvidence(ref: NotesRef, commit: CommitOid, text: string, tools: KnownTools): RecordEvidence {
  const { name, place, parse } = recorders[ref];
  return evidenceOf(parse(text, tools), { what: `The ${name} note of commit ${commit.slice(0, 12)}`, place, commit, marker: ref });
}

export const traceFile = ".agent-trace/traces.jsonl";

/** What the traces committed with a change say: those lines of the file that its base has not. Whose commit they are of is not known. */
export function traceEvidence(text: string, before: string, tools: KnownTools): RecordEvidence {
  const old = new Set(before.split("\n"));
  const added = text.split("\n").filter((line) => line.trim() !== "" && !old.has(line)).join("\n");
  if (added === "") return { attributions: [], unreadable: [] };
  return evidenceOf(parseAgentTraces(added, tools), { what: `The file ${traceFile}`, place: "agent-trace", commit: null, marker: traceFile });
}

function evidenceOf({ byTool, present, problem }: LineRecord, at: { readonly what: string; readonly place: EvidencePlace; readonly commit: CommitOid | null; readonly marker: string }): RecordEvidence {
  const where = { place: at.place, commit: at.commit, marker: at.marker };
  const attributions: Attribution[] = byTool.map(({ tool, model, lines }) => ({ tool, model, kind: "line", confidence: tool === "unknown" ? "low" : at.commit === null ? "medium" : "high", where, lines }));
  for (const { tool, model } of distinct(present)) {
    if (!byTool.some((one) => one.tool === tool && one.model === model)) attributions.push({ tool, model, kind: "session", confidence: "medium", where });
  }
  if (problem === null) return { attributions, unreadable: [] };
  if (attributions.length === 0) attributions.push({ tool: "unknown", model: null, kind: "line", confidence: "low", where });
  return { attributions, unreadable: [`${at.what} cannot be read in full: ${problem}.`] };
}

function distinct<Agent extends { readonly tool: string; readonly model: string | null }>(agents: readonly Agent[]): readonly Agent[] {
  return [...new Map(agents.map((agent) => [`${agent.tool}\n${agent.model}`, agent])).values()];
}
