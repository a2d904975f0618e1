import type { Host } from "../host.ts";
import { silentProgress, type Progress } from "../progress.ts";

export type { Progress };

/** Milliseconds before the first line: shorter runs stay silent. */
const patience = 1000;
/** Milliseconds between two redraws. */
const redraw = 100;

/** Progress on the host's stderr: one line, drawn over and over, wiped at the end. Silent where stderr is no terminal. */
export function progressOn(host: Pick<Host, "stderr" | "now">): Progress {
  const { stderr } = host;
  if (!stderr.isTerminal) return silentProgress;
  const started = host.now();
  let drawn: number | null = null;
  return {
    step(text, done, total) {
      const now = host.now();
      if (now - started < patience || (drawn !== null && now - drawn < redraw)) return;
      drawn = now;
      stderr.write(`\r\u001b[2K${lineOf(text, done, total).slice(0, Math.max(1, stderr.columns - 1))}`);
    },
    done() {
      if (drawn !== null) stderr.write("\r\u001b[2K");
      drawn = null;
    },
  };
}

function lineOf(text: string, done: number | undefined, total: number | undefined): string {
  if (done === undefined) return `riskscore: ${text}`;
  if (total === undefined || total === 0) return `riskscore: ${text} (${done})`;
  return `riskscore: ${text} ${Math.floor((100 * done) / total)}% (${done} of ${total})`;
}
