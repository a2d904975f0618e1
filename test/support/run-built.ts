import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestRepo } from "./repo-of.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));

/** Runs the built riskscore in a repository, as a user's shell would: whole process, no terminal, the repository's own environment. */
export function runBuilt(repo: Pick<TestRepo, "path" | "env">, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...args], { cwd: repo.path, env: { ...repo.env, ...env }, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}
