import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Anchor, anchorsIn, anchorText } from "../audit/anchor.ts";
import { type CheckedLog, seenWithAnchorOnly } from "../audit/check-log.ts";
import { Failure } from "../failure.ts";
import { openRepository } from "../git/repository.ts";
import { humanCheck, humanEntries } from "../report/audit-human.ts";
import { jsonOf } from "../report/json.ts";
import { type AuditLog, auditFolder, openAuditLog } from "../store/audit-log.ts";
import { answered, type Answer } from "./answer.ts";
import type { AuditCommand } from "./request.ts";
import type { World } from "./world.ts";

/** How many entries are shown unless somebody asks for more. */
const usuallyShown = 20;

/** The log of this clone: what it holds, whether it holds, and a line to keep elsewhere that shows later whether it still does. */
export async function audit(world: World, request: AuditCommand): Promise<Answer> {
  const repository = await openRepository(world.host, world.repo === undefined ? {} : { cwd: world.repo });
  const { commonDir } = repository;
  await repository.close();
  const log = openAuditLog(auditFolder(commonDir), world.host);
  if (request.ref !== null) return (await import("./audit-ref.ts")).auditRef(world, request, log, checkedLog(world, request, log));
  return actions[request.action](world, request, log);
}

const actions = { show, verify, anchor } satisfies Record<AuditCommand["action"], (world: World, request: AuditCommand, log: AuditLog) => Answer>;

function show({ paper }: World, { format, limit }: AuditCommand, log: AuditLog): Answer {
  const { entries, unreadable } = log.readAll();
  const shown = entries.slice(-(limit ?? usuallyShown));
  const left = entries.length - shown.length;
  if (format === "json") return answered(jsonOf({ schemaVersion: 1, entries: shown, older: left, unreadable }));
  return answered(entries.length + unreadable === 0 ? nothingRecorded : humanEntries(shown, left, unreadable, paper));
}

const nothingRecorded = "Nothing was recorded in this clone yet.\n";

function verify({ host, paper }: World, request: AuditCommand, log: AuditLog): Answer {
  const checked = checkedLog({ host }, request, log);
  const ending = checked.broken === null ? "answered" : "stopped";
  if (request.format === "json") return answered(checkJson(checked), { ending });
  return answered(checked.size === 0 && checked.broken === null ? nothingRecorded : humanCheck(checked, paper), { ending });
}

function checkedLog({ host }: Pick<World, "host">, { anchors }: AuditCommand, log: AuditLog): CheckedLog {
  return log.check(anchors === null ? [] : readAnchors(resolve(host.cwd, anchors), anchors));
}

function checkJson({ broken, size, hash, origin, notes, anchors }: CheckedLog): string {
  return jsonOf({ schemaVersion: 1, holds: broken === null, broken, size, hash, origin, notes, anchors, limits: seenWithAnchorOnly });
}

/** One JSON line; the log itself keeps that an anchor was taken. A log that is broken gets none: an anchor would vouch for it. */
function anchor({ host, paper }: World, { format }: AuditCommand, log: AuditLog): Answer {
  const checked = log.check();
  if (checked.broken !== null) return answered(format === "json" ? checkJson(checked) : "", { ending: "stopped", notes: format === "json" ? [] : [humanCheck(checked, { ...paper, width: Number.MAX_SAFE_INTEGER }).split("\n")[0]!] });
  if (checked.origin === null) return answered("", { notes: ["Nothing was recorded in this clone yet, so there is nothing to anchor."] });
  const made: Anchor = { origin: checked.origin, size: checked.size, head: checked.hash, ts: new Date(host.now()).toISOString() };
  log.append([{ event: "anchor", subject: made.head, data: { size: made.size } }]);
  return answered(`${anchorText(made)}\n`);
}

function readAnchors(path: string, named: string): readonly Anchor[] {
  const read = anchorsIn(anchorsFile(path, named));
  if ("anchors" in read) {
    if (read.anchors.length === 0) throw new Failure("usage", `'${named}' holds no anchors.`, { hint: "riskscore audit anchor prints one; it belongs where nobody who can write the log can write." });
    return read.anchors;
  }
  throw new Failure("usage", `Line ${read.badLine} of '${named}' is no anchor.`, { hint: "Anchors are lines as riskscore audit anchor prints them, nothing else." });
}

function anchorsFile(path: string, named: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Failure("io", `'${named}' could not be read: ${unreadable[code ?? ""] ?? code}.`, { cause, hint: "Name the file where the anchors are kept." });
  }
}

const unreadable: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "permission denied" };
