import type { Policy } from "../policy/policy.ts";
import { digestOf } from "./digest-of.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { policyKey, type PolicySyntax } from "./policy-places.ts";
import { policyText } from "./policy-text.ts";
import { validatePolicy } from "./validate-policy.ts";

/** A policy and the text it was read from. */
export interface ParsedPolicy {
  readonly policy: Policy;
  /** What was written and where; what is not in it comes from the defaults. */
  readonly written: PolicyDocument;
  readonly digest: string;
}

/** The policy these bytes hold; null for a JSON file without the policy's key. Throws Failure("policy"). */
export async function parsePolicy(file: string, syntax: PolicySyntax, bytes: Uint8Array, mostBytes?: number): Promise<ParsedPolicy | null> {
  const text = policyText(file, bytes, mostBytes);
  const written = await documentOf(file, syntax, text);
  if (written === null) return null;
  const policy = await validatePolicy(file, written);
  return { policy, written, digest: digestOf(policy) };
}

async function documentOf(file: string, syntax: PolicySyntax, text: string): Promise<PolicyDocument | null> {
  const json = syntax === "rc" ? text.trimStart().startsWith("{") : syntax !== "yaml";
  if (json) return (await import("./json-document.ts")).jsonDocument(file, text, syntax === "key" ? policyKey : undefined);
  return (await import("./yaml-document.ts")).yamlDocument(file, text);
}
