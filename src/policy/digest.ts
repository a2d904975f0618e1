import type { Policy } from "./policy.ts";

/**
 * Names what a policy says: `sha256:` and hex over the canonical JSON of the normalised policy, so layout, key order, file
 * format and defaults written out make no difference. `sha256` answers lower-case hex over the text's UTF-8.
 */
export function policyDigest(policy: Policy, sha256: (text: string) => string): string {
  return `sha256:${sha256(canonicalJson(policy))}`;
}

/** JSON with sorted keys and no blanks: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`).join(",")}}`;
}
