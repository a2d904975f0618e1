import type { JudgedRecord } from "../signoff/coverage.ts";
import { overridesIn, personsFor } from "../signoff/quorum.ts";
import type { Verdict } from "./verdict.ts";

/** Ids of the records a pass rests on, sorted: an accepted update of the landing ref uses these up, and no others. */
export function restsOn(verdict: Verdict, records: readonly JudgedRecord[]): readonly string[] {
  if (verdict.decision !== "pass") return [];
  const ids = verdict.requirements.flatMap(({ role, status }) => {
    if (status === "satisfied") return records.filter((record) => personsFor(role, [record]).length > 0);
    return status === "overridden" ? overridesIn(records) : [];
  });
  return [...new Set(ids.map(({ id }) => id))].sort();
}
