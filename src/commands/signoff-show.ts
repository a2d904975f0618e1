import { allRecords } from "../git/records.ts";
import { wrap } from "../report/columns.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { refusals } from "../signoff/refusals.ts";
import { signatureNamespace, type Statement, type StoredRecord } from "../signoff/statement.ts";
import { fingerprintOf } from "../signature/public-key.ts";
import type { Policy } from "../policy/policy.ts";
import { answered, type Answer } from "./answer.ts";
import { findRecord } from "./find-record.ts";
import { recordsToday } from "./records-today.ts";
import type { ShowSignoffCommand } from "./request.ts";
import { inRepository } from "./signoff-sources.ts";
import type { World } from "./world.ts";

/** One record in full: every word that was signed, what it is worth by itself today, and how to check it without us. */
export async function showSignoff(world: World, { id, format, remote }: ShowSignoffCommand): Promise<Answer> {
  return inRepository(world, async (repository) => {
    const record = await findRecord(world, repository, id, remote);
    const today = await recordsToday(world, repository, await allRecords(repository), remote);
    const [judged] = today.judge([record]);
    const { statement = null, counts = false, reason = null, because = "" } = judged ?? {};
    const commands = checkByHand(record, statement, today.policy);
    if (format === "json") return answered(jsonOf({ schemaVersion: 1, id: record.id, from: record.from, counts, reason, because, statement, payload: Buffer.from(record.payload).toString("base64"), signature: Buffer.from(record.signature).toString("latin1"), checkByHand: commands }));
    const todo = reason === null ? [] : wrap(refusals[reason].todo, world.paper.width, "  ");
    const lines = [
      `Record ${record.id}`,
      `  at ${plain(record.from)}`,
      ...wrap(`${counts ? "Counts" : "Does not count"} by itself today: ${plain(because)}`, world.paper.width, "  ", "    "),
      ...todo,
      "",
      ...(statement === null ? ["Its bytes are no statement."] : JSON.stringify(statement, null, 2).split("\n").map(plain)),
      "",
      "To check it by hand:",
      ...commands.map((command) => `  ${plain(command)}`),
    ];
    return answered(`${lines.join("\n")}\n`);
  });
}

/** What stock git and ssh-keygen say of it. The line of allowed signers is the roster's, never the record's. */
function checkByHand({ from }: StoredRecord, statement: Statement | null, { roster }: Policy): readonly string[] {
  if (statement === null) return [`git cat-file -p ${word(`${from}:payload.json`)}`];
  const { person, keyFingerprint } = statement.signer;
  const key = roster.people.find(({ id }) => id === person)?.keys.find((one) => fingerprintOf(one.key) === keyFingerprint)?.key.trim().split(/\s+/, 2).join(" ");
  const allowed = `${person} namespaces="${signatureNamespace}" ${key ?? "THE-KEY-THIS-PERSON-GAVE-YOU"}`;
  return [
    `git cat-file blob ${word(`${from}:sig-0.sshsig`)} > record.sig`,
    `printf '%s\\n' ${word(allowed)} > allowed_signers`,
    `git cat-file blob ${word(`${from}:payload.json`)} | ssh-keygen -Y verify -f allowed_signers -I ${word(person)} -n ${signatureNamespace} -s record.sig`,
  ];
}

function word(text: string): string {
  return /^[\w./+:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
