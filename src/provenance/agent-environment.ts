import type { TeamTool } from "../policy/policy.ts";
import { agentNames, type EnvironmentSign, environmentPrefixes, environmentSigns, modelVariables } from "./environment-table.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface AgentSeen {
  readonly tool: string;
  readonly model: string | null;
}

/**
 * The coding agent that this environment belongs to; null for a person's. `detected` is what `std-env` says: it counts but for the
 * answers it draws from variables that people have, too.
 */
export function agentIn(env: Env, detected: string | null, tools: readonly TeamTool[]): AgentSeen | null {
  const tool = teamToolIn(env, tools) ?? namedIn(env) ?? signIn(env) ?? (detected === null || !says(detected) || isDemoted(detected, env) ? null : agentName(detected));
  return tool === null ? null : { tool, model: modelIn(env, tool) };
}

function teamToolIn(env: Env, tools: readonly TeamTool[]): string | null {
  return tools.find((one) => one.env.some((name) => says(env[name])))?.tool ?? null;
}

/** The two variables that name their agent. */
function namedIn(env: Env): string | null {
  if (says(env["AI_AGENT"])) return agentName(env["AI_AGENT"]!);
  const agent = agentName(env["AGENT"] ?? "");
  return agentNames.has(agent) ? agent : null;
}

function signIn(env: Env): string | null {
  const sign = environmentSigns.find(({ all }) => all.every((one) => shows(env, one)));
  if (sign !== undefined) return sign.tool;
  return environmentPrefixes.find(({ begins }) => Object.keys(env).some((name) => name.startsWith(begins) && says(env[name])))?.tool ?? null;
}

function shows(env: Env, { name, is }: EnvironmentSign["all"][number]): boolean {
  const value = env[name];
  return is === undefined ? says(value) : is.includes(value?.toLowerCase() ?? "");
}

/** Set, and not to a word that denies. */
function says(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false", "no", "off", "none", "null"].includes(value.trim().toLowerCase());
}

/**
 * `std-env` takes a person's shell at Replit, with Goose configured or in Kiro's terminal for an agent's, and anybody whose editor lies in the
 * home folder of a person called Devin.
 */
function isDemoted(detected: string, env: Env): boolean {
  const name = detected.toLowerCase();
  if (name === "devin") return !/devin/i.test((env["EDITOR"] ?? "").replace(/^\/(?:home|Users)\/[^/]*/, ""));
  return name === "replit" || name === "goose" || name === "kiro";
}

/** One name for each tool, whatever version and surface stand beside it: `claude-code_2.1.210_agent` → `claude-code`. */
export function agentName(raw: string): string {
  const name = raw.trim().toLowerCase().slice(0, 100);
  if (/^(?:1|true|yes|on)$/.test(name)) return "unknown";
  if (/^claude(?:[-_]code)?(?:[_@/].*)?$/.test(name)) return "claude-code";
  if (/^(?:github[-_])?copilot(?:[-_@/].*)?$/.test(name)) return "copilot";
  const plain = name.replace(/[@/].*$/, "").replace(/_v?\d.*$/, "").replace(/_agent$/, "").replace(/[^a-z0-9.-]+/g, "-").replace(/^-+|-+$/g, "");
  return aliases[plain] ?? (plain === "" ? "unknown" : plain.slice(0, 64));
}

const aliases: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, { gemini: "gemini-cli", "cursor-cli": "cursor", "cursor-agent": "cursor", "codex-cli": "codex", qwen: "qwen-code", augment: "auggie", oz: "warp" });

/** Goes into a trailer: a word, or nothing. */
function modelIn(env: Env, tool: string): string | null {
  const variable = Object.hasOwn(modelVariables, tool) ? modelVariables[tool] : undefined;
  const model = variable === undefined ? "" : (env[variable] ?? "").trim();
  return /^[\w.:/@[\]-]{1,100}$/.test(model) ? model : null;
}
