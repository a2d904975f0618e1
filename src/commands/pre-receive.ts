import type { NewEntry } from "../audit/entry.ts";
import type { PushLine } from "../change/push-lines.ts";
import { Failure } from "../failure.ts";
import { plain } from "../report/escape.ts";
import { stoppedText } from "../report/stopped.ts";
import type { AuditLog } from "../store/audit-log.ts";
import { answered, endingOfDecision, type Answer, type Ending } from "./answer.ts";
import { withSession } from "./gather.ts";
import { bare } from "./judge-refs.ts";
import { entryOf } from "./push-entry.ts";
import { judgeReceived, type Received, type ReceivedRef, type ServerDesk } from "./receive-judge.ts";
import { openDesk, receivedLines } from "./receive-desk.ts";
import { tooManyRefs, tooSlow } from "./receive-limits.ts";
import { refLine, refsJson } from "./ref-text.ts";
import type { ReceiveCommand } from "./request.ts";
import { requestCommand } from "./request-command.ts";
import { whereOf, type World } from "./world.ts";

/** More stops than this are said in one line each: a push is answered through the pusher's terminal. */
const mostInFull = 3;
const mostLines = 25;

/**
 * Decides about a push before any ref moves, on the server that receives it. The policy of each ref's tip judges, nobody is asked over a
 * network, and no setting of whoever pushes counts. Git takes all refs or none.
 */
export async function preReceive(world: World, request: ReceiveCommand): Promise<Answer> {
  const { host } = world;
  const lines = await receivedLines(host, request.hook);
  const { desk, log } = await openDesk(world);
  const { refs, notes } = lines.length > desk.settings.limits.maxRefs ? tooMany(lines, desk) : await judged(world, lines, desk);
  const ending = endingOf(refs);
  const said = [...notes, ...logged(log, refs, ending)];
  const text = request.format === "json" ? refsJson(refs, { accepted: ending === "answered" }) : textOf(world, refs);
  return answered(text, { notes: said, ending });
}

async function judged(world: World, lines: readonly PushLine[], desk: Omit<ServerDesk, "deadline">): Promise<Received> {
  const deadline = AbortSignal.timeout(desk.settings.limits.maxTime * 1000);
  // Git that still runs ends with the deadline, and what waited for it is told so.
  const host = { ...world.host, signal: AbortSignal.any([world.host.signal, deadline]) };
  try {
    return await withSession(host, { ...whereOf(world), cacheDir: desk.folder.cacheDir }, (session, attempt) => judgeReceived(host, session, lines, { ...desk, deadline }, attempt));
  } catch (error) {
    if (!deadline.aborted || world.host.signal.aborted) throw error;
    throw tooSlow(desk.settings.limits, error);
  }
}

function tooMany(lines: readonly PushLine[], { settings }: Pick<ServerDesk, "settings">): Received {
  const failure = tooManyRefs(lines.length, settings.limits);
  const first = bare(lines[0]!, null, { policyState: "found", overLimits: true, evidenceMissing: failure.message });
  return { refs: [{ ...first, failure, enforced: true }], notes: [] };
}

/** Refs that git or riskscore itself keeps in order: no policy says how strictly. */
const always: ReadonlySet<string> = new Set(["writes a replace ref", "rewrites a sign-off", "misnames a sign-off"]);

/** `client.onUndecided` is about clients; what is undecided does not pass here. */
export function endingOfRef({ verdict, mode, enforced }: ReceivedRef): Ending {
  if (always.has(verdict.rule)) return "stopped";
  if (!enforced) return "answered";
  if (verdict.rule === "broken policy") return "unanswered";
  return mode === "enforce" ? endingOfDecision(verdict.decision) : "answered";
}

function endingOf(refs: readonly ReceivedRef[]): Ending {
  const endings = new Set(refs.map(endingOfRef));
  return (["stopped", "unanswered"] as const).find((ending) => endings.has(ending)) ?? "answered";
}

/** What is enforced is logged, or does not happen. */
function logged(log: AuditLog, refs: readonly ReceivedRef[], ending: Ending): readonly string[] {
  try {
    log.append(refs.map((ref) => entryFor(ref, ending)));
    return [];
  } catch (error) {
    if (!(error instanceof Failure) || refs.some(({ mode }) => mode === "enforce")) throw error;
    return [`This decision is not in the audit log: ${error.message}`];
  }
}

/** `rejected`: another ref of the same push may have kept this one from moving. */
function entryFor(ref: ReceivedRef, ending: Ending): NewEntry {
  const entry = entryOf(ref, { by: "pre-receive", stopped: endingOfRef(ref) !== "answered" });
  return { ...entry, data: { ...entry.data, rejected: ending !== "answered", enforced: ref.enforced } };
}

function textOf(world: World, refs: readonly ReceivedRef[]): string {
  let inFull = 0;
  const texts = refs.map((ref) => {
    const { verdict, judgement, mode, enforced } = ref;
    const isStopped = endingOfRef(ref) !== "answered";
    const isAloud = isStopped || verdict.overridden || (enforced && verdict.decision !== "pass" && mode === "warn");
    const line = refLine(ref, verdict.decision === "pass" || isStopped ? null : `${enforced ? `mode ${mode}` : "lands nowhere yet"}: not stopped`);
    if (judgement === null || !isAloud || inFull >= mostInFull) return line;
    inFull++;
    const whole = stoppedText(judgement.report, world.paper, { command: requestCommand({ remote: null, checkedOut: null }, ref) });
    // The text speaks of the landing ref only.
    return refs.length === 1 && isStopped && judgement.landing.ref === ref.line.remoteRef ? whole : `${line}${whole}`;
  });
  // What stops first: of a long answer the pusher reads the start.
  const sorted = [...texts.filter((_, i) => endingOfRef(refs[i]!) !== "answered"), ...texts.filter((_, i) => endingOfRef(refs[i]!) === "answered")];
  const left = sorted.length - mostLines;
  return `${sorted.slice(0, mostLines).join("")}${left > 0 ? plain(`riskscore: and ${left} more refs; riskscore audit show on the server lists them`) + "\n" : ""}`;
}
