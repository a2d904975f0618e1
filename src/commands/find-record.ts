import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { allRecords } from "../git/records.ts";
import type { Repository } from "../git/repository.ts";
import { bringRecords } from "./bring-records.ts";
import type { World } from "./world.ts";
import type { StoredRecord } from "../signoff/statement.ts";

/** The one record whose id starts with `id`: of this clone, else of the remote. Failure `usage`. */
export async function findRecord(world: Pick<World, "host">, repository: Repository, id: string, remote: string | null): Promise<StoredRecord> {
  const prefix = id.toLowerCase();
  if (!/^[0-9a-f]{6,64}$/.test(prefix)) throw new Failure("usage", `'${plainText(id)}' is no record's id.`, { hint: "An id is 64 hex digits, of which the first 6 do; riskscore signoff list shows them." });
  const here = async (): Promise<readonly StoredRecord[]> => (await allRecords(repository)).filter((record) => record.id.startsWith(prefix));
  const local = await here();
  const notes = local.length > 0 ? [] : await bringRecords(world, repository, remote);
  const found = local.length > 0 ? local : await here();
  const distinct = [...new Map(found.map((record) => [record.id, record])).values()];
  if (distinct.length > 1) throw new Failure("usage", `${distinct.length} records start with ${prefix}.`, { hint: `Write more digits: ${distinct.slice(0, 5).map((one) => one.id.slice(0, 12)).join(", ")}` });
  const record = distinct[0];
  if (record === undefined) throw new Failure("usage", [`No record starts with ${prefix}.`, ...notes].join(" "), { hint: "riskscore signoff list shows those there are." });
  return record;
}
