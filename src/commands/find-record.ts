import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { allRecords } from "../git/records.ts";
import type { Repository } from "../git/repository.ts";
import type { StoredRecord } from "../signoff/statement.ts";

/** The one record in this clone whose id starts with `id`. Failure `usage`. */
export async function findRecord(repository: Repository, id: string): Promise<StoredRecord> {
  const prefix = id.toLowerCase();
  if (!/^[0-9a-f]{6,64}$/.test(prefix)) throw new Failure("usage", `'${plainText(id)}' is no record's id.`, { hint: "An id is 64 hex digits, of which the first 6 do; riskscore signoff list shows them." });
  const found = (await allRecords(repository)).filter((record) => record.id.startsWith(prefix));
  const distinct = [...new Map(found.map((record) => [record.id, record])).values()];
  if (distinct.length > 1) throw new Failure("usage", `${distinct.length} records start with ${prefix}.`, { hint: `Write more digits: ${distinct.slice(0, 5).map((one) => one.id.slice(0, 12)).join(", ")}` });
  const record = distinct[0];
  if (record === undefined) throw new Failure("usage", `No record in this clone starts with ${prefix}.`, { hint: "riskscore signoff list shows those that are here; riskscore signoff --verify fetches those of a change." });
  return record;
}
