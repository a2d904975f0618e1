import * as v from "valibot";
import type { PolicyProblem } from "./policy-problem.ts";
import { brokenRules } from "./rules.ts";
import { policySchema, type WrittenPolicy } from "./schema.ts";

/** A problem, with the word that was not understood where there was one. */
export interface ShapeProblem extends PolicyProblem {
  /** The key nobody knows; `path` ends with it. */
  readonly unknownKey?: string;
}

export type CheckedShape = { readonly written: WrittenPolicy } | { readonly problems: readonly ShapeProblem[] };

/** The value as a written policy when shape and rules hold; else every problem, shape first. */
export function checkShape(value: unknown): CheckedShape {
  const result = v.safeParse(policySchema, value);
  if (!result.success) return { problems: result.issues.map(problemOf) };
  const lists = listsForObjects(value, result.output, []);
  if (lists.length > 0) return { problems: lists };
  // The value itself, not valibot's output: what was written stays apart from what defaults add.
  const written = value as WrittenPolicy;
  const problems = brokenRules(written);
  return problems.length > 0 ? { problems } : { written };
}

/** valibot reads `[]` as an object without keys; its output then is an object where the input is a list. */
function listsForObjects(value: unknown, output: unknown, path: readonly (string | number)[]): ShapeProblem[] {
  if (typeof output !== "object" || output === null || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value) && !Array.isArray(output)) return [{ path, message: `${subject(path)} must be an object, not a list` }];
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...steps].flatMap((step) => listsForObjects((value as Record<string | number, unknown>)[step], (output as Record<string | number, unknown>)[step], [...path, step]));
}

function problemOf(issue: v.BaseIssue<unknown>): ShapeProblem {
  const path = (issue.path ?? []).map((item) => (typeof item.key === "number" ? item.key : String(item.key)));
  const last = path.at(-1);
  const origin = issue.path?.at(-1)?.origin;
  if (origin === "key" && issue.expected === "never") return { path, message: "", unknownKey: String(last) };
  if (origin === "key") return { path: path.slice(0, -1), message: `${subject(path.slice(0, -1))} lacks the key "${String(last)}"` };
  if (issue.kind === "validation") return { path, message: `${subject(path)} ${issue.message}` };
  return { path, message: `${subject(path)} must be ${wanted(issue)}, not ${received(issue.input)}` };
}

function subject(path: readonly (string | number)[]): string {
  if (path.length === 0) return "the policy";
  return `"${path.map((key, at) => (typeof key === "number" ? `[${key}]` : at === 0 ? key : `.${key}`)).join("")}"`;
}

const typeNames: Readonly<Record<string, string>> = { Object: "an object", Array: "a list", string: "text", number: "a number", boolean: "true or false" };

function wanted({ expected }: v.BaseIssue<unknown>): string {
  if (expected === null) return "something else";
  if (expected.includes("|")) return `one of ${expected.replaceAll(/[()]/g, "").split(" | ").filter((word) => word !== "null").map((word) => typeNames[word] ?? word).join(", ")}`;
  return typeNames[expected] ?? expected;
}

function received(input: unknown): string {
  if (input === null) return "null";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "an object";
  const text = JSON.stringify(input) ?? String(input);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
