import { foldText } from "./fold-text.ts";
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
  const model = text.slice(colon + 1).trim().split(/\s/, 1)[0] ?? "";
  if (agent === "" || model === "" || /[<>@]/.test(agent) || model.includes("<") || model.startsWith("//") || agent.split(/\s+/).length > 4) return null;
  const known = tools.names.get(foldText(agent));
  return { tool: known ?? foldText(agent), model: model === "unknown" ? null : model, inTable: known !== undefined };
}
