import { createHash } from "node:crypto";
import { policyDigest } from "../policy/digest.ts";
import type { Policy } from "../policy/policy.ts";

/** `sha256:…` of what the policy says; see `policyDigest`. */
export function digestOf(policy: Policy): string {
  return policyDigest(policy, (text) => createHash("sha256").update(text, "utf8").digest("hex"));
}
