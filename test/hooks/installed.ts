import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { installHooks } from "../../src/commands/install-hooks.ts";
import type { Answer } from "../../src/commands/answer.ts";
import type { InitCommand } from "../../src/commands/request.ts";
import { type Files, repoAt, type TestRepo } from "../support/repo-of.ts";
import { worldOf } from "../commands/gathered.ts";

export const asked: InitCommand = { command: "init", repo: undefined, color: "auto", format: "human", force: false, warm: "no", hooks: true };

/** A riskscore that writes down what it is called with and what it hears, and ends as `RISKSCORE_ENDS` says. */
const witness = `#!/bin/sh
{ printf 'args:'; printf ' <%s>' "$@"; echo; case "$2" in pre-push) cat ;; esac; } >> "$RISKSCORE_HEARD"
exit \${RISKSCORE_ENDS:-0}
`;

/** Whether the git of this machine runs hooks that its configuration names. */
export const runsConfigHooks = ((version) => Number(version[1]) > 2 || (version[1] === "2" && Number(version[2]) >= 54))(/(\d+)\.(\d+)/.exec(spawnSync("git", ["version"], { encoding: "utf8" }).stdout) ?? []);

export interface HookRepo extends TestRepo {
  /** From here on git says that it is 2.53, which runs hook files and nothing else. */
  withOlderGit(): void;
  install(asked?: Partial<InitCommand>, from?: string): Promise<Answer>;
  read(path: string): string;
  mode(path: string): number;
  /** What the witness heard since it was asked last. */
  heard(): string;
  /** Runs git with the witness on; all it printed. */
  run(args: readonly string[], options?: { readonly cwd?: string; readonly env?: Record<string, string> }): { readonly code: number; readonly text: string };
}

/** A clone with a bare remote `origin`, in folders whose names hold spaces, and a witness in `node_modules/.bin`. */
export function hookRepo(files: Files = {}): HookRepo {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "riskscore hooks-")));
  const path = join(root, "my clone");
  mkdirSync(path);
  const repo = repoAt(path);
  repo.gitWith({ cwd: root }, "init", "--quiet", "--bare", "--template=", "remote.git");
  repo.git("init", "--quiet", "--template=", "--initial-branch=main");
  repo.git("remote", "add", "origin", join(root, "remote.git"));
  repo.write({ ".gitignore": "node_modules\n" });
  repo.commit("first", { ".gitignore": "node_modules\n", ...files });
  executable(join(path, "node_modules/.bin/riskscore"), witness);
  const heard = join(root, "heard");
  const env: Record<string, string> = { ...repo.env, RISKSCORE_HEARD: heard, HOME: root };
  return {
    ...repo,
    env,
    withOlderGit() {
      executable(join(root, "older/git"), `#!/bin/sh\n[ "$*" = "--no-pager version" ] && exec echo git version 2.53.0\nPATH=\${PATH#*:} exec git "$@"\n`);
      env["PATH"] = `${join(root, "older")}:${env["PATH"]}`;
    },
    install: (more, from = path) => installHooks({ ...worldOf(), host: repo.host({ env, cwd: from }) }, { ...asked, ...more }),
    read: (name) => readFileSync(join(path, name), "latin1"),
    mode: (name) => statSync(join(path, name)).mode & 0o777,
    heard() {
      try {
        return readFileSync(heard, "utf8");
      } catch {
        return "";
      } finally {
        rmSync(heard, { force: true });
      }
    },
    run(args, { cwd, env: more } = {}) {
      const ran = spawnSync("git", args, { cwd: cwd ?? path, env: { ...env, ...more }, encoding: "utf8" });
      return { code: ran.status ?? -1, text: ran.stdout + ran.stderr };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function executable(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
