import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Host } from "../../src/host.ts";

/** Path → content; `null` deletes the file. */
export type Files = Readonly<Record<string, string | Buffer | null>>;

export interface RepoOptions {
  readonly objectFormat?: "sha1" | "sha256";
  /** `false` leaves the files staged and HEAD unborn. */
  readonly commit?: boolean;
  /** Options of `git init`, such as `--ref-format=files`. */
  readonly init?: readonly string[];
}

export interface CommitOptions {
  readonly author?: { readonly name: string; readonly email: string };
  /** Seconds since the epoch; else one minute after the commit before. */
  readonly at?: number;
  readonly args?: readonly string[];
}

/** A real repository in a temporary folder. Identities and dates are fixed, so the same files give the same oids everywhere. */
export interface TestRepo {
  readonly path: string;
  /** What the repository's own git commands run with: no user or system configuration, fixed identity. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes or deletes files in the working tree, nothing staged. */
  write(files: Files): void;
  /** Writes and stages. */
  stage(files: Files): void;
  /** Stages `files` (or what is staged already) and commits; the commit's oid. */
  commit(message: string, files?: Files, options?: CommitOptions): string;
  /** Runs git in the repository; stdout without its last newline. Throws with stderr when git fails. */
  git(...args: string[]): string;
  /** As `git`, with bytes on stdin, environment, or a working folder of its own. */
  gitWith(options: { input?: string | Buffer; env?: Record<string, string>; cwd?: string }, ...args: string[]): string;
  /** A Host standing in this repository, keeping what is written. */
  host(over?: Partial<Host>): Host & { readonly out: string[]; readonly err: string[] };
  remove(): void;
}

/** 2024-01-01T00:00:00Z, the date of the first commit of every test repository. */
export const firstCommitAt = 1_704_067_200;

/** A repository holding one commit of `files` on branch `main`. Call `remove()` when done. */
export function repoOf(files: Files = {}, options: RepoOptions = {}): TestRepo {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-test-")));
  const repo = repoAt(path);
  repo.git("init", "--quiet", "--template=", "--initial-branch=main", `--object-format=${options.objectFormat ?? "sha1"}`, ...(options.init ?? []));
  repo.stage(files);
  if (options.commit !== false) repo.commit("first");
  return repo;
}

/** The same handle for a repository that is there already: a clone, a linked worktree. `remove()` deletes its folder. */
export function repoAt(path: string): TestRepo {
  const env = hermeticEnv();
  let commits = 0;
  const gitWith: TestRepo["gitWith"] = ({ input, env: extra, cwd }, ...args) => {
    const run = spawnSync("git", args, { cwd: cwd ?? path, env: { ...env, ...extra }, input, maxBuffer: 1 << 28 });
    if (run.error) throw run.error;
    if (run.status !== 0) throw new Error(`git ${args.join(" ")}: ${run.stderr.toString()}`);
    return run.stdout.toString().replace(/\n$/, "");
  };
  const write = (files: Files): void => {
    for (const [name, content] of Object.entries(files)) {
      const at = join(path, name);
      if (content === null) rmSync(at, { recursive: true, force: true });
      else {
        mkdirSync(dirname(at), { recursive: true });
        writeFileSync(at, content);
      }
    }
  };
  const stage = (files: Files): void => {
    write(files);
    if (Object.keys(files).length === 0) return;
    gitWith({ input: Object.keys(files).join("\0") }, "--literal-pathspecs", "add", "--all", "--force", "--pathspec-from-file=-", "--pathspec-file-nul");
  };
  return {
    path,
    env,
    write,
    stage,
    commit(message, files = {}, { author, at, args = [] } = {}) {
      stage(files);
      const date = `${at ?? firstCommitAt + 60 * commits} +0000`;
      commits++;
      const identity: Record<string, string> = author ? { GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email } : {};
      const options = { env: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, ...identity } };
      gitWith(options, "commit", "--quiet", "--no-verify", "--allow-empty", "--no-gpg-sign", "--message", message, ...args);
      return gitWith({}, "rev-parse", "HEAD");
    },
    git: (...args) => gitWith({}, ...args),
    gitWith,
    host: (over) => testHost(path, env, over),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function hermeticEnv(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: devNull,
    LC_ALL: "C",
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "Ada Author",
    GIT_AUTHOR_EMAIL: "ada@example.test",
    GIT_COMMITTER_NAME: "Cy Committer",
    GIT_COMMITTER_EMAIL: "cy@example.test",
  };
}

function testHost(cwd: string, env: Readonly<Record<string, string>>, over: Partial<Host> = {}): ReturnType<TestRepo["host"]> {
  const out: string[] = [];
  const err: string[] = [];
  const output = (lines: string[]) => ({ isTerminal: false, columns: 80, write: (text: string) => void lines.push(text) });
  return {
    argv: [],
    cwd,
    env,
    stdout: output(out),
    stderr: output(err),
    stdinIsTerminal: false,
    readStdin: () => Promise.resolve(Buffer.alloc(0)),
    detectedAgent: () => Promise.resolve(null),
    now: () => firstCommitAt * 1000,
    signal: new AbortController().signal,
    out,
    err,
    ...over,
  };
}
