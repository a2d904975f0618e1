import { clipped } from "../clip.ts";
import { plain } from "../escape.ts";
import { parted } from "./inert-log.ts";
import { leftOutPhrase } from "./left-out.ts";
import type { RefReport } from "./ref-report.ts";
import type { Level, Remark } from "./remark.ts";
import { remarksOf } from "./remarks.ts";
import { ruleText } from "./rule-text.ts";

/** What one step of a workflow may show of each level; GitHub drops the rest without a word. */
export const mostAnnotations = 10;

const commands = { error: "error", warning: "warning", note: "notice" } satisfies Record<Level, string>;

/** Workflow commands, one a line, for a step's standard output. Where a level has more than fit, its last one counts them. */
export function annotationsOf(reports: readonly RefReport[]): string {
  const remarks = remarksOf(reports);
  const levels = ["error", "warning", "note"] as const;
  return levels.flatMap((level) => linesOf(level, remarks.filter((one) => one.level === level))).join("");
}

function linesOf(level: Level, remarks: readonly Remark[]): readonly string[] {
  if (remarks.length <= mostAnnotations) return remarks.map(lineOf);
  const left = remarks.slice(mostAnnotations - 1);
  return [...remarks.slice(0, mostAnnotations - 1).map(lineOf), command(level, { title: "riskscore" }, leftOutPhrase(left))];
}

function lineOf({ level, rule, path, text }: Remark): string {
  const title = `riskscore: ${clipped(ruleText(rule).title, 100)}`;
  return command(level, path === null || path === "" ? { title } : { file: plain(path), line: "1", title }, text);
}

function command(level: Level, properties: Readonly<Record<string, string>>, text: string): string {
  const said = Object.entries(properties).map(([name, value]) => `${name}=${commandProperty(value)}`);
  return `::${commands[level]} ${said.join(",")}::${commandText(text)}\n`;
}

/** What follows `::`. */
function commandText(text: string): string {
  return parted(plain(text)).replace(/[%\r\n]/g, percent);
}

function commandProperty(text: string): string {
  return commandText(text).replace(/[:,]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
