import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";

/** A folder that nothing else writes: the clone's own cache may have been filled by an earlier step, with whatever the change likes. */
export async function withOwnCache<T>(host: Host, work: (cacheDir: string) => Promise<T>): Promise<T> {
  const wanted = host.env["RUNNER_TEMP"];
  const folder = madeIn(wanted !== undefined && isAbsolute(wanted) ? [wanted, tmpdir()] : [tmpdir()]);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function madeIn(places: readonly string[]): string {
  for (const [i, place] of places.entries()) {
    try {
      return mkdtempSync(join(place, "riskscore-gate-"));
    } catch (cause) {
      if (i === places.length - 1) throw new Failure("io", `Nothing can be written to the temporary folder ${place}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}.`, { cause, hint: "Name another folder with TMPDIR." });
    }
  }
  throw new Failure("io", "There is no temporary folder.");
}
