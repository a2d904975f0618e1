import { type GapKind, gapTitles } from "../../gap.ts";
import { ruleNames, ruleNamed } from "../../gate/rules.ts";
import { signals } from "../../signals/catalogue.ts";
import type { Signal } from "../../signals/signal.ts";
import { plain } from "../escape.ts";
import { ruleId } from "./remark.ts";

export interface RuleText {
  readonly title: string;
  /** Why it is remarked on. */
  readonly why: string;
  /** What somebody can do; never empty, because forges want a help text for each rule. */
  readonly help: string;
}

/** What a rule's id stands for, in words that only change with riskscore; an id of another version stands for itself. */
export function ruleText(id: string): RuleText {
  return texts.get(id) ?? { title: plain(id), why: "This version of riskscore has no words for it.", help: seeReport };
}

const seeReport = "The JSON report (--json) has everything that was found.";

const texts: ReadonlyMap<string, RuleText> = new Map<string, RuleText>([
  ...ruleNames.map((name) => [ruleId("gate", name), gateText(name)] as const),
  ...Object.values(signals).map((signal: Signal) => [ruleId("signal", signal.id), { title: signal.title, why: `${signal.meaning} ${signal.why}`, help: signal.lower }] as const),
  ...Object.entries(gapTitles).map(([kind, title]) => [ruleId("gap", kind), gapText(kind as GapKind, title)] as const),
  ["sign-off/senior", { title: "a senior has to answer", why: "The change's impact is over the bar of the policy it is judged by.", help: "riskscore signoff request asks a senior; riskscore explain says how to lower each signal." }],
  ["sign-off/policy-admin", { title: "a policy-admin has to answer", why: "The change touches what decides how changes are judged.", help: "Ask a policy-admin for a sign-off, or keep these files out of the change." }],
  ["sign-off/does-not-count", { title: "a sign-off that does not count", why: "A record is there, but it does not cover exactly this change.", help: "riskscore signoff show says what each record is worth, and why." }],
  ["self-protected", { title: "a safeguard is changed", why: "This file decides how changes are judged, so a policy-admin has to answer for it.", help: "Ask a policy-admin for a sign-off, or keep the file out of the change." }],
  ["critical-path", { title: "a critical module feels the change", why: "The policy names it as critical: whatever reaches it is at least of high impact.", help: "riskscore why says how the modules hang together." }],
  ["provenance/unreadable", { title: "evidence of who wrote it could not be read", why: "What cannot be read lowers nothing: the change is not taken for people's work because of it.", help: seeReport }],
  ["left-out", { title: "remarks were left out", why: "The format, or the forge that reads it, has a limit.", help: seeReport }],
]);

function gateText(name: string): RuleText {
  const rule = ruleNamed(name);
  return { title: name, why: rule?.why ?? "", help: rule?.todo ?? "Nothing has to be done." };
}

function gapText(kind: GapKind, title: string): RuleText {
  return { title: `could not be read or resolved: ${kind}`, why: `There is ${title}. What is not known never narrows the answer.`, help: "Mend what the message names, or raise gapsAllowed in the policy." };
}
