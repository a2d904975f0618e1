import type { Ink, Paper } from "../paper.ts";

/** What every section of the human report is drawn with. `all` lifts the limits that keep it on one screen. */
export interface Page {
  readonly paper: Paper;
  readonly ink: Ink;
  readonly all: boolean;
}

/** `… and 12 more (--all)`. */
export function andMore(page: Page, left: number, what = ""): string {
  return page.ink.dim(`${page.ink.ellipsis} and ${left} more${what === "" ? "" : ` ${what}`} (--all)`);
}
