import { type AuditEntry, auditEvents, type AuditValue } from "../audit/entry.ts";
import { type CheckedLog, seenWithAnchorOnly } from "../audit/check-log.ts";
import { type DecisionEntry, decisions } from "../audit/decisions.ts";
import { aligned, firstOf, wrap } from "./columns.ts";
import { plain } from "./escape.ts";
import { inkFor, type Paper } from "./paper.ts";
import { count } from "./words.ts";

/** One entry a line, newest last. `left` older ones are not shown, `unreadable` lines are no entries. */
export function humanEntries(entries: readonly AuditEntry[], left: number, unreadable: number, paper: Paper): string {
  const rows = entries.map((entry) => [entry.ts.replace("T", " ").replace(/\.\d+Z$/, "Z"), `#${entry.seq}`, plain(entry.event), plain(shortId(entry.subject)), phraseOf(entry)]);
  const ink = inkFor(paper);
  const lines = [
    ...(left > 0 ? [ink.dim(`${count(left, "older entry", "older entries")} not shown (--limit N)`)] : []),
    ...aligned(rows, "", [1]),
    ...(unreadable > 0 ? wrap(`${count(unreadable, "line")} of the log ${unreadable === 1 ? "is no entry" : "are no entries"}: riskscore audit verify says where it broke.`, paper.width) : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** Whether the log holds, where it broke first, and what nobody can tell from it. */
export function humanCheck(checked: CheckedLog, paper: Paper): string {
  const { broken, size, notes, anchors, hash } = checked;
  const agreed = anchors > 0 ? `every line, the head file and ${count(anchors, "anchor")}` : "every line and the head file";
  const verdict =
    broken === null
      ? `The chain of ${count(size, "entry", "entries")} holds: ${agreed} agree. Its last hash is ${hash}.`
      : `The log is broken at entry ${broken.seq}: ${plain(broken.because)} ${broken.seq === 0 ? "Nothing in it can be relied on." : `Only what stands before entry ${broken.seq} can be relied on.`}`;
  const limits = anchors > 0 ? "What was written after the newest anchor rests on the log and its head file alone." : `${seenWithAnchorOnly} Keep them with: riskscore audit anchor >> FILE; compare with: riskscore audit verify --anchors FILE.`;
  return `${[verdict, ...notes.map(plain), limits].flatMap((text) => wrap(text, paper.width)).join("\n")}\n`;
}

/** Record ids and digests are for looking up; their beginning will do. */
function shortId(text: string): string {
  return /^(?:sha256:)?[0-9a-f]{40,64}$/.test(text) ? text.replace("sha256:", "").slice(0, 12) : text;
}

function phraseOf(entry: AuditEntry): string {
  const [decided] = decisions([entry]);
  if (decided !== undefined) return decisionPhrase(decided);
  const known: string | undefined = Object.hasOwn(auditEvents, entry.event) ? auditEvents[entry.event] : undefined;
  const told = Object.entries(entry.data).map(([key, value]) => `${plain(key)} ${valuePhrase(value)}`).join(", ");
  return told === "" ? (known ?? "") : told;
}

function decisionPhrase({ data }: DecisionEntry): string {
  const { by, mode, decision, rule, overridden, stopped, landingRef, impact, band, modules, ai, tools, signoffs } = data;
  const outcome = overridden ? "OVERRIDDEN" : stopped ? "stopped" : decision === "pass" ? "passed" : `not stopped (mode ${plain(mode)})`;
  const { shown, left } = firstOf(tools, 3);
  const wrote = tools.length === 0 ? plain(ai) : `${plain(ai)}: ${shown.map(plain).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
  const rests = signoffs.length === 0 ? "" : `; rests on ${signoffs.map((id) => plain(shortId(id))).join(", ")}`;
  return `${outcome}: ${plain(decision)}, "${plain(rule)}" (${plain(by)}, for ${plain(landingRef)}); impact ${impact} ${plain(band)}, ${count(modules, "module")}; AI ${wrote}${rests}`;
}

function valuePhrase(value: AuditValue): string {
  if (typeof value === "string") return plain(shortId(value));
  return plain(JSON.stringify(value));
}
