import { appendFileSync } from "node:fs";
import { anchorText } from "../audit/anchor.ts";
import { decisions } from "../audit/decisions.ts";
import type { AuditEntry, NewEntry } from "../audit/entry.ts";
import type { LandedData } from "../audit/landings.ts";
import type { PushLine } from "../change/push-lines.ts";
import { Failure } from "../failure.ts";
import { peeled } from "../git/refs.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import type { AuditLog } from "../store/audit-log.ts";
import type { Memory, ServerFolder } from "../store/server-memory.ts";
import { answered, type Answer } from "./answer.ts";
import type { Session } from "./gather-session.ts";
import { withSession } from "./gather.ts";
import { caught } from "./judge-refs.ts";
import { logRecord } from "./keep-record.ts";
import { policyAt } from "./policy-at.ts";
import { openDesk, receivedLines } from "./receive-desk.ts";
import { landsOn, serverGround } from "./receive-ground.ts";
import { withoutAliases } from "./receive-judge.ts";
import { isWayBack, remember } from "./receive-policy.ts";
import { receivedRecords } from "./receive-records.ts";
import type { ReceiveCommand } from "./request.ts";
import { whereOf, type World } from "./world.ts";

/** After the refs have moved: what landed uses its sign-offs up, what its policy takes away is remembered, and the log is anchored. Too late to stop anything. */
export async function postReceive(world: World, request: ReceiveCommand): Promise<Answer> {
  const { host } = world;
  const lines = await receivedLines(host, request.hook);
  const { desk, log } = await openDesk(world);
  const landed = await withSession(host, { ...whereOf(world), cacheDir: desk.folder.cacheDir }, async (session) => {
    const moved = await movedRefs(session, lines, { baseRef: desk.settings.baseRef, memory: desk.folder.read() });
    const entries = moved.map((one) => landedEntry(one, log.read()));
    log.append([...entries, ...(await policyEntries(session, moved, desk.folder))]);
    await logRecords(world, session, lines);
    return entries;
  });
  const notes = landed.filter(({ data }) => data["judged"] !== true).map(({ subject }) => `${subject} moved, and no pre-receive of this server has let it pass. Is the hook installed?`);
  notes.push(...anchored(host, log, desk.folder));
  const text = request.format === "json" ? `${JSON.stringify({ schemaVersion: 1, landed: landed.map(({ subject, data }) => ({ ref: subject, ...data })) }, null, 2)}\n` : "";
  return answered(text, { notes });
}

interface Moved {
  readonly line: PushLine;
  /** Null for a ref that is gone. */
  readonly head: CommitOid | null;
}

/** The refs among the lines where changes land. The ground is that of now; `old` ids say what it was. */
async function movedRefs(session: Session, lines: readonly PushLine[], { baseRef, memory }: { readonly baseRef: string | null; readonly memory: Memory }): Promise<readonly Moved[]> {
  const resolved = await withoutAliases(session, lines);
  const ground = await caught(serverGround(session, new Map(), baseRef));
  const hadPolicy = new Set(Object.keys(memory.policies));
  // Where nobody can say what is protected any more, every branch is looked at.
  const moved = resolved.filter(({ remoteRef }) => (ground instanceof Failure ? remoteRef.startsWith("refs/heads/") : landsOn(remoteRef, ground, hadPolicy)));
  const commits = await peeled(session.repository, moved.flatMap(({ localOid }) => localOid ?? []));
  return moved.map((line) => {
    const found = line.localOid === null ? "missing" : commits.get(line.localOid);
    return { line, head: typeof found === "object" ? found.commit : null };
  });
}

/** Of the decisions that pre-receive logged for exactly this update, the last. */
function landedEntry({ line, head }: Moved, entries: readonly AuditEntry[]): NewEntry & { readonly data: LandedData } {
  const passed = decisions(entries).findLast(({ subject, data }) => data.by === "pre-receive" && subject === line.remoteRef && data.head === (head ?? "") && data["rejected"] !== true);
  const { rule = "", overridden = false, signoffs = [] } = passed?.data ?? {};
  return { event: "landed", subject: line.remoteRef, data: { old: line.remoteOid ?? "", head: head ?? "", judged: passed !== undefined, rule, overridden, signoffs } };
}

/** One entry for every landing ref whose policy is another one now; a policy that stood there before is a way back. */
async function policyEntries(session: Session, moved: readonly Moved[], folder: ServerFolder): Promise<readonly NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const { line, head } of moved) {
    const reading = head === null ? null : await caught(policyAt(session, head));
    if (reading === null || reading instanceof Failure || reading.state === "absent") continue;
    const before = folder.read();
    const after = remember(folder, [{ ref: line.remoteRef, reading }]);
    const stood = after.policies[line.remoteRef]!.length;
    if (stood === (Object.hasOwn(before.policies, line.remoteRef) ? before.policies[line.remoteRef]!.length : 0)) continue;
    entries.push({ event: "policy", subject: line.remoteRef, data: { digest: reading.digest, number: stood, wayBack: isWayBack(before, line.remoteRef, reading.digest), head: head! } });
  }
  return entries;
}

/** Sign-offs that came with the push: a ref can be taken out by whoever runs the server, the entry stays. */
async function logRecords(world: World, { repository }: Session, lines: readonly PushLine[]): Promise<void> {
  for (const { id, payload } of (await receivedRecords(repository, lines)).records) {
    const statement = parseStatement(payload);
    if (!("malformed" in statement)) logRecord(world, repository, statement, id);
  }
}

/** An anchor beside the log, to be copied to where whoever can write the log cannot. A log that is broken gets none: it would vouch for it. */
function anchored(host: Host, log: AuditLog, folder: ServerFolder): readonly string[] {
  const { broken, origin, size, hash } = log.check();
  if (broken !== null) return ["The audit log of this repository is broken: riskscore audit verify says where."];
  if (origin === null) return [];
  appendFileSync(folder.anchors, `${anchorText({ origin, size, head: hash, ts: new Date(host.now()).toISOString() })}\n`, { mode: 0o600 });
  log.append([{ event: "anchor", subject: hash, data: { size } }]);
  return [];
}
