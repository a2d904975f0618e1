import type { Host } from "../host.ts";
import { openRepository } from "../git/repository.ts";
import { runGit } from "../git/run-git.ts";
import type { AskGitConfig } from "./own-roster-entry.ts";

/** Values of the configuration that git has for this person in this repository. Nothing of it runs. */
export async function withGitConfig<T>(host: Host, repo: string | undefined, work: (ask: AskGitConfig) => Promise<T>): Promise<T> {
  const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
  try {
    return await work(async (key, type) => {
      const args = ["config", ...(type === undefined ? [] : [`--type=${type}`]), "--null", "--get", key];
      const { code, stdout } = await runGit(repository.user, { purpose: `read its setting ${key}`, args, accept: [0, 1] });
      return code === 0 ? stdout.toString().replace(/\0$/, "") : null;
    });
  } finally {
    await repository.close();
  }
}
