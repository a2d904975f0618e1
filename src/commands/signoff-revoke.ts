import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuditData } from "../audit/entry.ts";
import { allRecords } from "../git/records.ts";
import type { Repository } from "../git/repository.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import { answered, type Answer } from "./answer.ts";
import { findRecord } from "./find-record.ts";
import { recordsToday, rosterOf } from "./records-today.ts";
import type { RevokeSignoffCommand } from "./request.ts";
import { inRepository } from "./signoff-sources.ts";
import type { World } from "./world.ts";
import { writeOutput } from "./write-output.ts";

const policyFile = ".riskrc.json";

/** Prepares the roster edit that takes a record's worth away: in the working tree where the policy is JSON, else as words to paste. It counts once it has landed. */
export async function revokeSignoff(world: World, { id, format, remote }: RevokeSignoffCommand): Promise<Answer> {
  return inRepository(world, async (repository) => {
    const record = await findRecord(world, repository, id, remote);
    const today = await recordsToday(world, repository, await allRecords(repository), remote);
    if (rosterOf(today).revokedSignoffs.includes(record.id)) return answered(format === "json" ? jsonOf({ schemaVersion: 1, revoked: record.id, edited: null, already: true }) : `${record.id.slice(0, 12)} is revoked already.\n`);
    const edited = await edit(world, repository, record.id);
    const statement = parseStatement(record.payload);
    const who: AuditData = "malformed" in statement ? {} : { person: statement.signer.person, digest: statement.change.digest };
    openAuditLog(auditFolder(repository.commonDir), world.host).append([{ event: "revocation", subject: record.id, data: { ...who, prepared: edited ?? "by hand" } }]);
    if (format === "json") return answered(jsonOf({ schemaVersion: 1, revoked: record.id, edited, already: false }));
    const snippet = `  "roster": { "revokedSignoffs": ["${record.id}"] }`;
    const done = edited === null ? ["Add this to the policy:", "", snippet] : [`${plain(edited)} now lists ${record.id.slice(0, 12)} under roster.revokedSignoffs.`];
    return answered(`${[...done, "", "It counts once it has landed; a change of the policy needs a policy-admin's sign-off."].join("\n")}\n`);
  });
}

/** The file that was edited; null where there is none to edit, or what stands in it is no policy that could be. Order and indentation stay. */
async function edit({ host }: World, { topLevel }: Repository, id: string): Promise<string | null> {
  if (topLevel === null) return null;
  const text = await readFile(join(topLevel, policyFile), "utf8").catch(() => null);
  if (text === null || !holdsRoster(text)) return null;
  const { applyEdits, modify, parseTree, findNodeAtLocation } = await import("jsonc-parser");
  const list = findNodeAtLocation(parseTree(text)!, ["roster", "revokedSignoffs"]);
  if (list?.children?.some(({ value }) => value === id) === true) return policyFile;
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const formattingOptions = { insertSpaces: !indent.startsWith("\t"), tabSize: indent.startsWith("\t") ? 1 : indent.length, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  const edits = list?.type === "array" ? modify(text, ["roster", "revokedSignoffs", list.children?.length ?? 0], id, { formattingOptions, isArrayInsertion: true }) : modify(text, ["roster", "revokedSignoffs"], [id], { formattingOptions });
  await writeOutput({ cwd: topLevel, now: host.now }, policyFile, applyEdits(text, edits));
  return policyFile;
}

/** A file that somebody is in the middle of writing is left alone: an edit would guess at what its brackets mean. */
function holdsRoster(text: string): boolean {
  try {
    const policy: unknown = JSON.parse(text);
    const roster = isRecord(policy) ? (policy["roster"] ?? {}) : null;
    return isRecord(roster) && Array.isArray(roster["revokedSignoffs"] ?? []);
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
