import { foldText } from "./fold-text.ts";
import { parseGitAiNote } from "./git-ai-note.ts";
import type { KnownTools } from "./known-tools.ts";
import { emptyRecord, isRecord, LineCollector, type LineRecord, lineRange, own, shortText } from "./line-record.ts";

/** Reads a note of Agent Blame: JSON in snake case (v1) or camel case (v2); from v3 on it is written like git-ai's. */
export function parseAgentBlameNote(text: string, tools: KnownTools): LineRecord {
  const json = parsed(text);
  if (!isRecord(json)) return withoutVersion(parseGitAiNote(text, tools));
  const attributions = own(json, "attributions");
  if (!Array.isArray(attributions)) return { ...emptyRecord, problem: "it holds no attributions" };
  const lines = new LineCollector();
  let problem: string | null = null;
  for (const one of attributions) {
    const path = shortText(own(one, "path"), 4096);
    const range = lineRange(own(one, "startLine") ?? own(one, "start_line"), own(one, "endLine") ?? own(one, "end_line"));
    const name = shortText(own(one, "provider"));
    if (path === null || range === null) problem = "an attribution in it cannot be read";
    lines.add(name === null ? "unknown" : (tools.names.get(foldText(name)) ?? foldText(name)), shortText(own(one, "model")), path ?? "", range === null ? [] : [range]);
  }
  return { ...emptyRecord, byTool: lines.result(), problem };
}

/** Its third format has git-ai's shape under a version of its own. */
function withoutVersion(record: LineRecord): LineRecord {
  return record.problem === "it is of a version that is not known here" ? { ...record, problem: null } : record;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
