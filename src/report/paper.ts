import pc from "picocolors";
import type { Band } from "../score/score.ts";

/** What a human report is written on: how wide, and whether colours and Unicode can be shown. */
export interface Paper {
  /** Columns. Prose wraps here; paths never break, so that they can be copied. */
  readonly width: number;
  readonly color: boolean;
  readonly unicode: boolean;
}

export interface Ink {
  bold(text: string): string;
  dim(text: string): string;
  heading(text: string): string;
  band(band: Band, text: string): string;
  /** A horizontal bar of `share` (0-1) of `columns`; anything above nothing shows at least a sliver. */
  bar(share: number, columns: number): string;
  readonly arrow: string;
  readonly dot: string;
  readonly elbow: string;
  readonly dash: string;
  readonly ellipsis: string;
}

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

export function inkFor(paper: Paper): Ink {
  const colors = pc.createColors(paper.color);
  const bandInks = { low: colors.green, medium: colors.yellow, high: colors.red, critical: (text: string) => colors.bold(colors.red(text)) } satisfies Record<Band, (text: string) => string>;
  const { unicode } = paper;
  return {
    bold: (text) => colors.bold(text),
    dim: (text) => colors.dim(text),
    heading: (text) => colors.bold(text),
    band: (band, text) => bandInks[band](text),
    bar: (share, columns) => colors.cyan(unicode ? blockBar(share, columns) : asciiBar(share, columns)),
    arrow: unicode ? "→" : "->",
    dot: unicode ? "·" : "-",
    elbow: unicode ? "└" : "`-",
    dash: unicode ? "−" : "-",
    ellipsis: unicode ? "…" : "...",
  };
}

function blockBar(share: number, columns: number): string {
  const units = Math.max(share > 0 ? 1 : 0, Math.round(share * columns * 8));
  return "█".repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? "");
}

function asciiBar(share: number, columns: number): string {
  return "#".repeat(Math.max(share > 0 ? 1 : 0, Math.round(share * columns)));
}
