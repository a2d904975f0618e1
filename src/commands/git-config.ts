import type { Host } from "../host.ts";
import { openRepository } from "../git/repository.ts";
import { type GitContext, runGit } from "../git/run-git.ts";
import type { AskGitConfig } from "./own-roster-entry.ts";

/** Values of the configuration that git has for this person in this repository. Nothing of it runs. */
export async function withGitConfig<T>(host: Host, repo: string | undefined, work: (ask: AskGitConfig) => Promise<T>): Promise<T> {
  const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
  try {
    return await work((key, type) => valueOf(repository.user, key, type));
  } finally {
    await repository.close();
  }
}

/** A path that cannot be expanded (`~gone/key`) is answered as it is written: it names nothing, and its reader says so. */
async function valueOf(user: GitContext, key: string, type: "path" | undefined): Promise<string | null> {
  const args = ["config", ...(type === undefined ? [] : [`--type=${type}`]), "--null", "--get", key];
  const { code, stdout } = await runGit(user, { purpose: `read its setting ${key}`, args, accept: type === undefined ? [0, 1] : [0, 1, 128] });
  if (code === 128) return valueOf(user, key, undefined);
  return code === 0 ? stdout.toString().replace(/\0$/, "") : null;
}
