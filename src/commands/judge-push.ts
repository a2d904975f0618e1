import type { PushLine } from "../change/push-lines.ts";
import { Failure } from "../failure.ts";
import { decide } from "../gate/decide.ts";
import type { GateCase } from "../gate/gate-case.ts";
import type { Verdict } from "../gate/verdict.ts";
import { branchCheckedOut, peeled } from "../git/refs.ts";
import { readRemotes, type Remote, type RemoteConfig } from "../git/remotes.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import { defaultPolicy } from "../policy/defaults.ts";
import type { Mode, Policy } from "../policy/policy.ts";
import type { Session } from "./gather-session.ts";
import { judgeChange } from "./judge.ts";
import type { Judgement, Landing } from "./judgement.ts";
import { groundOf, isProtected, landingOf, type Ground } from "./landing.ts";
import { neverLands, passesAnyway, pushedRef } from "./push-refs.ts";
import { lineOfHead, trustedOld, type ToldPush } from "./pushed-lines.ts";

/** One ref of a push, judged. */
export interface JudgedRef {
  readonly line: PushLine;
  readonly verdict: Verdict;
  readonly mode: Mode;
  readonly onUndecided: Policy["client"]["onUndecided"];
  /** Null where nothing was compared. */
  readonly landing: Landing | null;
  readonly judgement: Judgement | null;
  /** Why nothing could be compared. */
  readonly failure: Failure | null;
}

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
  const [objects, ground] = await Promise.all([peeled(session.repository, lines.flatMap(({ localOid }) => localOid ?? [])), caught(groundOf(host, session, remote, pushed))]);
  const judged = new Map<string, Judgement>();
  const refs: JudgedRef[] = [];
  for (const line of lines) {
    const known = ground instanceof Failure ? null : ground;
    const sorted = pushedRef(line, objects, (ref) => known !== null && isProtected(ref, known));
    const unconfigured = config.enforce ? "defaults" : "absent";
    if (sorted.kind === "never lands") {
      if (known === null && line.localOid === null && !neverLands(line.remoteRef)) refs.push(failed(line, null, ground as Failure, null));
      continue;
    }
    if (sorted.kind === "refused") {
      refs.push(bare(line, known, { policyState: stateOf(ground, unconfigured), refused: sorted.because }));
    } else if (known === null) refs.push(failed(line, null, ground as Failure, null));
    else if (sorted.kind === "missing") refs.push(failed(line, known, notHere(sorted.oid), null));
    else refs.push(await judgeHead(host, session, { line, head: sorted.head, ground: known, push, unconfigured, judged }, attempt));
  }
  return refs;
}

/** What could not be had is not taken for a policy that was never there. */
function stateOf(ground: Ground | Failure, unconfigured: "defaults" | "absent"): GateCase["policyState"] {
  if (ground instanceof Failure) return ground.kind === "policy" ? "broken" : "found";
  return ground.configured ? "found" : unconfigured;
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
  const branch = line.localRef === "HEAD" ? push.branch : line.localRef.startsWith("refs/heads/") ? line.localRef : null;
  const key = JSON.stringify([head, landing.ref, landing.base, landing.policyAt, branch]);
  const judgement = judged.get(key) ?? (await caught(judgeChange(host, session, { landing, head, branch, remote: push.remote, records: "when needed", extra: [], unconfigured }, attempt)));
  if (judgement instanceof Failure) return failed(line, ground, judgement, landing);
  judged.set(key, judgement);
  const { policy } = judgement.gathered;
  return { line, verdict: judgement.verdict, mode: policy.mode, onUndecided: policy.client.onUndecided, landing, judgement, failure: null };
}

/** What a verdict rests on may be missing; our own defects, wrong words and a Ctrl-C are none of its business. */
export async function caught<T>(work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Failure && error.kind !== "interrupted" && error.kind !== "usage") return error;
    throw error;
  }
}

/** A broken policy can claim no mode, and where no policy is known nobody has said that undecided changes may go. */
export function failed(line: PushLine, ground: Ground | null, failure: Failure, landing: Landing | null): JudgedRef {
  const broken = failure.kind === "policy";
  const judged = bare(line, broken ? null : ground, { policyState: broken ? "broken" : "found", evidenceMissing: failure.message });
  return { ...judged, landing, failure };
}

export function bare(line: PushLine, ground: Ground | null, known: Pick<GateCase, "policyState"> & Partial<GateCase>): JudgedRef {
  const policy = ground?.policy ?? defaultPolicy;
  const verdict = decide({
    policy,
    refused: null,
    neverLands: false,
    empty: false,
    evidenceMissing: null,
    localGaps: 0,
    state: "unknown",
    impact: 0,
    band: "low",
    selfProtected: [],
    records: [],
    vetoed: false,
    mode: policy.mode,
    posture: policy.posture,
    ...known,
  });
  return { line, verdict, mode: policy.mode, onUndecided: policy.client.onUndecided, landing: null, judgement: null, failure: null };
}

function notHere(oid: string): Failure {
  return new Failure("revision", `What is pushed, ${oid}, is not in this clone.`, { hint: "git fsck tells whether the repository is damaged." });
}
