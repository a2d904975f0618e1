import { allRecords } from "../git/records.ts";
import { aligned } from "../report/columns.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { refusals } from "../signoff/refusals.ts";
import type { JudgedRecord } from "../signoff/coverage.ts";
import { answered, type Answer } from "./answer.ts";
import { bringRecords } from "./bring-records.ts";
import { recordsToday } from "./records-today.ts";
import type { ListSignoffsCommand } from "./request.ts";
import { inRepository } from "./signoff-sources.ts";
import type { World } from "./world.ts";

/** Every record of this clone and of the remote, newest first, and what each is worth by itself today. */
export async function listSignoffs(world: World, request: ListSignoffsCommand): Promise<Answer> {
  return inRepository(world, async (repository) => {
    const notes = await bringRecords(world, repository, request.remote);
    const all = await allRecords(repository);
    if (all.length === 0) return answered(request.format === "json" ? jsonOf({ schemaVersion: 1, records: [] }) : "No sign-off is recorded. riskscore signoff lists what waits for one.\n", { notes });
    const today = await recordsToday(world, repository, all, request.remote);
    const judged = today.judge(all).toSorted((a, b) => (b.statement?.issuedAt ?? "").localeCompare(a.statement?.issuedAt ?? "", "en") || (a.id < b.id ? -1 : 1));
    if (request.format === "json") return answered(jsonOf({ schemaVersion: 1, records: judged.map(listed) }), { notes });
    const rows = judged.map((one) => [one.id.slice(0, 12), one.decision ?? "-", plain(one.statement?.signer.person ?? "-"), one.statement?.change.digest.slice(7, 19) ?? "-", plain(one.statement?.target.ref ?? "-"), worth(one)]);
    return answered(`${aligned([["record", "says", "by", "change", "lands on", "worth today"], ...rows], "").join("\n")}\n\nWhether one covers a change as it is now: riskscore signoff CHANGE --verify\n`, { notes });
  });
}

function worth({ counts, reason, statement }: JudgedRecord): string {
  return counts ? `good until ${statement?.expiresAt ?? ""}` : reason === null ? "nothing" : refusals[reason].title;
}

function listed({ id, decision, statement, person, counts, reason, because }: JudgedRecord): object {
  return { id, decision, person, signer: statement?.signer ?? null, digest: statement?.change.digest ?? null, landingRef: statement?.target.ref ?? null, issuedAt: statement?.issuedAt ?? null, expiresAt: statement?.expiresAt ?? null, counts, reason, because };
}
