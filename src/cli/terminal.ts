import type { Host, Output } from "../host.ts";
import type { ColorChoice } from "../commands/request.ts";
import type { Paper } from "../report/paper.ts";

/** Wider than this, lines of prose get hard to read. */
const widest = 110;
const narrowest = 40;
/** Columns of a report that no terminal shows. */
const unseen = 100;

/** What a report for this stream is written on. A file (`output` null) gets no colours. */
export function paperFor(host: Pick<Host, "env">, output: Output | null, choice: ColorChoice): Paper {
  const width = output?.isTerminal === true ? Math.max(narrowest, Math.min(widest, output.columns)) : unseen;
  return { width, color: output !== null && colored(host, output, choice), unicode: speaksUnicode(host) };
}

/** The option first, then NO_COLOR (any value but empty, no-color.org), then FORCE_COLOR, then whether anybody looks. */
function colored({ env }: Pick<Host, "env">, output: Output, choice: ColorChoice): boolean {
  if (choice !== "auto") return choice === "always";
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return output.isTerminal && env["TERM"] !== "dumb";
}

/** POSIX order of precedence. Without any of the three (Windows, bare containers) UTF-8 is the safer guess, but not in the C locale. */
function speaksUnicode({ env }: Pick<Host, "env">): boolean {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find((value) => value !== undefined && value !== "");
  return locale === undefined || /utf-?8/i.test(locale);
}
