import type { ChangedFile } from "../change/change.ts";
import { isSource } from "../facts/module-facts.ts";

/**
 * Whether a changed file differs in more than words for people: documentation that no module loads, and code of which only
 * comments or layout changed, have none. Where tokens cannot be compared (configuration, assets), any difference counts.
 */
export function hasSubstance(file: ChangedFile): boolean {
  if (file.symbols.length > 0) return true;
  return file.class !== "docs" && !(file.class === "source" || (file.class === "test" && isSource(file.path)));
}

/** Changed source files with substance: what can break when it runs. */
export function changedSources(files: readonly ChangedFile[]): readonly ChangedFile[] {
  return files.filter((file) => file.class === "source" && hasSubstance(file));
}

/** Lines added and deleted; 0 for binary content, whose lines nobody counts. */
export function linesOf({ added, deleted }: ChangedFile): number {
  return (added ?? 0) + (deleted ?? 0);
}
