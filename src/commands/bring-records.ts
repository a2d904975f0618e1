import { Failure } from "../failure.ts";
import { chosenRemote, fetchAllRecords } from "../git/remote.ts";
import type { Repository } from "../git/repository.ts";
import type { World } from "./world.ts";

/** Brings the records of the usual remote here, or of the one asked for. One sentence where that cannot be: what is here is shown all the same. */
export async function bringRecords({ host }: Pick<World, "host">, repository: Repository, asked: string | null): Promise<readonly string[]> {
  const remote = await chosenRemote(repository, asked);
  if (remote === null) return [];
  try {
    await fetchAllRecords(host, repository, remote);
    return [];
  } catch (error) {
    if (error instanceof Failure && error.kind !== "interrupted") return [`${error.message} Only sign-offs that are here already were looked at.`];
    throw error;
  }
}
