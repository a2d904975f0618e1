import { splitSymbolId } from "../../ids.ts";
import { clipped } from "../clip.ts";
import { plain, safeJson } from "../escape.ts";
import { symbolPhrase } from "../words.ts";
import { fitted } from "./fitted.ts";
import { leftOutPhrase } from "./left-out.ts";
import { type Places, placesIn } from "./place.ts";
import type { RefReport } from "./ref-report.ts";
import { identified, type Level, type Remark } from "./remark.ts";
import { remarksOf } from "./remarks.ts";
import { ruleText } from "./rule-text.ts";

/** What GitHub's code scanning takes and shows; the README of this folder says where each comes from. */
export const sarifLimits = { results: 5000, steps: 40, ruleName: 255, ruleText: 1024, bytes: 9_500_000 } as const;

/** Room for the frame and its rules, of which there are some fifty. */
const frameBytes = 500_000;

/** SARIF 2.1.0, one run for all refs. Results that do not fit are counted, in a result and in a notification. */
export function sarifOf(reports: readonly RefReport[], { sha256 }: { readonly sha256: (text: string) => string }): string {
  const remarks = identified(remarksOf(reports));
  const places = new Map(reports.map((one) => [one, placesIn(one.report)]));
  const placesOf = (one: RefReport): Places => places.get(one) ?? placesIn(one.report);
  const { texts, left } = fitted(remarks, ({ remark, identity }) => safeJson(JSON.stringify(resultOf(remark, sha256(identity), placesOf(remark.of)))), { bytes: sarifLimits.bytes - frameBytes, entries: sarifLimits.results - 1 });
  const cut = left.length === 0 ? null : leftOutPhrase(left.map(({ remark }) => remark));
  const lost = new Set(left.map(({ remark }) => remark));
  const shown = remarks.flatMap(({ remark }) => (lost.has(remark) ? [] : [remark.rule]));
  const [first] = reports;
  const results = cut === null || first === undefined ? texts : [...texts, safeJson(JSON.stringify(resultOf({ rule: "left-out", level: "warning", text: cut, path: null, steps: [], of: first }, sha256("left-out"), placesOf(first))))];
  const rules = [...new Set([...shown, ...(cut === null ? [] : ["left-out"])])].map(descriptorOf);
  return `${frame(reports, rules, cut).replace('"results":[]', () => `"results":[${results.join(",\n")}]`)}\n`;
}

/** The log without its results: those were written one by one, to be measured. */
function frame(reports: readonly RefReport[], rules: readonly object[], cut: string | null): string {
  const version = reports[0]?.report.riskscore;
  const run = {
    tool: { driver: { name: "riskscore", ...(version === undefined ? {} : { version: plain(version) }), rules } },
    automationDetails: { id: "riskscore/gate/" },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
    invocations: [{ executionSuccessful: true, ...(cut === null ? {} : { toolExecutionNotifications: [{ level: "warning", message: { text: message(cut) } }] }) }],
    results: [],
  };
  return safeJson(JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }));
}

function resultOf(remark: Remark, fingerprint: string, places: Places): object {
  const { report, ref, landingRef } = remark.of;
  const { verdict, score } = report;
  return {
    ruleId: remark.rule,
    level: remark.level,
    message: { text: message(remark.text) },
    locations: [{ physicalLocation: placeAt(places.uri(remark.path)) }],
    partialFingerprints: { primaryLocationLineHash: fingerprint, "riskscore/v1": fingerprint },
    ...(remark.steps.length === 0 ? {} : { codeFlows: [codeFlowOf(remark, places)] }),
    properties: { ref: short(ref), landingRef: landingRef === null ? null : short(landingRef), decision: verdict.decision, rule: short(verdict.rule), mode: verdict.mode, overridden: verdict.overridden, band: score.band, impact: score.impact },
  };
}

/** From the critical module down to the changed one, so that a reader can walk it. */
function codeFlowOf({ steps }: Remark, places: Places): object {
  const ids = [...steps.slice(0, 1).map(({ from }) => from), ...steps.map(({ to }) => to)];
  const shown = ids.length <= sarifLimits.steps ? ids : [...ids.slice(0, sarifLimits.steps / 2), ...ids.slice(-sarifLimits.steps / 2)];
  const left = ids.length - shown.length;
  return {
    ...(left === 0 ? {} : { message: { text: `${left} steps in the middle are left out.` } }),
    threadFlows: [{ locations: shown.map((id) => ({ location: { physicalLocation: placeAt(places.uri(splitSymbolId(id).module)), message: { text: message(short(symbolPhrase(id))) } } })) }],
  };
}

function placeAt(uri: string): object {
  return { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 } };
}

function descriptorOf(id: string): object {
  const { title, why, help } = ruleText(id);
  return {
    id,
    name: clipped(plain(id), sarifLimits.ruleName),
    shortDescription: { text: message(clipped(title, sarifLimits.ruleText / 2)) },
    fullDescription: { text: message(clipped(why, sarifLimits.ruleText / 2)) },
    help: { text: message(help) },
    defaultConfiguration: { level: defaultLevel(id) },
    properties: { tags: ["riskscore", id.replace(/\/.*$/, "")], precision: "very-high" },
  };
}

function defaultLevel(id: string): Level {
  if (id.startsWith("gate/") || id === "self-protected" || id === "sign-off/senior" || id === "sign-off/policy-admin") return "error";
  return id.startsWith("gap/") || id === "left-out" || id === "provenance/unreadable" ? "warning" : "note";
}

/** SARIF's plain text: braces are doubled (3.11.5), and no `[text](target)` becomes a link (3.11.6). */
function message(text: string): string {
  return text.replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}

function short(text: string): string {
  return clipped(plain(text), 200);
}
