import { compareText } from "../ids.ts";
import type { JudgedRecord } from "./coverage.ts";
import type { Role } from "./statement.ts";

/** The distinct persons whose approval counts in `role`, sorted. Persons are counted, not keys and not records. */
export function personsFor(role: Role, records: readonly JudgedRecord[]): readonly string[] {
  const persons = counting(records, "approve").filter(({ roles }) => roles.includes(role)).map(({ person }) => person!);
  return [...new Set(persons)].toSorted(compareText);
}

/** The vetoes that count: while one stands, no number of approvals lets the change pass. */
export function vetoesIn(records: readonly JudgedRecord[]): readonly JudgedRecord[] {
  return counting(records, "reject");
}

/** The emergency overrides that count. */
export function overridesIn(records: readonly JudgedRecord[]): readonly JudgedRecord[] {
  return counting(records, "override");
}

function counting(records: readonly JudgedRecord[], decision: JudgedRecord["decision"]): readonly JudgedRecord[] {
  return records.filter((record) => record.counts && record.decision === decision && record.person !== null);
}
