/** Every target with its part of the inputs: what is quick to check gets more. */
import { newKey } from "../support/sshsig.mjs";
import { argumentLists, auditLogs, canonical, codeOwners, policyTexts, reviewRequests, statements } from "./targets/documents.mjs";
import { changeDigest, pushLines, rawDiff, receiveLines } from "./targets/git-output.mjs";
import { commits, notes } from "./targets/provenance.mjs";
import { escaping, rendering } from "./targets/reports.mjs";
import { publicKeys, signatures } from "./targets/signatures.mjs";

const shares = { "raw diff": 14, "change digest": 8, "pre-push stdin": 10, "pre-receive stdin": 10, "commit bytes": 6, "git-ai notes": 8, "agent traces": 8, "Agent Blame notes": 8, "canonical JSON": 12, statements: 10, "review requests": 12, "policy (JSON)": 1.5, "policy (YAML)": 1.5, "audit log": 6, "audit head and anchors": 8, "public keys": 6, CODEOWNERS: 6, escapes: 8, reports: 0.3, arguments: 0.3 };

/** `ours`: the exports of under-test.ts. */
export function targetsOf(ours) {
  const keyLine = newKey("ed25519").line;
  const makers = [rawDiff, changeDigest, pushLines, receiveLines, commits, notes, canonical, statements, reviewRequests, policyTexts, auditLogs, publicKeys, codeOwners, escaping, rendering, argumentLists, signatures];
  return makers.flatMap((make) => make(ours, { keyLine })).map((target) => ({ ...target, share: shares[target.name] ?? 0 }));
}

/** How many inputs each target gets; signatures are counted for themselves. */
export function countsFor(targets, { inputs, signatures: wanted }) {
  const whole = targets.reduce((sum, { share }) => sum + share, 0);
  return new Map(targets.map(({ name, share }) => [name, name === "signatures" ? wanted : Math.max(1, Math.ceil((inputs * share) / whole))]));
}
