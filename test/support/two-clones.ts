import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Files, repoAt, type TestRepo } from "./repo-of.ts";

/** A bare remote and two clones of it: the author's and the senior's. */
export interface TwoClones {
  readonly remote: TestRepo;
  readonly author: TestRepo;
  readonly senior: TestRepo;
  remove(): void;
}

/** `files` are the first commit on `main`, which both clones have and follow. */
export function twoClones(files: Files): TwoClones {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-clones-")));
  const start = repoAt(folder);
  start.git("init", "--quiet", "--bare", "--template=", "--initial-branch=main", "remote.git");
  const clone = (name: string): TestRepo => {
    start.git("clone", "--quiet", "--template=", "remote.git", name);
    return repoAt(join(folder, name));
  };
  const author = clone("author");
  author.git("symbolic-ref", "HEAD", "refs/heads/main");
  author.commit("first", files);
  author.git("push", "--quiet", "--set-upstream", "origin", "main");
  author.git("remote", "set-head", "origin", "main");
  const senior = clone("senior");
  return { remote: repoAt(join(folder, "remote.git")), author, senior, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
