import { lstatSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "./managers.ts";
import type { Plan } from "./plan.ts";

/**
 * Committed hook files keep their LF in every clone. Where `core.autocrlf` is true, which is how Git for Windows comes, git writes CRLF
 * into the working tree, and no shell runs that: every commit and every push would end in a syntax error.
 */
export function planLineEnds(folder: string, names: readonly string[]): Partial<Plan> {
  const path = join(folder, ".gitattributes");
  const before = textOf(path);
  if (!isOwnFile(path, before)) return { warnings: [`${path} is left alone. Where core.autocrlf is true, shells cannot run the hooks that git writes: see to it that ${names.join(" and ")} get "text eol=lf".`] };
  const known = new Set((before ?? "").split("\n").map((line) => line.trim()));
  const lacking = names.map((name) => `${name} text eol=lf`).filter((line) => !known.has(line));
  const start = before === null || before === "" || before.endsWith("\n") ? (before ?? "") : `${before}\n`;
  const text = lacking.length === 0 ? (before ?? "") : `${start}${lacking.join("\n")}\n`;
  return { files: [{ hook: null, path, text, mode: 0o644, state: before === null ? "new" : lacking.length === 0 ? "same" : "changed" }] };
}

/** Git reads no attributes through a link. */
function isOwnFile(path: string, text: string | null): boolean {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false });
    return there === undefined || (there.isFile() && text !== null);
  } catch {
    return false;
  }
}
