import { placesIn } from "../config/policy-places.ts";
import type { Repository } from "../git/repository.ts";
import { rootSnapshotOf } from "../git/root-snapshot.ts";
import type { TeamTool } from "../policy/policy.ts";

/**
 * The team's own tools, as the policy of HEAD names them: what a hook can afford to ask. The policy is parsed only where its bytes speak
 * of tools at all. Failure `policy` where it does not parse.
 */
export async function teamTools(repository: Repository): Promise<readonly TeamTool[]> {
  if (repository.head === null) return [];
  const snapshot = await rootSnapshotOf(repository, repository.head);
  const places = placesIn(snapshot);
  if (places.length === 0) return [];
  const blobs = repository.openBlobs();
  try {
    const texts = await Promise.all(places.map(({ entry }) => blobs.readOne(entry.oid)));
    if (!texts.some((bytes) => Buffer.isBuffer(bytes) && (bytes.includes("tools") || bytes.includes("\\u")))) return [];
    const { readPolicy } = await import("../config/read-policy.ts");
    return (await readPolicy(snapshot, blobs)).policy.tools;
  } finally {
    await blobs.close();
  }
}
