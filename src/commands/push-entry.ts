import type { DecisionData, NewEntry } from "../audit/entry.ts";
import { restsOn } from "../gate/rests-on.ts";
import type { JudgedRef } from "./judge-refs.ts";

/** What the log keeps of one judged ref. `direct`: its landing ref is the one that moves, so that a record it rests on is used up once it has moved. */
export function entryOf({ line, verdict, mode, landing, judgement }: JudgedRef, { by, stopped }: Pick<DecisionData, "by" | "stopped">): NewEntry {
  const { decision, rule, overridden } = verdict;
  const data: DecisionData = {
    by,
    mode,
    decision,
    rule,
    overridden,
    stopped,
    landingRef: landing?.ref ?? line.remoteRef,
    direct: landing?.direct ?? false,
    base: landing?.base ?? "",
    head: judgement?.head ?? line.localOid ?? "",
    digest: judgement?.cover?.digest ?? null,
    policy: judgement?.gathered.policyDigest ?? "",
    impact: judgement?.report.score.impact ?? 0,
    band: judgement?.report.score.band ?? "unknown",
    modules: judgement?.report.radius.modules ?? 0,
    ai: judgement?.provenance.state ?? "unknown",
    tools: [...new Set(judgement?.provenance.attributions.map(({ tool }) => tool))],
    signoffs: judgement === null ? [] : restsOn(verdict, judgement.records),
  };
  return { event: "decision", subject: line.remoteRef, data };
}
