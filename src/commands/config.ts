import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { ChosenPolicy } from "../config/choose-policy.ts";
import { Failure } from "../failure.ts";
import { effectiveRows, explainedKeys } from "../config/explain.ts";
import { jsonOf } from "../report/json.ts";
import { plain } from "../report/escape.ts";
import { type KeysNow, rosterWarnings } from "../policy/roster-problems.ts";
import { keysNow } from "./keys-now.ts";
import { humanKeys, humanPolicy, type PolicyReport } from "../report/policy-human.ts";
import { answered, type Answer } from "./answer.ts";
import { readPolicies } from "./read-policies.ts";
import type { ConfigCommand } from "./request.ts";
import type { World } from "./world.ts";

/** The policy in effect, what its keys do, or whether a file would do as one. */
export async function config(world: World, request: ConfigCommand): Promise<Answer> {
  if (request.check !== null) return checked(world, request.check, request.format);
  if (request.explain) return explained(world, request.format);
  const report = reportOn(await readPolicies(world, request.policyFrom), await keysNow(world.host));
  return answered(request.format === "json" ? jsonOf(report) : humanPolicy(report, world.paper));
}

/** Where no policy is committed there is no roster to find fault with. */
function reportOn({ reading, from, differs }: ChosenPolicy, keys: KeysNow): PolicyReport {
  const path = reading.state === "found" ? reading.path : null;
  return { schemaVersion: 1, from, path, digest: reading.digest, differs, values: effectiveRows(reading), warnings: path === null ? [] : rosterWarnings(reading.policy, keys) };
}

async function explained({ paper }: World, format: ConfigCommand["format"]): Promise<Answer> {
  const keys = await explainedKeys();
  return answered(format === "json" ? jsonOf({ schemaVersion: 1, keys }) : humanKeys(keys, paper));
}

/** A file that is no good is a Failure with line and column, so the exit code says it, too. */
async function checked({ host }: World, file: string, format: ConfigCommand["format"]): Promise<Answer> {
  const { checkPolicyFile } = await import("../config/check-file.ts");
  const bytes = await readFile(resolve(host.cwd, file)).catch((cause: unknown) => {
    throw new Failure("io", `'${file}' could not be read: ${unreadable[(cause as NodeJS.ErrnoException).code ?? ""] ?? (cause as Error).message}.`, { cause, hint: "Name a policy file, such as .riskrc.json." });
  });
  const { digest, policy } = await checkPolicyFile(bytes, file);
  const warnings = policy.roster.people.length === 0 ? [] : rosterWarnings(policy, await keysNow(host));
  if (format === "json") return answered(jsonOf({ schemaVersion: 1, file, valid: true, digest, warnings }));
  return answered(`${plain(file)} is a valid policy.\n`, { notes: warnings });
}

const unreadable: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "permission denied" };
