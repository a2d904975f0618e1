import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { storeRecord } from "../git/records.ts";
import type { Repository } from "../git/repository.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import type { Policy } from "../policy/policy.ts";
import { verifySignature } from "../signature/verify.ts";
import { keyHolder } from "../signoff/key-holder.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import { signatureNamespace, type Statement, type StoredRecord } from "../signoff/statement.ts";
import { answered, type Answer } from "./answer.ts";
import { covered } from "./covered.ts";
import { handOn, logRecord } from "./keep-record.ts";
import { recordsIn } from "./record-file.ts";
import type { SignCommand } from "./request.ts";
import type { SignoffSources } from "./signoff-sources.ts";
import { fileGiven } from "./signoff-target.ts";
import { whereOf, type World } from "./world.ts";

/** Takes in records that came by file. Only well signed ones by somebody on the roster, made for this repository, are kept; whether they cover a change is judged as ever. */
export async function importRecords(world: World, repository: Repository, request: SignCommand, { judge }: SignoffSources): Promise<Answer> {
  const file = request.in!;
  const records = recordsIn(file, await fileGiven(world.host, file));
  const judged = covered(await judge(world.host, { base: null, head: null, landingRef: null, remote: request.remote, records: "always", extra: records, ...whereOf(world) }));
  world.progress.done();
  const checked = records.map((record) => ({ record, statement: trusted(file, record, judged.gathered.policy) }));
  const kept = [];
  const said = [...judged.notes];
  for (const { record, statement } of checked) {
    logRecord(world, repository, statement, record.id);
    const { id, ref } = await storeRecord(repository, statement.change.digest, record);
    const { pushedTo, notes } = await handOn(world, repository, ref, request.remote);
    said.push(...notes);
    const worth = judged.records.find((one) => one.id === id);
    kept.push({ id, ref, pushedTo, person: statement.signer.person, decision: statement.decision, counts: worth?.counts ?? false, because: worth?.because ?? "" });
  }
  if (request.format === "json") return answered(jsonOf({ schemaVersion: 1, imported: kept }), { notes: said });
  const lines = kept.map(({ id, decision, person, counts, because }) => `Kept ${id.slice(0, 12)}: ${decision} by ${plain(person)} ${counts ? "counts for this branch" : `does not count for this branch: ${plain(because)}`}`);
  return answered(`${lines.join("\n")}\n`, { notes: said });
}

function trusted(file: string, { payload, signature }: StoredRecord, { repo, roster }: Policy): Statement {
  const refuse = (because: string, hint: string): Failure => new Failure("usage", `The record in '${plainText(file)}' ${because}; nothing was kept.`, { hint });
  const statement = parseStatement(payload);
  if ("malformed" in statement) throw refuse(`is no sign-off: it ${statement.malformed}`, "Ask for it again: riskscore signoff DIGEST --out FILE");
  if (statement.repo.id !== repo) throw refuse(`was made for another repository, ${plainText(statement.repo.id)}`, "A sign-off holds for the one repository it names.");
  const checked = verifySignature(signature, payload, signatureNamespace);
  if ("bad" in checked) throw refuse(`has no good signature: ${plainText(checked.bad)}`, "Ask for it again: riskscore signoff DIGEST --out FILE");
  if (keyHolder(checked.key, roster)?.person.id !== statement.signer.person) throw refuse(`was signed with ${checked.fingerprint}, which is not ${plainText(statement.signer.person)}'s on the roster`, "A policy-admin adds keys to roster.people, on the landing ref.");
  return statement;
}
