import type { Host } from "../host.ts";
import type { KeysNow } from "../policy/roster-problems.ts";

/** What tells revoked keys, and keys that ran out, from those that count. */
export async function keysNow({ now }: Pick<Host, "now">): Promise<KeysNow> {
  const { fingerprintOf } = await import("../signature/public-key.ts");
  return { now: now(), fingerprintOf };
}
