import type { AuditData, AuditEntry, DecisionData } from "./entry.ts";

/** A `decision` entry whose data can be relied on to be complete. */
export interface DecisionEntry extends AuditEntry {
  readonly event: "decision";
  readonly data: DecisionData;
}

/** The decisions among entries, oldest first. One that lacks a field was written by something else, and is left out. */
export function decisions(entries: readonly AuditEntry[]): readonly DecisionEntry[] {
  return entries.filter((entry): entry is DecisionEntry => entry.event === "decision" && isDecision(entry.data));
}

type Field = "text" | "text or null" | "number" | "flag" | "texts";

/** The fields by name: `DecisionData` also takes others, which a plain `keyof` would not tell apart. */
type DecisionField = keyof { [Key in keyof DecisionData as string extends Key ? never : Key]: 0 };

const fields = {
  by: "text",
  mode: "text",
  decision: "text",
  rule: "text",
  overridden: "flag",
  stopped: "flag",
  landingRef: "text",
  base: "text",
  head: "text",
  digest: "text or null",
  policy: "text",
  impact: "number",
  band: "text",
  modules: "number",
  ai: "text",
  tools: "texts",
  signoffs: "texts",
} as const satisfies Record<DecisionField, Field>;

const holds = {
  text: (value) => typeof value === "string",
  "text or null": (value) => value === null || typeof value === "string",
  number: (value) => typeof value === "number",
  flag: (value) => typeof value === "boolean",
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
} satisfies Record<Field, (value: unknown) => boolean>;

function isDecision(data: AuditData): data is DecisionData {
  return Object.entries(fields).every(([name, field]) => Object.hasOwn(data, name) && holds[field](data[name]));
}
