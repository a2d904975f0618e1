import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure, fileReason } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { type GitContext, runGit } from "../git/run-git.ts";
import type { Plan, PlannedFile } from "./plan.ts";

/** Does what the plan says: every file whole or not at all, its permission bits kept. Failure `io`, `git`. */
export async function applyPlan(context: GitContext, plan: Plan): Promise<void> {
  for (const file of plan.files) if (file.state !== "same") write(file);
  for (const { key, value, state } of plan.settings) {
    if (state !== "same") await runGit(context, { purpose: `set ${key}`, args: ["config", "--local", "--replace-all", key, value] });
  }
}

/** Beside it first, then renamed over it: a hook that runs at this moment reads one or the other. */
function write({ path, text, mode }: PlannedFile): void {
  const beside = `${path}.riskscore`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const known = statSync(path, { throwIfNoEntry: false });
    // An empty file that nobody ran may become one that git runs.
    const bits = known === undefined || known.size === 0 ? mode : known.mode & 0o777;
    writeFileSync(beside, Buffer.from(text, "latin1"));
    chmodSync(beside, bits);
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw new Failure("io", `${plainText(path)} could not be written: ${fileReason(cause)}.`, { cause, hint: "Is its folder there, and writable?" });
  }
}
