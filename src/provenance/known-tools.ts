import type { TeamTool } from "../policy/policy.ts";
import type { AttributionKind, Confidence } from "./attribution.ts";
import { foldText } from "./fold-text.ts";
import { type Mark, type ToolRow, toolTable } from "./tool-table.ts";

/** What one entry of the table is worth. */
export interface Worth {
  readonly tool: string;
  readonly kind: AttributionKind;
  readonly confidence: Confidence;
}

export interface OwnTrailer extends Worth {
  readonly values: readonly string[];
}

/** The table with the team's own tools in it, laid out for looking up. */
export interface KnownTools {
  readonly addresses: ReadonlyMap<string, Worth>;
  readonly logins: ReadonlyMap<string, Worth>;
  readonly nameEnds: readonly (readonly [string, Worth])[];
  readonly nameBegins: readonly (readonly [string, Worth])[];
  /** By key as `squeezedKey` writes it. */
  readonly trailers: ReadonlyMap<string, OwnTrailer>;
  readonly lines: readonly (readonly [string, Worth])[];
  readonly anywhere: readonly (readonly [string, Worth])[];
  readonly subjects: readonly (readonly [string, Worth])[];
  readonly branches: readonly { readonly tool: string; readonly begins: string; readonly hex: boolean }[];
  /** Every name a tool goes by, to the one we use. */
  readonly names: ReadonlyMap<string, string>;
}

/** A trailer's key as it is looked up: dashes, spaces, underscores and Markdown's marks do not count. Takes folded text. */
export function squeezedKey(key: string): string {
  return key.replace(/[-\s_*`~]+/g, "");
}

/** The table, and behind it the tools of the team, whose word counts where both know an address or a key. */
export function knownTools(team: readonly TeamTool[] = []): KnownTools {
  const rows: readonly ToolRow[] = [...toolTable, ...team.map(rowOf)];
  return {
    addresses: new Map(rows.flatMap((row) => marked(row, row.addresses))),
    logins: new Map(rows.flatMap((row) => marked(row, row.logins))),
    nameEnds: rows.flatMap((row) => marked(row, row.nameEnds)),
    nameBegins: rows.flatMap((row) => marked(row, row.nameBegins)),
    trailers: new Map(rows.flatMap((row) => Object.entries(row.trailers ?? {}).map(([key, { mark, values }]) => [squeezedKey(key), { ...worthOf(row.tool, mark), values: values ?? [] }] as const))),
    lines: rows.flatMap((row) => marked(row, row.lines)),
    anywhere: rows.flatMap((row) => marked(row, row.anywhere)),
    subjects: rows.flatMap((row) => marked(row, row.subjects)),
    branches: rows.flatMap((row) => (row.branches ?? []).map(({ begins, hex }) => ({ tool: row.tool, begins, hex: hex === true }))),
    names: new Map(rows.flatMap((row) => [row.tool, ...(row.names ?? [])].map((name) => [foldText(name), row.tool] as const))),
  };
}

function marked(row: ToolRow, marks: Readonly<Record<string, Mark>> | undefined): readonly (readonly [string, Worth])[] {
  return Object.entries(marks ?? {}).map(([text, mark]) => [text, worthOf(row.tool, mark)] as const);
}

function worthOf(tool: string, mark: Mark): Worth {
  const [kind, confidence] = mark.split(" ") as [AttributionKind, Confidence];
  return { tool, kind, confidence };
}

const confidenceOf = { agent: "high", session: "high", declared: "high", assist: "medium", weak: "low" } as const satisfies Record<TeamTool["kind"], Confidence>;

function rowOf({ tool, kind, emails, trailers }: TeamTool): ToolRow {
  const mark: Mark = `${kind} ${confidenceOf[kind]}`;
  return {
    tool,
    addresses: Object.fromEntries(emails.map((email) => [foldText(email.trim()), mark])),
    trailers: Object.fromEntries(trailers.map((key) => [foldText(key.trim()), { mark }])),
  };
}
