import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../canonical-json.ts";
import { Failure } from "../failure.ts";
import { underLock } from "./audit-lock.ts";
import { makeOwnFolder } from "./own-folder.ts";

/** What a server has accepted, which no later push takes back. */
export interface Memory {
  /** Ref → digests of the policies that stood there, oldest first; a policy that came back stands twice. */
  readonly policies: Readonly<Record<string, readonly string[]>>;
  readonly revokedKeys: readonly string[];
  readonly revokedSignoffs: readonly string[];
  readonly blockedChanges: readonly string[];
}

/** The folder that enforcement alone writes, inside the repository. */
export interface ServerFolder {
  readonly path: string;
  /** Results that may be computed anew. Never the one that a person's riskscore uses. */
  readonly cacheDir: string;
  /** Anchors of the audit log, one a line. */
  readonly anchors: string;
  read(): Memory;
  /** Replaces what is remembered by what `change` makes of it, with no other process in between. Written only where it differs. */
  update(change: (memory: Memory) => Memory): Memory;
}

const nothing: Memory = { policies: {}, revokedKeys: [], revokedSignoffs: [], blockedChanges: [] };

export function serverFolder(commonDir: string): string {
  return join(commonDir, "riskscore-server");
}

/** Opens it, and makes it where there is none yet. Failure `io` where others could write it. */
export function openServerFolder(commonDir: string, clock: { now(): number }): ServerFolder {
  const path = serverFolder(commonDir);
  makeOwnFolder(path);
  const file = join(path, "memory.json");
  const read = (): Memory => readMemory(file);
  return {
    path,
    cacheDir: join(path, "cache"),
    anchors: join(path, "anchors.jsonl"),
    read,
    update: (change) =>
      underLock(join(path, "memory.lock"), clock, () => {
        const before = read();
        const after = change(before);
        if (canonicalJson(before) !== canonicalJson(after)) writeMemory(file, after);
        return after;
      }),
  };
}

/** A memory that cannot be read is not an empty one: what it held would count again. */
function readMemory(file: string): Memory {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return nothing;
    throw unreadable(file, code ?? String(cause), cause);
  }
  const value = valueOf(text);
  if (value === null) throw unreadable(file, "it does not hold what riskscore writes there", undefined);
  return value;
}

function valueOf(text: string): Memory | null {
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    const { policies, revokedKeys, revokedSignoffs, blockedChanges } = value;
    const lists = [revokedKeys, revokedSignoffs, blockedChanges, ...Object.values(policies as object)];
    const isWhole = value["v"] === 1 && lists.every((list) => Array.isArray(list) && list.every((one) => typeof one === "string"));
    return isWhole ? ({ policies, revokedKeys, revokedSignoffs, blockedChanges } as Memory) : null;
  } catch {
    return null;
  }
}

function unreadable(file: string, why: string, cause: unknown): Failure {
  return new Failure("io", `What this server remembers, '${file}', cannot be read: ${why}.`, { cause, hint: "Bring it back from a backup. Without it keys and sign-offs that were revoked, and no longer stand in the policy, would count again." });
}

function writeMemory(file: string, memory: Memory): void {
  const temporary = `${file}.tmp`;
  try {
    rmSync(temporary, { force: true });
    const open = openSync(temporary, "wx", 0o600);
    try {
      writeSync(open, `${canonicalJson({ v: 1, ...memory })}\n`);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new Failure("io", `What this server remembers, '${file}', cannot be written: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}.`, { cause, hint: "Nothing is accepted that could not be remembered: make room, or the folder writable." });
  }
}
