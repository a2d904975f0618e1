import type { Host } from "../host.ts";

/** Says on stderr what takes long; silent off a terminal and during the first second. */
export interface Progress {
  /** `text` is what happens now ("reading files"); `done` of `total` where both are known. */
  step(text: string, done?: number, total?: number): void;
  /** Clears the line. Safe to call twice. */
  done(): void;
}

/** Milliseconds before the first line: shorter runs stay silent. */
const patience = 1000;
/** Milliseconds between two redraws. */
const redraw = 100;

/** Progress on the host's stderr. Writes one line again and again, and wipes it at the end. */
export function progressOn(host: Host): Progress {
  const { stderr } = host;
  if (!stderr.isTerminal) return silentProgress;
  const started = host.now();
  let drawn = 0;
  return {
    step(text, done, total) {
      const now = host.now();
      if (now - started < patience || now - drawn < redraw) return;
      drawn = now;
      stderr.write(`\r\u001b[2K${lineOf(text, done, total).slice(0, Math.max(1, stderr.columns - 1))}`);
    },
    done() {
      if (drawn > 0) stderr.write("\r\u001b[2K");
      drawn = 0;
    },
  };
}

export const silentProgress: Progress = { step() {}, done() {} };

function lineOf(text: string, done: number | undefined, total: number | undefined): string {
  if (done === undefined) return `riskscore: ${text}`;
  if (total === undefined || total === 0) return `riskscore: ${text} (${done})`;
  return `riskscore: ${text} ${Math.floor((100 * done) / total)}% (${done} of ${total})`;
}
