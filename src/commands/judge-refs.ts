import type { PushLine } from "../change/push-lines.ts";
import { Failure } from "../failure.ts";
import { decide } from "../gate/decide.ts";
import type { GateCase, RefRefusal } from "../gate/gate-case.ts";
import type { Verdict } from "../gate/verdict.ts";
import { peeled } from "../git/refs.ts";
import type { CommitOid } from "../ids.ts";
import { defaultPolicy } from "../policy/defaults.ts";
import type { Mode, Policy } from "../policy/policy.ts";
import type { Session } from "./gather-session.ts";
import type { Judgement, Landing } from "./judgement.ts";
import type { Ground } from "./landing.ts";
import { neverLands, pushedRef } from "./push-refs.ts";

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

/** The lines of a push, and what all of them are held against. */
export interface RefsToJudge {
  readonly lines: readonly PushLine[];
  /** Or why there is none. */
  readonly ground: Ground | Failure;
  readonly isProtected: (ref: string, ground: Ground) => boolean;
  /** Who judges where no policy stands at the ground. */
  readonly unconfigured: "defaults" | "absent" | "missing";
  /** By ref: lines that are refused whatever they hold. */
  readonly refused?: ReadonlyMap<string, RefRefusal>;
}

/** Every line, judged or refused; only those that nothing runs are left out. `judgeHead` compares what lands. */
export async function judgeRefs(session: Session, { lines, ground: found, isProtected, unconfigured, refused }: RefsToJudge, judgeHead: (line: PushLine, head: CommitOid, ground: Ground) => Promise<JudgedRef>): Promise<readonly JudgedRef[]> {
  const objects = await peeled(session.repository, lines.flatMap(({ localOid }) => localOid ?? []));
  const refs: JudgedRef[] = [];
  for (const line of lines) {
    const known = found instanceof Failure ? null : found;
    const refusal = refused?.get(line.remoteRef);
    const sorted = refusal === undefined ? pushedRef(line, objects, (ref) => known !== null && isProtected(ref, known)) : ({ kind: "refused", because: refusal } as const);
    if (sorted.kind === "never lands") {
      if (known === null && line.localOid === null && !neverLands(line.remoteRef)) refs.push(failed(line, null, found as Failure, null));
      continue;
    }
    if (sorted.kind === "refused") {
      refs.push(bare(line, known, { policyState: stateOf(found, unconfigured), refused: sorted.because }));
    } else if (known === null) refs.push(failed(line, null, found as Failure, null));
    else if (sorted.kind === "missing") refs.push(failed(line, known, notHere(sorted.oid), null));
    else refs.push(await judgeHead(line, sorted.head, known));
  }
  return refs;
}

/** What could not be had is not taken for a policy that was never there. */
function stateOf(ground: Ground | Failure, unconfigured: RefsToJudge["unconfigured"]): GateCase["policyState"] {
  if (ground instanceof Failure) return ground.kind === "policy" ? "broken" : "found";
  return ground.configured ? "found" : unconfigured;
}

export function judgedAs(line: PushLine, judgement: Judgement): JudgedRef {
  const { policy } = judgement.gathered;
  return { line, verdict: judgement.verdict, mode: policy.mode, onUndecided: policy.client.onUndecided, landing: judgement.landing, judgement, failure: null };
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

/** A verdict that needs no look at content. */
export function bare(line: PushLine, ground: Pick<Ground, "policy"> | null, known: Pick<GateCase, "policyState"> & Partial<GateCase>): JudgedRef {
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
