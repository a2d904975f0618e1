import type { FileDelta } from "../change/change.ts";
import { mayMatch } from "../facts/may-match.ts";
import { isSource, type FactGap } from "../facts/module-facts.ts";
import type { Gap } from "../gap.ts";
import { compareText, type PackageName, type RepoPath } from "../ids.ts";
import type { Policy } from "../policy/policy.ts";
import { matcher } from "../policy/globs.ts";
import type { Linked } from "./gather-session.ts";
import { nameClashes } from "./name-clashes.ts";

export interface GapScope {
  readonly linked: readonly Linked[];
  readonly policy: Policy;
  /** What kept the policy from being read whole. */
  readonly policyGaps: readonly Gap[];
  readonly deltas: readonly FileDelta[];
  /** Every path of the head. */
  readonly paths: Iterable<RepoPath>;
  /** Modules the walk reached, and those that changed, by number. */
  readonly reached: ReadonlySet<number>;
  readonly changed: ReadonlySet<number>;
  /** Packages whose source changed. */
  readonly homes: ReadonlySet<PackageName | null>;
  /** Whether the change moves anything that could be felt at all. */
  readonly isFelt: boolean;
}

/** Every gap of the graphs in question, local ones first, then by place. Files the policy ignores have none. */
export function gapsOf(scope: GapScope): readonly Gap[] {
  const ignored = matcher(scope.policy.ignore);
  const gaps = new Map<string, Gap>();
  const add = (gap: Gap): void => {
    const key = `${gap.kind}\0${gap.at}\0${gap.because}`;
    // Base and head may judge one gap differently: the wider answer stands.
    if (!ignored(gap.at)) gaps.set(key, { ...gap, local: gap.local || gaps.get(key)?.local === true });
  };
  for (const one of scope.linked) {
    for (const gap of one.contextGaps) add({ ...gap, local: gap.local || isOfChangedPackage(gap, scope.deltas) });
    for (const [module, row] of one.rows) {
      const at = one.graph.ids[module]!;
      for (const { because } of row.unresolved) add({ kind: "unresolved-import", local: false, at, because });
      for (const gap of row.gaps) {
        add({ kind: gap.kind, local: isLocal(scope, one, module, gap), at, because: `line ${gap.line}: ${gap.because}` });
      }
    }
  }
  for (const gap of [...scope.policyGaps, ...scope.deltas.flatMap(deltaGaps), ...clashGaps(scope)]) add(gap);
  return [...gaps.values()].sort((a, b) => Number(b.local) - Number(a.local) || compareText(a.at, b.at) || compareText(a.kind, b.kind) || compareText(a.because, b.because));
}

/** Under a name that could not be read others may use what changed below the manifest. */
function isOfChangedPackage({ kind, at }: Gap, deltas: readonly FileDelta[]): boolean {
  const folder = at.slice(0, at.lastIndexOf("/") + 1);
  return kind === "manifest" && deltas.some(({ path, from }) => path.startsWith(folder) || from?.startsWith(folder) === true);
}

/** Whether the gap could hide a dependent. Of a file that was not read at all nobody knows what it imports; of one without its bytes not even whether it is code. */
function isLocal(scope: GapScope, one: Linked, module: number, gap: FactGap): boolean {
  if (gap.kind === "computed-import") return mayLoad(scope, one, module, gap);
  if (scope.changed.has(module) || scope.reached.has(module)) return true;
  if (gap.kind === "missing-blob") return scope.homes.size > 0;
  return scope.isFelt && unread.has(gap.kind) && scope.homes.has(one.graph.packageOf(module));
}

const unread: ReadonlySet<FactGap["kind"]> = new Set(["too-large", "binary-source", "lfs-pointer"]);

/** Modules whose computed imports may load what changed: such a gap is local, and the module then counts as a dependent. */
export function computedNearby(scope: Omit<GapScope, "reached" | "paths">): readonly number[] {
  return scope.linked.flatMap((one) =>
    [...one.rows].flatMap(([module, row]) => (row.gaps.some((gap) => gap.kind === "computed-import" && mayLoad(scope, one, module, gap)) ? [module] : [])),
  );
}

/** Modules nobody could read beside source that changed: they may import it, so they count as dependents, and the walk goes on from them. */
export function unreadNearby({ linked, homes, isFelt, changed }: Pick<GapScope, "linked" | "homes" | "isFelt" | "changed">): readonly number[] {
  if (!isFelt) return [];
  const found = linked.flatMap(({ rows, graph }) => [...rows].flatMap(([module, row]) => (row.gaps.some(({ kind }) => unread.has(kind)) && homes.has(graph.packageOf(module)) ? [module] : [])));
  return [...new Set(found)].filter((module) => !changed.has(module));
}

/**
 * Whether a computed import may load a changed file. Where syntax gives a pattern, that decides; else it may load any
 * file, and what it plausibly loads lies in its own package.
 */
function mayLoad({ deltas, homes }: Pick<GapScope, "deltas" | "homes">, { graph }: Linked, module: number, { pattern }: FactGap): boolean {
  if (pattern === undefined) return homes.has(graph.packageOf(module));
  return deltas.some(({ path, from }) => mayMatch(pattern, path) || (from !== null && mayMatch(pattern, from)));
}

/** The packages whose source a change touches; null for source outside any. */
export function homesOf(deltas: readonly FileDelta[], linked: readonly Linked[]): ReadonlySet<PackageName | null> {
  const sources = deltas.flatMap(({ path, from }) => (from === null ? [path] : [from, path])).filter(isSource);
  return new Set(linked.flatMap(({ resolver }) => sources.map((path) => resolver.packageOf(path))));
}

/** Which of two files of one name is read depends on the disk: what either of them feels would have to count. */
function clashGaps({ deltas, paths }: Pick<GapScope, "deltas" | "paths">): readonly Gap[] {
  const added = deltas.filter(({ status, from }) => status === "added" || from !== null).map(({ path }) => path);
  return nameClashes(added, paths).map(({ path, other }) => ({ kind: "name-clash", local: true, at: path, because: `where case is folded it is '${other}', too, and either may be what is read` }));
}

function deltaGaps(delta: FileDelta): Gap[] {
  const at: RepoPath = delta.path;
  const modes = [delta.oldMode, delta.newMode];
  const gaps: Gap[] = [];
  if (modes.includes("160000")) gaps.push({ kind: "submodule", local: true, at, because: "the submodule moved; what changed inside it is in another repository" });
  if (modes.includes("120000")) gaps.push({ kind: "symlink", local: false, at, because: "a symbolic link; what it leads to counts" });
  return gaps;
}

