import { aligned, wrap } from "./columns.ts";
import { plain } from "./escape.ts";
import { inkFor, type Paper } from "./paper.ts";
import { revisionPhrase } from "./words.ts";

/** The policy in effect, for `riskscore config`. */
export interface PolicyReport {
  readonly schemaVersion: 1;
  /** `defaults`, `index`, or the oid of the commit whose policy judges. */
  readonly from: string;
  readonly path: string | null;
  readonly digest: string;
  /** What is staged holds another policy. */
  readonly differs: boolean;
  readonly values: readonly PolicyValue[];
  /** What its roster cannot do, one sentence each. */
  readonly warnings: readonly string[];
}

export interface PolicyValue {
  readonly key: string;
  readonly value: unknown;
  /** `default`, or file, line and column. */
  readonly from: string;
}

/** What one key does, as the policy's schema documents it. */
export interface ExplainedKey {
  readonly key: string;
  readonly description: string;
  readonly type: string;
  readonly default: unknown;
  readonly required: boolean;
  readonly example: unknown;
}

/** Whose policy it is, then one row a value, then what its roster cannot do. Values from the defaults are dimmed. */
export function humanPolicy(report: PolicyReport, paper: Paper): string {
  const ink = inkFor(paper);
  const rows = aligned(report.values.map(({ key, value, from }) => [plain(key), plain(from), plain(JSON.stringify(value))]), "  ");
  const lines = rows.map((row, i) => (report.values[i]?.from === "default" ? ink.dim(row) : row));
  const differs = report.differs ? wrap("What is staged holds another policy; riskscore config --policy-from index shows it.", paper.width) : [];
  const warnings = report.warnings.flatMap((warning) => wrap(plain(warning), paper.width, "- ", "  "));
  return `${[ink.bold(titleOf(report)), ...differs, "", ...lines, ...(warnings.length > 0 ? ["", ...warnings] : [])].join("\n")}\n`;
}

function titleOf({ from, path }: PolicyReport): string {
  if (from === "defaults" || path === null) return "No policy is committed: the defaults judge. riskscore init writes one to start from.";
  const revision = from === "index" ? "as staged" : `of ${plain(revisionPhrase(from))}`;
  return `The policy in ${plain(path)} ${revision} judges.`;
}

/** What every key does: its name, its type and default, and a paragraph. */
export function humanKeys(keys: readonly ExplainedKey[], paper: Paper): string {
  const ink = inkFor(paper);
  const paragraphs = keys.map((one) => {
    const fallback = one.required ? "required" : one.default === undefined ? "optional" : `default ${JSON.stringify(one.default)}`;
    const example = one.example === undefined ? [] : [ink.dim(`    example: ${plain(JSON.stringify(one.example))}`)];
    return [`${ink.bold(one.key)}  ${ink.dim(`${one.type}, ${fallback}`)}`, ...wrap(one.description, paper.width, "    "), ...example].join("\n");
  });
  return `${paragraphs.join("\n\n")}\n`;
}
