/** Says what takes long, to whoever waits. Readers report through it; where it is shown is decided in `cli/progress.ts`. */
export interface Progress {
  /** `text` is what happens now ("reading files"); `done` of `total` where both are known. */
  step(text: string, done?: number, total?: number): void;
  /** Clears the line. Safe to call twice. */
  done(): void;
}

export const silentProgress: Progress = { step() {}, done() {} };
