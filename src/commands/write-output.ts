import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";

/** Writes the whole file or nothing: beside it first, then renamed over it. Devices and pipes are written to directly. */
export async function writeOutput(host: Pick<Host, "cwd" | "now">, file: string, text: string | Uint8Array): Promise<void> {
  const named = resolve(host.cwd, file);
  const there = await stat(named).catch(() => null);
  if (there?.isDirectory() === true) throw new Failure("io", `'${file}' is a folder, so the report cannot be written there.`, { hint: "Name a file in it." });
  try {
    if (there !== null && !there.isFile()) await writeFile(named, text);
    else await replace(there === null ? named : await realpath(named), text, there?.mode, host.now());
  } catch (cause) {
    throw new Failure("io", `'${file}' could not be written: ${reasonOf(cause)}.`, { cause, hint: "Is the folder there, and writable?" });
  }
}

async function replace(target: string, text: string | Uint8Array, mode: number | undefined, now: number): Promise<void> {
  const beside = `${target}.${now}.tmp`;
  try {
    await writeFile(beside, text, { flag: "wx" });
    if (mode !== undefined) await chmod(beside, mode & 0o777);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = { ENOENT: "its folder does not exist", EACCES: "permission denied", ENOSPC: "the disk is full", EROFS: "the disk is read-only", ENOTDIR: "a part of its path is a file" };
  return reasons[code ?? ""] ?? (cause instanceof Error ? cause.message : String(cause));
}
