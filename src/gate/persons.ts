import { compareText } from "../ids.ts";
import type { JudgedRecord } from "../signoff/coverage.ts";
import type { Role } from "../signoff/statement.ts";

/** The distinct persons whose approval counts in this role. Persons are counted, not keys and not records. */
export function personsFor(role: Role, records: readonly JudgedRecord[]): readonly string[] {
  const persons = records.flatMap((record) => (record.counts && record.decision === "approve" && record.person !== null && record.roles.includes(role) ? [record.person] : []));
  return [...new Set(persons)].sort(compareText);
}
