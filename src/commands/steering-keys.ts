import type { FileDelta } from "../change/change.ts";
import { steeringKeysDiffer } from "../gate/steering-keys.ts";
import type { BlobOid } from "../ids.ts";
import type { BlobReader } from "../snapshot.ts";

/** Whether the root's package.json changed in keys that steer hooks or hold the policy. What cannot be read may have. */
export async function steeringKeysChanged(deltas: readonly FileDelta[], blobs: BlobReader): Promise<boolean> {
  const before = deltas.find(({ path, from }) => (from ?? path) === "package.json");
  const after = deltas.find(({ path }) => path === "package.json");
  if (before === undefined && after === undefined) return false;
  const [old, now] = await Promise.all([manifestAt(blobs, before?.oldOid ?? null), manifestAt(blobs, after?.newOid ?? null)]);
  return steeringKeysDiffer(old, now);
}

/** `undefined` where there is none, null where nobody can read it. */
async function manifestAt(blobs: BlobReader, oid: BlobOid | null): Promise<unknown> {
  if (oid === null) return undefined;
  const bytes = await blobs.readOne(oid);
  if (!Buffer.isBuffer(bytes)) return null;
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return null;
  }
}
