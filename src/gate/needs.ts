import { decide } from "./decide.ts";
import type { GateCase } from "./gate-case.ts";

/**
 * Whether the verdict can hang on the change's digest, so that it has to be computed and records looked up: someone has to answer,
 * or the policy blocks changes by name. Where not, a veto stays unseen: what must never pass belongs into `roster.blockedChanges`.
 */
export function needsSignoff(gateCase: Omit<GateCase, "records" | "vetoed">): boolean {
  const alone = { ...gateCase, records: [] };
  if (decide({ ...alone, vetoed: false }).decision === "needs-sign-off") return true;
  return gateCase.policy.roster.blockedChanges.length > 0 && decide({ ...alone, vetoed: true }).rule === "vetoed";
}
