import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, fileReason } from "../failure.ts";
import type { CommitOid } from "../ids.ts";
import { plainText } from "./plain-text.ts";

/** What `riskscore tag` says of the commit to come. */
export interface PendingTag {
  /** Null: a person declares that no tool took part. */
  readonly tool: string | null;
  readonly model: string | null;
}

interface Place {
  /** The working tree's own git folder: what is staged in one says nothing of another. */
  readonly gitDir: string;
  readonly head: CommitOid | null;
}

const fileName = "riskscore-tag.json";
const version = 1;

/** The tag kept for the next commit; null where there is none, or HEAD has moved since: then it spoke of another commit. Failure `io` where it cannot be read. */
export function readPendingTag({ gitDir, head }: Place): PendingTag | null {
  const kept = readKept(join(gitDir, fileName));
  return kept === null || kept.head !== head ? null : { tool: kept.tool, model: kept.model };
}

/** Keeps `tag` for the next commit; replaces one kept before. */
export function keepPendingTag({ gitDir, head }: Place, { tool, model }: PendingTag): void {
  const file = join(gitDir, fileName);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify({ version, head, tool, model })}\n`);
    renameSync(`${file}.new`, file);
  } catch (cause) {
    rmSync(`${file}.new`, { force: true });
    throw new Failure("io", `The tag could not be kept in '${plainText(gitDir)}': ${fileReason(cause)}.`, { cause, hint: "That folder has to be writable, with some space left." });
  }
}

/** Forgets it, if there is one. */
export function dropPendingTag({ gitDir }: Pick<Place, "gitDir">): void {
  rmSync(join(gitDir, fileName), { force: true });
}

function readKept(file: string): (PendingTag & { readonly head: string | null }) | null {
  const text = textOf(file);
  if (text === null) return null;
  const kept = parsed(text);
  if (kept === null) throw unreadable(new Error("not what riskscore tag writes"));
  return kept;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unreadable(error as Error);
  }
}

function parsed(text: string): (PendingTag & { readonly head: string | null }) | null {
  try {
    const kept = JSON.parse(text) as Record<string, unknown> | null;
    if (kept === null || kept["version"] !== version) return null;
    const { head, tool, model } = kept;
    return isTextOrNull(head) && isTextOrNull(tool) && isTextOrNull(model) ? { head, tool, model } : null;
  } catch {
    return null;
  }
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function unreadable(cause: Error): Failure {
  return new Failure("io", `The tag kept for the next commit could not be read: ${fileReason(cause)}.`, { cause, hint: "Run `riskscore tag` again; it replaces what is kept." });
}
