import type { Policy } from "../policy/policy.ts";
import type { PolicyDocument, TextProblem } from "./policy-document.ts";
import { normalizePolicy } from "../policy/normalize.ts";
import { policyFailure, quoted } from "./policy-failure.ts";

/** The policy a parsed document stands for. Throws Failure("policy") naming file, line and column of the first problem. */
export async function validatePolicy(file: string, document: PolicyDocument): Promise<Policy> {
  const { checkShape } = await import("../policy/check-shape.ts");
  const checked = checkShape(document.value);
  if ("written" in checked) return normalizePolicy(checked.written);
  const problems = checked.problems.map(async ({ path, message, unknownKey }): Promise<TextProblem> => {
    const text = unknownKey === undefined ? message : await unknownKeyMessage(path.slice(0, -1), unknownKey);
    return { at: document.locate(path), message: text };
  });
  throw policyFailure(file, await Promise.all(problems));
}

/** How far a typing slip goes: a third of the word, at least two characters. */
function slip(word: string): number {
  return Math.max(2, Math.floor(word.length / 3));
}

async function unknownKeyMessage(parent: readonly (string | number)[], key: string): Promise<string> {
  const [{ policyKeys }, { distance }] = await Promise.all([import("../policy/keys.ts"), import("fastest-levenshtein")]);
  const prefix = parent.map((part, at) => (typeof part === "number" ? "[]" : at === 0 ? part : `.${part}`)).join("");
  const all = policyKeys().map((known) => known.key);
  const here = all.filter((name) => parentOf(name) === prefix).map((name) => lastOf(name));
  const short = key.slice(0, 100);
  const near = here.map((name) => ({ name, away: distance(short.toLowerCase(), name.toLowerCase()) })).toSorted((a, b) => a.away - b.away)[0];
  const message = `unknown key ${quoted(key)}${prefix === "" ? "" : ` in "${prefix}"`}`;
  if (near !== undefined && near.away <= slip(near.name)) return `${message}; did you mean "${near.name}"?`;
  const elsewhere = all.find((name) => lastOf(name) === key);
  if (elsewhere !== undefined) return `${message}; it belongs at "${elsewhere}"`;
  return message;
}

function parentOf(key: string): string {
  return key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "";
}

function lastOf(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}
