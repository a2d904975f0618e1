import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import type { Host } from "../host.ts";

/** Adds to the summary of a step of GitHub Actions, where one is kept. The path comes from the environment: only a regular file is written. One sentence where that cannot be. */
export function addSummary(env: Host["env"], text: () => string): readonly string[] {
  const path = env["GITHUB_ACTIONS"] === "true" ? (env["GITHUB_STEP_SUMMARY"] ?? "") : "";
  if (path === "") return [];
  try {
    // Without O_CREAT: the runner made it. O_NONBLOCK: a pipe that nobody reads would keep us waiting.
    const file = openSync(path, constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      if (!fstatSync(file).isFile()) return ["The step summary was not written: GITHUB_STEP_SUMMARY names no regular file."];
      writeAll(file, Buffer.from(text()));
      return [];
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return [`The step summary was not written: ${code}.`];
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
