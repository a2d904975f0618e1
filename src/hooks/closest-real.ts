import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The real path of `path`, links followed in the part of it that is there. */
export function closestReal(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(closestReal(above), basename(path));
  }
}
