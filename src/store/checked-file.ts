import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "../failure.ts";

const magic = Buffer.from("riskscore-cache-1\n");
const digestLength = 32;

/** The payload of a file written by `writeChecked`; null when it is absent, torn, or altered. Unreadable folders are Failures. */
export function readChecked(path: string): Buffer | null {
  const bytes = readOrNull(path);
  if (bytes === null || bytes.length < magic.length + digestLength || !bytes.subarray(0, magic.length).equals(magic)) return null;
  const payload = bytes.subarray(magic.length + digestLength);
  return sha256(payload).equals(bytes.subarray(magic.length, magic.length + digestLength)) ? payload : null;
}

/** Writes whole or not at all: a temporary file beside it, renamed over. */
export function writeChecked(path: string, payload: Uint8Array): void {
  writeAtomically(path, [magic, sha256(payload), payload]);
}

function writeAtomically(path: string, parts: readonly Uint8Array[]): void {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, Buffer.concat(parts));
    renameSync(temporary, path);
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The first error says why; a temporary file that cannot even be removed adds nothing to it.
    }
    throw cacheFailure(path, error, "written");
  }
}

/** The bytes of a file; null when there is none. */
function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cacheFailure(path, error, "read");
  }
}

export function sha256(bytes: Uint8Array | string): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** One sentence for a cache that cannot be used, with what to do about it. */
export function cacheFailure(path: string, error: unknown, verb: "read" | "written"): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
  const full = code === "ENOSPC" || code === "EDQUOT";
  return new Failure("cache", `The cache at '${path}' cannot be ${verb}: ${full ? "the disk is full" : reasons[code] ?? code}.`, {
    cause: error,
    hint: full ? "Free some space and run the command again; nothing was half written." : `Make its folder readable and writable for you, or remove '${dirname(path)}': it is only a cache.`,
  });
}

const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a file stands where a folder should be",
  EEXIST: "a file stands where a folder should be",
  EISDIR: "a folder stands where a file should be",
};
