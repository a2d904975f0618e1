import { copyFileSync, existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Failure } from "../failure.ts";
import type { TreeOid } from "../ids.ts";
import { copyOfIndex, refuseUnmerged, writeTree } from "./index-tree.ts";
import type { Layout } from "./layout.ts";
import { type GitContext, runGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";

/** Settings that say how this disk shows file content and names. They are data: none of them names a command. */
const dataSettings = /^core\.(autocrlf|eol|filemode|symlinks|ignorecase|precomposeunicode|excludesfile|trustctime|checkstat)$/;

/**
 * The tree `git add --all` would lead to, written into the scratch repository alone. Filters never run, so a file kept by one (LFS) counts
 * by its pointer while git's stat data call it clean, and by its disk bytes once touched. Untracked files count unless ignored.
 */
export async function treeOfWorktree(user: GitContext, scratch: Scratch, layout: Layout, indexFile: string): Promise<TreeOid> {
  if (layout.topLevel === null) {
    throw new Failure("usage", "There is no working tree here.", { hint: "Compare two revisions instead: riskscore diff main...HEAD" });
  }
  const settings = await settingsOf(user);
  copyRules(layout, scratch);
  const copy = copyOfIndex(scratch, indexFile, "worktree-index");
  const context = { ...copy, cwd: layout.topLevel, env: { ...copy.env, GIT_WORK_TREE: layout.topLevel } };
  await refuseUnmerged(context);
  const input = await pathsToStage(context, settings);
  const stage = ["update-index", "-z", "--add", "--remove", "--replace", "--stdin"];
  if (input.length > 0) await runGit(context, { purpose: "read the working tree", args: [...settings, ...stage], input });
  return writeTree(context);
}

/** `-c` options for the user's own data settings; the user's ignore file among them, at its default place when not set. */
async function settingsOf(user: GitContext): Promise<readonly string[]> {
  const answer = await runGit(user, { purpose: "read the configuration", args: ["config", "-z", "--type=path", "--get-regexp", "^core\\."], accept: [0, 1] });
  const settings = new Map<string, string>();
  const home = user.env["HOME"] ?? homedir();
  settings.set("core.excludesfile", join(user.env["XDG_CONFIG_HOME"] || join(home, ".config"), "git", "ignore"));
  for (const pair of answer.stdout.toString().split("\0")) {
    const [key = "", value] = splitOnce(pair, "\n");
    if (dataSettings.test(key)) settings.set(key, value ?? "true");
  }
  return [...settings].flatMap(([key, value]) => ["-c", `${key}=${value}`]);
}

/** The repository's own ignore and attribute rules, which git looks for in its git folder. */
function copyRules(layout: Layout, scratch: Scratch): void {
  for (const name of ["exclude", "attributes"]) {
    const from = resolve(layout.commonDir, "info", name);
    if (existsSync(from)) copyFileSync(from, join(scratch.info, name));
  }
}

/**
 * What differs from the index, tracked paths first: a file that became a folder must leave the index before what is inside comes in.
 * An untracked repository inside this one is listed with a slash at its end; `git add` would not take its files either.
 */
async function pathsToStage(context: GitContext, settings: readonly string[]): Promise<Buffer> {
  const list = (...which: string[]) => runGit(context, { purpose: "list what differs from the index", args: [...settings, "ls-files", "-z", ...which] });
  const lists = await Promise.all([list("--modified", "--deleted"), list("--others", "--exclude-standard")]);
  const paths = new Set(lists.flatMap(({ stdout }) => stdout.toString("latin1").split("\0")).filter((path) => path !== "" && !path.endsWith("/")));
  return Buffer.from([...paths].map((path) => `${path}\0`).join(""), "latin1");
}

function splitOnce(text: string, at: string): [string, string?] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + at.length)];
}
