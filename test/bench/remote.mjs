import { appendFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const main = "refs/heads/bench-main";
const identity = { GIT_AUTHOR_NAME: "Ada Author", GIT_AUTHOR_EMAIL: "ada@example.test", GIT_COMMITTER_NAME: "Ada Author", GIT_COMMITTER_EMAIL: "ada@example.test", GIT_AUTHOR_DATE: "1704067200 +0000", GIT_COMMITTER_DATE: "1704067200 +0000" };

/**
 * A bare remote for a private copy, in a folder beside it: it borrows the same objects and holds one branch, HEAD of the copy.
 * The copy knows it as `origin`, and enforces the default policy where it has none, so that a push is really judged.
 */
export function withRemote(copy) {
  const path = join(copy.folder, "remote.git");
  const head = copy.git(["rev-parse", "HEAD"]);
  const format = copy.git(["rev-parse", "--show-object-format"]);
  execFileSync("git", ["init", "--quiet", "--bare", "--template=", `--object-format=${format}`, path], { env: copy.env });
  appendFileSync(join(path, "objects", "info", "alternates"), `${join(copy.path, ".git", "objects")}\n`);
  const inRemote = (args) => execFileSync("git", ["--git-dir", path, ...args], { env: copy.env });
  inRemote(["update-ref", main, head]);
  inRemote(["symbolic-ref", "HEAD", main]);
  copy.git(["config", "remote.origin.url", path]);
  copy.git(["config", "riskscore.enforce", "true"]);
  copy.git(["update-ref", "refs/remotes/origin/bench-main", head]);
  copy.git(["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/bench-main"]);
  const unborn = head.replace(/./g, "0");
  return {
    path,
    base: head,
    /** Commits what is staged on top of HEAD, without moving any ref; its oid. */
    commit: (message) => execFileSync("git", ["commit-tree", copy.git(["write-tree"]), "-p", head, "-m", message], { cwd: copy.path, env: { ...copy.env, ...identity }, encoding: "utf8" }).trim(),
    /** What git tells the pre-push hook of a new branch. */
    lineFor: (commit) => `refs/heads/topic ${commit} refs/heads/topic ${unborn}\n`,
  };
}
