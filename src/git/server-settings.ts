import { Failure } from "../failure.ts";
import { plainText } from "./plain-text.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

/** What whoever runs the server has set in its git configuration; pushing cannot change it. */
export interface ServerSettings {
  /** `riskscore.baseRef`: full name; null for the branch HEAD names. */
  readonly baseRef: string | null;
  readonly limits: Limits;
}

/** How much of one push is judged. Over any of them it is stopped, not waved through. */
export interface Limits {
  /** `riskscore.maxTime`: seconds for all of it. */
  readonly maxTime: number;
  /** `riskscore.maxFiles`: changed files of one ref. */
  readonly maxFiles: number;
  /** `riskscore.maxBytes`: of the old and new files of one ref that changed, unpacked. */
  readonly maxBytes: number;
  /** `riskscore.maxRefs`: refs of one push. */
  readonly maxRefs: number;
}

export const usualLimits: Limits = { maxTime: 30, maxFiles: 10_000, maxBytes: 256 * 1024 * 1024, maxRefs: 1000 };

/** Failure `usage` for a value that cannot be meant: a limit that was mistyped is not one that is off. */
export async function serverSettings({ user }: Pick<Repository, "user">): Promise<ServerSettings> {
  const { stdout } = await runGit(user, { purpose: "read its configuration", args: ["config", "-z", "--get-regexp", "^riskscore\\.(baseref|maxtime|maxfiles|maxbytes|maxrefs)$"], accept: [0, 1] });
  const values = new Map(stdout.toString().split("\0").slice(0, -1).map((record) => pairOf(record)));
  const names = Object.keys(usualLimits) as (keyof Limits)[];
  const limits = Object.fromEntries(names.map((name) => [name, limitIn(name, values.get(name.toLowerCase()))])) as unknown as Limits;
  return { baseRef: refIn(values.get("baseref")), limits };
}

/** `riskscore.maxtime LF 30`; a key without a value has no line feed. */
function pairOf(record: string): readonly [string, string] {
  const newline = record.indexOf("\n");
  const key = newline < 0 ? record : record.slice(0, newline);
  return [key.slice("riskscore.".length), newline < 0 ? "" : record.slice(newline + 1)];
}

const units: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

function limitIn(name: keyof Limits, text: string | undefined): number {
  if (text === undefined) return usualLimits[name];
  const [, digits, unit = ""] = /^([1-9]\d{0,11})([kmg]?)$/i.exec(text.trim()) ?? [];
  if (digits !== undefined) return Number(digits) * units[unit.toLowerCase()]!;
  throw new Failure("usage", `riskscore.${name} is '${plainText(text)}', and no limit.`, { hint: `Set a whole number, which may end in k, m or g: git config riskscore.${name} ${usualLimits[name]}` });
}

function refIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^refs\/heads\/[^\0-\x20\x7f~^:?*[\\]+$/.test(text)) return text;
  throw new Failure("usage", `riskscore.baseRef is '${plainText(text)}', and no full name of a branch.`, { hint: "git config riskscore.baseRef refs/heads/main" });
}
