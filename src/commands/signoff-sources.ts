import { openRepository, type Repository } from "../git/repository.ts";
import { judge } from "./judge.ts";
import type { Judge } from "./judgement.ts";
import type { World } from "./world.ts";

/** What the sign-off commands work with: tests hand in a judged world. */
export type SignoffSources = Judge;

export const realSources: SignoffSources = { judge };

/** The repository a command was started in, open while `work` runs. */
export async function inRepository<T>({ host, repo }: Pick<World, "host" | "repo">, work: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
  try {
    return await work(repository);
  } finally {
    await repository.close();
  }
}
