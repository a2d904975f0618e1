import { foldText } from "./fold-text.ts";
import { modelIn } from "./named-tool.ts";
import type { KnownTools } from "./known-tools.ts";

export interface Assisted {
  /** The name in our table, else what stands there. */
  readonly tool: string;
  readonly model: string | null;
  readonly inTable: boolean;
}

/**
 * The Linux kernel's grammar, `AGENT_NAME:MODEL_VERSION [TOOL …]`; null for anything else, people's names first of all.
 * Linear: no pattern runs over the value.
 */
export function kernelAssisted(value: string, tools: KnownTools): Assisted | null {
  const text = value.trim().slice(0, 300);
  const colon = text.indexOf(":");
  const agent = text.slice(0, Math.max(0, colon)).trim();
  const rest = text.slice(colon + 1).trim();
  const model = modelOf(rest);
  if (agent === "" || model === "" || /[<>@]/.test(agent) || model.includes("<") || model.startsWith("//") || foldText(agent) === "agent_name" || agent.split(/\s+/).length > 4) return null;
  const known = tools.names.get(foldText(agent));
  return { tool: known ?? foldText(agent), model: model === "unknown" ? null : model, inTable: known !== undefined };
}

/** One word; some tools write `AWS Claude Opus 4.6` or `[GPT-5.1 Codex Max]`. */
function modelOf(text: string): string {
  if (text.startsWith("[")) return text.slice(1).split("]", 1)[0]!.slice(0, 100);
  const word = text.split(/\s/, 1)[0] ?? "";
  return modelIn(word) === null && modelIn(text) !== null ? text.slice(0, 100) : word;
}
