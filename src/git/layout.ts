import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../failure.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { plainText } from "./plain-text.ts";
import { type GitContext, runGit } from "./run-git.ts";

/** Where the repository's parts lie; absolute paths. */
export interface Layout {
  /** The working tree's root; null in a bare repository, and when standing inside `.git`. */
  readonly topLevel: string | null;
  readonly gitDir: string;
  readonly commonDir: string;
  readonly bare: boolean;
  readonly objectFormat: "sha1" | "sha256";
  /** History ends early: parents of some commits are not here. */
  readonly shallow: boolean;
  /** Some blobs or trees may not be here, by arrangement with a remote. */
  readonly partial: boolean;
  /** Null before the first commit. */
  readonly head: CommitOid | null;
  readonly objects: string;
  readonly index: string;
}

/** Echoed by `rev-parse` between answers: a folder's name may hold newlines, but hardly this. */
const fence = "--riskscore-next";
const questions = [
  ["--is-bare-repository"],
  ["--is-shallow-repository"],
  ["--show-object-format"],
  ["--absolute-git-dir"],
  ["--git-common-dir"],
  ["--git-path", "objects"],
  ["--git-path", "index"],
  ["--show-cdup"],
];

/** Finds the repository `context.cwd` stands in, in one process. Failures: `repository` when there is none or git distrusts its owner. */
export async function layoutOf(context: GitContext): Promise<Layout> {
  const asked = questions.flatMap((question) => [...question, fence]);
  const answer = await runGit(context, {
    purpose: "look at the repository",
    args: ["rev-parse", "--path-format=absolute", ...asked, "--revs-only", "HEAD"],
    accept: [0, 128],
  });
  if (answer.code !== 0) throw notARepository(context.cwd, answer.stderr);
  const parts = answer.stdout.toString().split(`${fence}\n`).map((part) => part.replace(/\n$/, ""));
  const [bare, shallow, objectFormat, gitDir, commonDir, objects, index, up, head] = parts;
  if (head === undefined || (objectFormat !== "sha1" && objectFormat !== "sha256")) throw new Failure("git", `git could not look at the repository: it answered "${plainText(answer.stdout.toString().slice(0, 200))}".`, { hint: "Run it again; if it stays so, look at what `git` on the PATH is." });
  return {
    // Without a working tree `--show-cdup` prints nothing, not even a newline.
    topLevel: bare === "true" || (up === "" && !answer.stdout.includes(`${fence}\n\n`)) ? null : resolve(context.cwd, up!),
    gitDir: gitDir!,
    commonDir: commonDir!,
    bare: bare === "true",
    objectFormat,
    shallow: shallow === "true",
    partial: isPartial(objects!),
    head: head === "" ? null : asCommitOid(head),
    objects: objects!,
    index: index!,
  };
}

/** Packs that came with a promise to deliver the rest later have a `.promisor` file beside them: no configuration can hide it. */
function isPartial(objects: string): boolean {
  const packs = join(objects, "pack");
  return existsSync(packs) && readdirSync(packs).some((name) => name.endsWith(".promisor"));
}

function notARepository(cwd: string, stderr: string): Failure {
  const cause = new Error(stderr.trim());
  if (stderr.includes("dubious ownership")) {
    const [first = "", ...advice] = stderr.trim().split("\n");
    const command = advice.map((line) => line.trim()).find((line) => line.startsWith("git config"));
    return new Failure("repository", `git does not trust this repository: ${plainText(first.replace(/^fatal: /, ""))}.`, {
      cause,
      hint: command ? `If you trust it, run: ${plainText(command)}` : "See safe.directory in `git help config`.",
    });
  }
  if (/not a git repository/.test(stderr)) {
    return new Failure("repository", `${plainText(cwd)} is not inside a git repository.`, { cause, hint: "Run riskscore inside a repository, or `git init` first." });
  }
  return new Failure("repository", `The repository at ${plainText(cwd)} could not be opened: ${plainText(stderr.trim().split("\n")[0] ?? "")}`, { cause });
}
