import { canonicalJson } from "../canonical-json.ts";
import type { Policy } from "./policy.ts";

export { canonicalJson };

/**
 * Names what a policy says: `sha256:` and hex over the canonical JSON of the normalised policy, so layout, key order, file
 * format and defaults written out make no difference. `sha256` answers lower-case hex over the text's UTF-8.
 */
export function policyDigest(policy: Policy, sha256: (text: string) => string): string {
  return `sha256:${sha256(canonicalJson(policy))}`;
}
