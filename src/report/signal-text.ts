import type { Axis } from "../signals/finding.ts";
import { aligned, wrap } from "./columns.ts";
import { inkFor, type Paper } from "./paper.ts";

/** What `riskscore explain` says of a signal. */
export interface ExplainedSignal {
  readonly id: string;
  readonly axis: Axis;
  readonly title: string;
  readonly meaning: string;
  readonly why: string;
  readonly lower: string;
  /** The most points it adds by default, and the policy key that sets them. */
  readonly weight: number;
  readonly weightKey: string;
}

/** One signal in full: what it measures, why that matters, what to do about it. */
export function humanSignal(signal: ExplainedSignal, paper: Paper): string {
  const ink = inkFor(paper);
  const part = (title: string, text: string): string => [ink.heading(title), ...wrap(text, paper.width, "  ")].join("\n");
  const points = `Adds at most ${signal.weight} points to ${signal.axis}; ${signal.weightKey} in the policy sets another limit, 0 switches it off.`;
  return `${[
    `${ink.bold(signal.title)} ${ink.dim(`(${signal.id})`)}`,
    part("What it measures", signal.meaning),
    part("Why it matters", signal.why),
    part("How to lower it", signal.lower),
    part("Weight", points),
  ].join("\n\n")}\n`;
}

/** All signals, one line each. */
export function humanSignals(signals: readonly ExplainedSignal[], paper: Paper): string {
  const ink = inkFor(paper);
  const rows = aligned(signals.map((one) => [one.id, one.axis, String(one.weight), one.title]), "  ", [2]);
  return `${[ink.bold("Signals, and the most points each adds to its axis by default"), "", ...rows, "", ink.dim("riskscore explain <signal> says more.")].join("\n")}\n`;
}
