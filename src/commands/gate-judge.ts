import { Failure } from "../failure.ts";
import type { PushLine } from "../change/push-lines.ts";
import type { RefRefusal } from "../gate/gate-case.ts";
import { restsOn } from "../gate/rests-on.ts";
import { stepsBetween } from "../git/remote-history.ts";
import type { Remote } from "../git/remotes.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import { broughtBack } from "../policy/revocations.ts";
import { fingerprintOf } from "../signature/public-key.ts";
import type { StoredRecord } from "../signoff/statement.ts";
import type { GatedChange } from "./gate-landing.ts";
import type { ToldChange } from "./gate-told.ts";
import type { Session } from "./gather-session.ts";
import { bare, caught, failed, type JudgedRef } from "./judge-refs.ts";
import { judgeChange } from "./judge.ts";
import type { Landing } from "./judgement.ts";
import { policyAt } from "./policy-at.ts";
import type { Unconfigured } from "./weighed.ts";

/** More first-parent steps than this are not looked at one by one: the whole answers for them, or nobody does. */
const mostSteps = 200;

/** One change, judged as a whole; and where only that stood in its way, every step by itself. */
export interface Gated {
  /** The whole; or, where each step is answered for by itself, the steps. */
  readonly refs: readonly JudgedRef[];
  /** Steps that were looked at, although the whole decides. */
  readonly steps: readonly JudgedRef[];
}

export interface Asked {
  readonly change: ToldChange;
  readonly gated: GatedChange | Failure;
  readonly remote: Remote | null;
  readonly extra: readonly StoredRecord[];
  /** Whether branches of this repository are meant for this ref: there, and nowhere else, a first policy may come by itself. */
  isBase(ref: string): Promise<boolean>;
}

/** The same judge as before a push; only here a ref without a policy is not one without rules, and no setting of the clone counts. */
export async function judgeGated(host: Host, session: Session, asked: Asked, attempt: number): Promise<Gated> {
  const { change, gated } = asked;
  const line = lineOf(change);
  if (gated instanceof Failure) return only(failed(line, null, gated, meantFor(change)));
  if (gated.kind === "never lands") return only(bare(line, null, { policyState: "found", neverLands: true }));
  if (gated.kind === "refused") return only(bare(line, null, { policyState: "found", refused: gated.because }));
  const judged = await judgeOne(host, session, asked, { line, landing: gated.landing, head: gated.head }, attempt);
  if (!gated.inSteps || judged.verdict.decision !== "needs-sign-off" || gated.landing.base === null) return only(judged);
  const steps = await judgeSteps(host, session, asked, { ...gated, base: gated.landing.base }, attempt);
  return steps.length > 1 && steps.every(({ verdict }) => verdict.decision === "pass") ? { refs: steps, steps: [] } : { refs: [judged], steps };
}

function only(ref: JudgedRef): Gated {
  return { refs: [ref], steps: [] };
}

/** Of several refs that could not be compared with, each is told by its name. A push finds out by itself where it is meant to end. */
function meantFor({ kind, name, ref }: ToldChange): Landing | null {
  return ref === null || (kind === "push" && ref === name) ? null : { ref, tip: null, base: null, policyAt: null, direct: kind === "queue" };
}

function lineOf({ name, head, tip }: ToldChange): PushLine {
  return { localRef: name, localOid: head, remoteRef: name, remoteOid: tip };
}

export interface One {
  /** Ids of the records that steps before this one rested on. */
  readonly usedUp?: ReadonlySet<string>;
  readonly line: PushLine;
  readonly landing: Landing;
  readonly head: CommitOid;
}

/** One change under the policy of where it lands. */
export async function judgeOne(host: Host, session: Session, { change, remote, extra, isBase }: Pick<Asked, "remote" | "extra" | "isBase"> & { readonly change: Pick<ToldChange, "branch"> }, { line, landing, head, usedUp = new Set() }: One, attempt: number): Promise<JudgedRef> {
  const judgement = await caught(
    (async () => {
      const unconfigured = await withoutPolicy(session, landing, head, isBase);
      const refused = unconfigured === null ? await harmToPolicy(session, landing, head) : null;
      if (refused !== null) return refused;
      return judgeChange(host, session, { landing, head, branch: change.branch, remote, records: "when needed", extra, unconfigured: unconfigured ?? "missing", usedUp }, attempt);
    })(),
  );
  if (typeof judgement === "string") return { ...bare(line, null, { policyState: "found", refused: judgement }), landing };
  if (judgement instanceof Failure) return failed(line, null, judgement, landing);
  const { policy } = judgement.gathered;
  return { line, verdict: judgement.verdict, mode: policy.mode, onUndecided: "block", landing, judgement, failure: null };
}

/** Null where a policy stands. */
async function withoutPolicy(session: Session, { ref, policyAt: at }: Landing, head: CommitOid, isBase: Asked["isBase"]): Promise<Unconfigured | null> {
  if (at !== null && (await policyAt(session, at)).state === "found") return null;
  const brings = await caught(policyAt(session, head));
  return !(brings instanceof Failure) && brings.state === "found" && (await isBase(ref)) ? "first" : "missing";
}

/** What would land holds no policy that can be read, though the change began with one; or lets count again what that one took away. */
async function harmToPolicy(session: Session, { base }: Landing, head: CommitOid): Promise<RefRefusal | null> {
  const [before, after] = await Promise.all([base === null ? null : caught(policyAt(session, base)), caught(policyAt(session, head))]);
  if (before === null || before instanceof Failure || before.state !== "found") return null;
  if (after instanceof Failure && after.kind !== "policy") throw after;
  if (after instanceof Failure || after.state !== "found") return "leaves no policy";
  return broughtBack(after.policy.roster, before.policy.roster, fingerprintOf).length > 0 ? "brings back a revocation" : null;
}

/** Each first-parent step under the policy that judges the whole: what a step changes of the policy does not judge the next. */
async function judgeSteps(host: Host, session: Session, asked: Asked, { landing, base, head }: { readonly landing: Landing; readonly base: CommitOid; readonly head: CommitOid }, attempt: number): Promise<readonly JudgedRef[]> {
  const steps = (await stepsBetween(session.repository, base, head, mostSteps)) ?? [];
  if (steps.length < 2) return [];
  const judged: JudgedRef[] = [];
  const usedUp = new Set<string>();
  for (const { from, to } of steps) {
    const line = { ...lineOf(asked.change), localOid: to, remoteOid: from };
    const one = await judgeOne(host, session, asked, { line, landing: { ...landing, tip: from, base: from }, head: to, usedUp }, attempt);
    for (const id of recordsUnder(one)) usedUp.add(id);
    judged.push(one);
  }
  return judged;
}

/** Ids of the records that a pass rests on. */
export function recordsUnder({ verdict, judgement }: JudgedRef): readonly string[] {
  return judgement === null ? [] : restsOn(verdict, judgement.records);
}
