import type { PolicyKey } from "../policy/keys.ts";
import type { Policy } from "../policy/policy.ts";
import type { PolicyReading } from "./read-policy.ts";

/** One value of the effective policy and where it comes from. */
export interface PolicyRow {
  /** `score.bands.high`, `critical[0].weight`. */
  readonly key: string;
  readonly value: unknown;
  /** `default`, or `.riskrc.json:3:5`. */
  readonly from: string;
}

/** The effective policy, one row a value, in the order of the schema. Lists of globs are one value. */
export function effectiveRows(reading: PolicyReading): readonly PolicyRow[] {
  return leavesOf(reading.policy).map(({ path, value }) => ({ key: keyText(path), value, from: originOf(reading, path) }));
}

type Path = readonly (string | number)[];

function leavesOf(policy: Policy): { path: Path; value: unknown }[] {
  const walk = (value: unknown, path: Path): { path: Path; value: unknown }[] => {
    if (typeof value !== "object" || value === null) return [{ path, value }];
    if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return [{ path, value }];
    return Object.entries(value).flatMap(([key, child]) => walk(child, [...path, Array.isArray(value) ? Number(key) : key]));
  };
  return walk(policy, []);
}

function originOf(reading: PolicyReading, path: Path): string {
  if (reading.state === "absent") return "default";
  if (!reading.written.has(path)) return "default";
  const { line, column } = reading.written.locate(path);
  return `${reading.path}:${line}:${column}`;
}

function keyText(path: Path): string {
  return path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? part : `.${part}`)).join("");
}

/** What each key of the policy file does, parents before children. */
export async function explainedKeys(): Promise<readonly PolicyKey[]> {
  return (await import("../policy/keys.ts")).policyKeys();
}

/** The README's table of policy keys, in Markdown. A test fails when the README holds another. */
export async function policyKeyTable(): Promise<string> {
  const rows = (await explainedKeys()).map(({ key, type, default: value, required, description }) => {
    const fallback = required ? "required" : value === undefined ? "" : `\`${JSON.stringify(value)}\``;
    return `| \`${key}\` | ${cell(type)} | ${cell(fallback)} | ${cell(description)} |`;
  });
  return ["| key | type | default | what it does |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
