import { Failure } from "../failure.ts";
import type { TextProblem } from "./policy-document.ts";

/** One sentence for the first problem, with file, line and column; how many more there are. */
export function policyFailure(file: string, problems: readonly TextProblem[], options: { hint?: string; cause?: unknown } = {}): Failure {
  const sorted = [...problems].toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  const first = sorted[0] ?? { at: { line: 1, column: 1 }, message: "does not parse" };
  const more = sorted.length - 1;
  const rest = more <= 0 ? "" : ` (and ${more} more ${more === 1 ? "problem" : "problems"})`;
  const hint = options.hint ?? `riskscore config --explain lists the keys; riskscore config --check ${file} checks the file.`;
  return new Failure("policy", sentence(`${file}:${first.at.line}:${first.at.column}: ${first.message}${rest}`), { hint, cause: options.cause });
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}

/** A word from the file, quoted, shortened, with everything that could steer a terminal written out. */
export function quoted(word: string): string {
  const short = word.length > 60 ? `${word.slice(0, 60)}…` : word;
  return JSON.stringify(short).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
