import type { GapKind } from "../gap.ts";
import type { Evidence } from "../signals/evidence.ts";

/** Whose answer was widened when they were found: the module asking counts as a dependent, the file counts whole, the target counts too. */
const alwaysWidened: ReadonlySet<GapKind> = new Set(["computed-import", "parse-error", "symlink"]);
/** Files nobody read: what they import is unknown, who imports them is not. Those beside source that changed are felt (`unreadNearby`), and then nothing is hidden. */
const unread: ReadonlySet<GapKind> = new Set(["too-large", "binary-source", "lfs-pointer"]);

/** How many local gaps are left that could hide a dependent of the change. */
export function unwidenedGaps({ gaps, change, radius }: Pick<Evidence, "gaps" | "change" | "radius">): number {
  const open = gaps.filter(({ kind, local }) => local && !alwaysWidened.has(kind));
  if (open.length === 0) return 0;
  const felt = new Set<string>([...change.files.flatMap(({ path, from }) => (from === null ? [path] : [path, from])), ...radius.dependents.map(({ module }) => module)]);
  return open.filter(({ kind, at }) => !(unread.has(kind) && felt.has(at))).length;
}
