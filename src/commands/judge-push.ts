import type { PushLine } from "../change/push-lines.ts";
import { Failure } from "../failure.ts";
import { branchCheckedOut } from "../git/refs.ts";
import { readRemotes, type Remote, type RemoteConfig } from "../git/remotes.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import type { Session } from "./gather-session.ts";
import { judgeChange } from "./judge.ts";
import { bare, caught, failed, judgedAs, judgeRefs, type JudgedRef } from "./judge-refs.ts";
export { bare, caught, failed, type JudgedRef } from "./judge-refs.ts";
import type { Judgement } from "./judgement.ts";
import { groundOf, isProtected, landingOf, type Ground } from "./landing.ts";
import { passesAnyway } from "./push-refs.ts";
import { lineOfHead, trustedOld, type ToldPush } from "./pushed-lines.ts";

export interface JudgedPush {
  readonly refs: readonly JudgedRef[];
  /** Name of the remote where it has one, else its URL. */
  readonly remote: Remote | null;
  readonly notes: readonly string[];
  readonly commonDir: string;
  readonly checkedOut: CommitOid | null;
}

/** Every line of a push against the ref it is meant for. Only lines that nothing runs are left out; what cannot be had makes a line undecided. */
export async function judgePush(host: Host, session: Session, told: ToldPush, attempt: number): Promise<JudgedPush> {
  const { repository } = session;
  const config = await readRemotes(repository);
  const branch = await branchCheckedOut(repository);
  const remote = config.remote(told.remote) ?? config.usual(branch);
  const lines = await linesOf(session, told, config, remote);
  const refs = lines.every(passesAnyway) ? [] : await judgeLines(host, session, { lines, remote, config, branch }, attempt);
  return { refs, remote, notes: [...told.notes, ...new Set(refs.flatMap(({ judgement }) => judgement?.notes ?? []))], commonDir: repository.commonDir, checkedOut: repository.head };
}

async function linesOf(session: Session, { lines, notes }: ToldPush, config: RemoteConfig, remote: Remote | null): Promise<readonly PushLine[]> {
  if (lines === null) return [(await lineOfHead(session, config, remote)) ?? []].flat();
  return notes.length === 0 ? lines : Promise.all(lines.map((line) => trustedOld(session, remote, line)));
}

interface Push {
  readonly lines: readonly PushLine[];
  readonly remote: Remote | null;
  readonly config: RemoteConfig;
  /** The branch that is checked out: what a pushed `HEAD` is called. */
  readonly branch: string | null;
}

async function judgeLines(host: Host, session: Session, push: Push, attempt: number): Promise<readonly JudgedRef[]> {
  const { lines, remote, config } = push;
  const pushed = new Map(lines.map(({ remoteRef, remoteOid }) => [remoteRef, remoteOid]));
  const unconfigured = config.enforce ? "defaults" : "absent";
  const judged = new Map<string, Judgement>();
  const ground = await caught(groundOf(host, session, remote, pushed));
  return judgeRefs(session, { lines, ground, isProtected, unconfigured }, (line, head, known) => judgeHead(host, session, { line, head, ground: known, push, unconfigured, judged }, attempt));
}

interface Head {
  readonly line: PushLine;
  readonly head: CommitOid;
  readonly ground: Ground;
  readonly push: Push;
  readonly unconfigured: "defaults" | "absent";
  /** By head and landing: the same commit pushed to two refs is looked at once. */
  readonly judged: Map<string, Judgement>;
}

async function judgeHead(host: Host, session: Session, { line, head, ground, push, unconfigured, judged }: Head, attempt: number): Promise<JudgedRef> {
  const landing = await caught(landingOf(session, push.remote, ground, { head, ref: line.remoteRef, old: line.remoteOid }));
  if (landing instanceof Failure) return failed(line, ground, landing, null);
  // Already where it is meant to end: a push of many such branches (--all) is a matter of course, and none needs a look at its files.
  if (landing.base === head) return { ...bare(line, ground, { policyState: ground.configured ? "found" : unconfigured, empty: true }), landing };
  const branch = line.localRef === "HEAD" ? push.branch : line.localRef.startsWith("refs/heads/") ? line.localRef : null;
  const key = JSON.stringify([head, landing.ref, landing.base, landing.policyAt, branch]);
  const judgement = judged.get(key) ?? (await caught(judgeChange(host, session, { landing, head, branch, remote: push.remote, records: "when needed", extra: [], unconfigured }, attempt)));
  if (judgement instanceof Failure) return failed(line, ground, judgement, landing);
  judged.set(key, judgement);
  return { ...judgedAs(line, judgement), landing };
}
