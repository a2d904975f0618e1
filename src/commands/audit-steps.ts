import { allRecords } from "../git/records.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import type { Progress } from "../progress.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import { judgeOne, recordsUnder } from "./gate-judge.ts";
import { endingOfGated } from "./gate-text.ts";
import type { Session } from "./gather-session.ts";
import type { JudgedRef } from "./judge-refs.ts";

/** One first-parent step of a ref. */
export interface Step {
  readonly from: CommitOid;
  readonly to: CommitOid;
}

/** An update of the ref that a server's log tells of. */
export interface LoggedUpdate {
  readonly base: string;
  readonly head: string;
  /** When it was received; milliseconds. */
  readonly at: number;
}

/** A step that should not have landed, or of which nobody can tell. */
export interface BrokenStep extends Step {
  readonly judged: JudgedRef;
  /** Milliseconds: when it landed, as far as that is known. */
  readonly at: number;
  /** Who says so: a server's log, or only whoever made the commit. */
  readonly timeFrom: "log" | "commit";
}

export interface AuditedSteps {
  readonly steps: number;
  readonly broken: readonly BrokenStep[];
  /** Steps that landed together and were answered for as one. */
  readonly together: number;
  /** Steps that would have been stopped, had the mode of that time not let them pass. */
  readonly notEnforced: number;
}

/** How many ranges of steps are judged as one, to see whether somebody answered for all of them. */
const mostRanges = 200;

interface Asked {
  readonly ref: string;
  /** Oldest first, without holes. */
  readonly steps: readonly Step[];
  readonly updates: readonly LoggedUpdate[];
  readonly progress: Progress;
}

/** Each step as the update it was; steps that do not stand alone as part of the updates that brought them, and of the changes that records speak of. */
export async function auditSteps(host: Host, session: Session, { ref, steps, updates, progress }: Asked): Promise<AuditedSteps> {
  const places = placesOf(steps);
  const spans = updates.flatMap((one) => placedIn(places, one));
  // What answered for one step answers for no other.
  const usedUp = new Set<string>();
  const judge = async (span: Span, at: number): Promise<JudgedRef> => {
    const judged = await judgeSpan({ ...host, now: () => at }, session, { ref, from: steps[span.first]!.from, to: steps[span.last]!.to, usedUp });
    for (const id of recordsUnder(judged)) usedUp.add(id);
    return judged;
  };
  const failing = new Map<number, BrokenStep>();
  let notEnforced = 0;
  for (const [i, step] of steps.entries()) {
    progress.step("judging steps", i, steps.length);
    const { at, timeFrom } = await timeOf(host, session, step, spans.find((span) => holds(span, i)));
    const judged = await judge({ first: i, last: i }, at);
    if (endingOfGated(judged) !== "answered") failing.set(i, { ...step, judged, at, timeFrom });
    else if (judged.verdict.decision !== "pass") notEnforced++;
  }
  const alone = failing.size;
  if (alone > 0) await explainTogether(failing, [...spans, ...(await spansOfRecords(session, places))], judge);
  return { steps: steps.length, broken: [...failing.values()], together: alone - failing.size, notEnforced };
}

/** Steps from `first` to `last`, by index. */
interface Span {
  readonly first: number;
  readonly last: number;
  /** Set for what a server logged as one update. */
  readonly at?: number;
}

interface Places {
  readonly from: ReadonlyMap<string, number>;
  readonly to: ReadonlyMap<string, number>;
}

function placesOf(steps: readonly Step[]): Places {
  return { from: new Map(steps.map(({ from }, i) => [from, i])), to: new Map(steps.map(({ to }, i) => [to, i])) };
}

function placedIn({ from, to }: Places, { base, head, at }: { readonly base: string; readonly head: string; readonly at?: number }): readonly Span[] {
  const [first, last] = [from.get(base), to.get(head)];
  return first === undefined || last === undefined || first > last ? [] : [{ first, last, ...(at === undefined ? {} : { at }) }];
}

function holds({ first, last }: Span, i: number): boolean {
  return first <= i && i <= last;
}

/** What a sign-off was given for, where it speaks of steps of this ref. */
async function spansOfRecords({ repository }: Session, places: Places): Promise<readonly Span[]> {
  const spans = (await allRecords(repository)).flatMap(({ payload }) => {
    const statement = parseStatement(payload);
    return "malformed" in statement ? [] : placedIn(places, statement.change);
  });
  return [...new Map(spans.map((span) => [`${span.first}-${span.last}`, span])).values()];
}

/**
 * Takes out of `failing` what landed as part of more: an update that a server received as one, or several steps that somebody signed as one
 * change. Any other range would do for whoever lands something and takes it back later: together nothing changes.
 */
async function explainTogether(failing: Map<number, BrokenStep>, spans: readonly Span[], judge: (span: Span, at: number) => Promise<JudgedRef>): Promise<void> {
  const wider = spans.filter(({ first, last }) => last > first).slice(0, mostRanges);
  for (const span of wider) {
    const inside = [...failing].filter(([i]) => holds(span, i));
    if (inside.length === 0) continue;
    const judged = await judge(span, span.at ?? inside[0]![1].at);
    const isSigned = recordsUnder(judged).length > 0;
    if (judged.verdict.decision === "pass" && (isSigned || span.at !== undefined)) for (const [i] of inside) failing.delete(i);
  }
}

function judgeSpan(host: Host, session: Session, { ref, from, to, usedUp }: Step & { readonly ref: string; readonly usedUp: ReadonlySet<string> }): Promise<JudgedRef> {
  const line = { localRef: ref, localOid: to, remoteRef: ref, remoteOid: from };
  const landing = { ref, tip: from, base: from, policyAt: from, direct: true };
  return judgeOne(host, session, { change: { branch: null }, remote: null, extra: [], isBase: () => Promise.resolve(true) }, { line, landing, head: to, usedUp }, 0);
}

/** A sign-off that was good when the step landed may have expired since. A commit's date is its author's claim, so the log's time wins; and nobody lands in the future. */
async function timeOf(host: Host, { repository }: Session, { to }: Step, span: Span | undefined): Promise<Pick<BrokenStep, "at" | "timeFrom">> {
  if (span?.at !== undefined) return { at: span.at, timeFrom: "log" };
  return { at: Math.min((await repository.commitDate(to)) * 1000, host.now()), timeFrom: "commit" };
}
