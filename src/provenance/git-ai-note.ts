import { foldText } from "./fold-text.ts";
import type { KnownTools } from "./known-tools.ts";
import { emptyRecord, isRecord, LineCollector, type LineRange, type LineRecord, lineRange, own, shortText } from "./line-record.ts";

/**
 * Reads a note of git-ai (`authorship/3.x`): attested ranges, a line `---`, one JSON object. What is understood is kept even where
 * the rest is damaged; `problem` says so. Ranges of known humans (`h_…`) are no evidence; a key of unknown kind is taken for a tool's.
 */
export function parseGitAiNote(text: string, tools: KnownTools): LineRecord {
  const { attested, json } = splitNote(text);
  const metadata = jsonOf(json);
  const agents = isRecord(metadata) ? agentsOf(metadata, tools) : new Map<string, Agent>();
  const lines = new LineCollector();
  const used = new Set<string>();
  let damaged = !isRecord(metadata) ? "its JSON does not parse" : versionProblem(metadata);
  let path: string | null = null;
  for (const line of attested) {
    if (line.trim() === "") continue;
    if (!line.startsWith(" ")) {
      path = unquoted(line);
      continue;
    }
    const [key = "", ranges = ""] = line.trim().split(" ", 2);
    const parsed = rangesOf(ranges);
    if (path === null || parsed === null) damaged ??= "an attested range cannot be read";
    if (key.startsWith("h_") || path === null) continue;
    const id = key.split("::", 1)[0]!;
    used.add(id);
    const agent = agents.get(id) ?? unknownAgent;
    lines.add(agent.tool, agent.model, path, parsed ?? []);
  }
  const present = [...agents].filter(([id]) => !used.has(id)).map(([, agent]) => agent);
  return { ...emptyRecord, byTool: lines.result(), present, problem: damaged };
}

interface Agent {
  readonly tool: string;
  readonly model: string | null;
}

const unknownAgent: Agent = { tool: "unknown", model: null };

function splitNote(text: string): { readonly attested: readonly string[]; readonly json: string } {
  const lines = text.split(/\r?\n/);
  const fence = lines.indexOf("---");
  return fence < 0 ? { attested: lines, json: "" } : { attested: lines.slice(0, fence), json: lines.slice(fence + 1).join("\n") };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function versionProblem(metadata: Readonly<Record<string, unknown>>): string | null {
  const version = shortText(own(metadata, "schema_version"));
  return version?.startsWith("authorship/3.") ? null : "it is of a version that is not known here";
}

/** `sessions` and, before them, `prompts`: id → who. */
function agentsOf(metadata: Readonly<Record<string, unknown>>, tools: KnownTools): ReadonlyMap<string, Agent> {
  const agents = new Map<string, Agent>();
  for (const list of ["prompts", "sessions"]) {
    const entries = own(metadata, list);
    if (!isRecord(entries)) continue;
    for (const [id, entry] of Object.entries(entries)) agents.set(id, agentOf(own(entry, "agent_id"), tools));
  }
  return agents;
}

function agentOf(value: unknown, tools: KnownTools): Agent {
  const name = shortText(own(value, "tool"));
  const model = shortText(own(value, "model"));
  if (name === null) return unknownAgent;
  return { tool: tools.names.get(foldText(name)) ?? foldText(name), model: model === "unknown" ? null : model };
}

/** A path stands in quotes where it holds spaces. */
function unquoted(line: string): string {
  return line.length > 1 && line.startsWith('"') && line.endsWith('"') ? line.slice(1, -1) : line;
}

/** `42,50-60`; null when any part is something else. */
function rangesOf(text: string): readonly LineRange[] | null {
  const ranges = text.split(",").map((part) => (/^\d{1,9}(?:-\d{1,9})?$/.test(part) ? rangeOf(part) : null));
  return ranges.includes(null) ? null : (ranges as LineRange[]);
}

function rangeOf(part: string): LineRange | null {
  const [first, last = first] = part.split("-").map(Number);
  return lineRange(first, last);
}
