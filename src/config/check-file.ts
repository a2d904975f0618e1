import { Failure } from "../failure.ts";
import { parsePolicy, type ParsedPolicy } from "./parse-policy.ts";
import { policyKey, policyPlaces, type PolicySyntax } from "./policy-places.ts";

/**
 * Checks the bytes of a policy file as the readers of a repository would; `name` is the file's path, and says the syntax.
 * Throws Failure("policy") with file, line and column.
 */
export async function checkPolicyFile(bytes: Uint8Array, name: string): Promise<ParsedPolicy> {
  const parsed = await parsePolicy(name, syntaxOf(name), bytes);
  if (parsed !== null) return parsed;
  throw new Failure("policy", `${name} has no key "${policyKey}", so it holds no policy.`, { hint: "Add the key, or write the policy to .riskrc.json." });
}

/** By the whole name where it is one of the places, else by extension; any other file is read as `.riskrc` is. */
function syntaxOf(name: string): PolicySyntax {
  const base = name.split(/[\\/]/).at(-1) ?? name;
  const place = policyPlaces.find(({ path }) => path === base);
  if (place !== undefined) return place.syntax;
  if (base.endsWith(".json")) return "json";
  return /\.ya?ml$/.test(base) ? "yaml" : "rc";
}
