import { choosePolicy, type ChosenPolicy, type PolicyRevision } from "../config/choose-policy.ts";
import { openRepository } from "../git/repository.ts";
import type { World } from "./world.ts";

/** The policy that would judge what is staged now: HEAD's, or with `revision` the index's (in a bare repository HEAD stands for both). */
export async function readPolicies({ host, repo }: Pick<World, "host" | "repo">, revision: PolicyRevision): Promise<ChosenPolicy> {
  const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
  const blobs = repository.openBlobs();
  try {
    const base = repository.head === null ? repository.emptySnapshot() : await repository.snapshotOfCommit(repository.head);
    const head = repository.bare ? base : await repository.snapshotOfIndex();
    return await choosePolicy(revision, { base, head, index: () => repository.snapshotOfIndex() }, blobs);
  } finally {
    await blobs.close();
    await repository.close();
  }
}
