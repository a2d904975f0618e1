import { asRepoPath, compareText, type RepoPath } from "../ids.ts";

export type LineRange = readonly [first: number, last: number];

/** Which lines of which files one tool is said to have written. */
export interface ToolLines {
  readonly tool: string;
  readonly model: string | null;
  readonly lines: readonly { readonly path: RepoPath; readonly ranges: readonly LineRange[] }[];
}

/** A recorder's record, read. */
export interface LineRecord {
  readonly byTool: readonly ToolLines[];
  /** Tools that took part without a line of theirs being left. */
  readonly present: readonly { readonly tool: string; readonly model: string | null }[];
  /** Why part of it could not be read; null when all of it could. */
  readonly problem: string | null;
}

export const emptyRecord: LineRecord = { byTool: [], present: [], problem: null };

/** Collects ranges by tool, model and path, in the order they come. */
export class LineCollector {
  readonly #tools = new Map<string, { tool: string; model: string | null; paths: Map<string, LineRange[]> }>();

  add(tool: string, model: string | null, path: string, ranges: readonly LineRange[]): void {
    const key = `${tool}\n${model ?? ""}`;
    const entry = this.#tools.get(key) ?? { tool, model, paths: new Map<string, LineRange[]>() };
    this.#tools.set(key, entry);
    const known = entry.paths.get(path);
    if (known === undefined) entry.paths.set(path, [...ranges]);
    else for (const range of ranges) known.push(range);
  }

  result(): readonly ToolLines[] {
    return [...this.#tools.values()].map(({ tool, model, paths }) => ({
      tool,
      model,
      lines: [...paths].map(([path, ranges]) => ({ path: asRepoPath(path), ranges })).toSorted((a, b) => compareText(a.path, b.path)),
    }));
  }
}

/** Files as people know it are below 10 million lines; larger numbers are damage. */
const lastLine = 10_000_000;

/** `first` to `last`, 1-based; null for anything else. */
export function lineRange(first: unknown, last: unknown): LineRange | null {
  if (typeof first !== "number" || typeof last !== "number" || !Number.isInteger(first) || !Number.isInteger(last)) return null;
  return first >= 1 && first <= last && last <= lastLine ? [first, last] : null;
}

/** A value of foreign JSON, as a short text; null when it is none. */
export function shortText(value: unknown, longest = 100): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, longest) : null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field of foreign JSON that is the object's own. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
