import { foldText } from "./fold-text.ts";
import type { KnownTools } from "./known-tools.ts";
import { isRecord, LineCollector, type LineRange, type LineRecord, lineRange, own, shortText } from "./line-record.ts";

/**
 * Reads Agent Trace records (RFC 0.1), one JSON value a line, or one for the whole text. Leniently: the recorders in use break their own schema.
 * Only conversations of people (`human`) are no evidence. Pseudo paths (`.sessions`, `.shell-history`) name no file and are left out.
 */
export function parseAgentTraces(text: string, tools: KnownTools): LineRecord {
  const lines = new LineCollector();
  const present: { tool: string; model: string | null }[] = [];
  let problem: string | null = null;
  for (const record of recordsIn(text)) {
    if (!isRecord(record)) problem = "a line of it does not parse";
    else if (!collect(record, tools, lines, present)) problem ??= "a record in it holds no files";
  }
  return { byTool: lines.result(), present, problem };
}

function recordsIn(text: string): readonly unknown[] {
  const whole = parsed(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  return text.split("\n").filter((line) => line.trim() !== "").map((line) => parsed(line));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function collect(record: Readonly<Record<string, unknown>>, tools: KnownTools, lines: LineCollector, present: { tool: string; model: string | null }[]): boolean {
  const files = own(record, "files");
  if (!Array.isArray(files)) return false;
  const name = shortText(own(own(record, "tool"), "name"));
  const tool = name === null ? "unknown" : (tools.names.get(foldText(name)) ?? foldText(name));
  for (const file of files) {
    const path = shortText(own(file, "path"), 4096);
    const conversations = own(file, "conversations");
    if (path === null || !Array.isArray(conversations)) continue;
    for (const conversation of conversations) {
      const ranges = rangesOf(conversation);
      const model = modelOf(conversation);
      if (ranges === "human") continue;
      if (isPseudo(path) || ranges.length === 0) present.push({ tool, model });
      else lines.add(tool, model, path, ranges);
    }
  }
  return true;
}

function isPseudo(path: string): boolean {
  return path === ".sessions" || path === ".shell-history";
}

/** A range may name another contributor than its conversation does. */
function rangesOf(conversation: unknown): readonly LineRange[] | "human" {
  const all = own(conversation, "ranges");
  const by = contributorOf(conversation);
  if (!Array.isArray(all)) return by === "human" ? "human" : [];
  const others = all.filter((range) => (contributorOf(range) ?? by) !== "human");
  if (others.length === 0 && (all.length > 0 || by === "human")) return "human";
  return others.map((range) => lineRange(own(range, "start_line"), own(range, "end_line"))).filter((range) => range !== null);
}

function contributorOf(value: unknown): string | null {
  return shortText(own(own(value, "contributor"), "type"));
}

function modelOf(conversation: unknown): string | null {
  return shortText(own(own(conversation, "contributor"), "model_id"), 250);
}
