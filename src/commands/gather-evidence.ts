import type { ChangedFile, FileDelta } from "../change/change.ts";
import { fileClassOf } from "../change/file-class.ts";
import { touchedSymbols, type Touched } from "../change/touched-symbols.ts";
import { criticalModules } from "../critical/critical-modules.ts";
import type { CriticalHit } from "../critical/critical-hit.ts";
import type { Graph } from "../graph/graph.ts";
import { radiusSampleOf } from "../graph/module-reach.ts";
import type { RadiusSample } from "../graph/radius.ts";
import { radiusOf } from "../graph/radius-of.ts";
import { seedsOf } from "../graph/seeds.ts";
import { reroutedPoints } from "../graph/reroutes.ts";
import { symbolReach, type Point, type Reach, type ReachOptions } from "../graph/symbol-reach.ts";
import { stepsFrom } from "../graph/why-path.ts";
import type { Gap } from "../gap.ts";
import { historyOf } from "../history/history-of.ts";
import type { ChangeHistory } from "../history/change-history.ts";
import { compareText, symbolIdOf, type ModuleId, type PackageName, type RepoPath } from "../ids.ts";
import type { Policy } from "../policy/policy.ts";
import { matcher } from "../policy/globs.ts";
import type { Evidence, PublicEntry } from "../signals/evidence.ts";
import type { Snapshot, TreeEntry } from "../snapshot.ts";
import { buildId } from "../version.ts";
import { gatherBuildInputs, isTsconfig } from "./gather-build-inputs.ts";
import { computedNearby, gapsOf, homesOf, unreadNearby } from "./gather-gaps.ts";
import { entriesOf, linkSnapshot, type EntryPoint, type Linked, type Session } from "./gather-session.ts";

export interface ChangeSnapshots {
  readonly base: Snapshot;
  readonly head: Snapshot;
  readonly deltas: readonly FileDelta[];
  readonly policy: Policy;
  readonly policyGaps: readonly Gap[];
}

/** Days before the base that tell how busy a file is. */
const historyDays = 90;

/** The facts about one change that the signals look at. */
export async function gatherEvidence(session: Session, { base, head, deltas, policy, policyGaps }: ChangeSnapshots): Promise<Evidence> {
  const isTest = remembered(matcher(policy.tests));
  const history = gatherHistory(session, base, deltas);
  history.catch(() => {}); // Awaited at the end; an earlier failure must not leave it unheard.
  const before = await linkSnapshot(session, base, isTest);
  const after = await linkSnapshot(session, head, isTest, before);
  const graphs = [before.graph, after.graph];
  const touched = await touchedOf(session, { base, head, deltas });

  const rerouted = reroutedBy(session, before, after, deltas);
  const changed = new Set(deltas.flatMap((delta) => [delta.from, delta.path].filter((path) => path !== null).map((path) => session.table.find(path))).filter((module) => module >= 0));
  const seeds = [...touched].flatMap(([path, one]) => {
    const module = session.table.find(path);
    return module < 0 ? [] : seedsOf(before.graph, after.graph, module, one);
  });
  const scope = { linked: [before, after], policy, policyGaps, deltas, changed, homes: homesOf(deltas, [before, after]), isFelt: seeds.length > 0 };
  const unread = causedBy(seeds, unreadNearby(scope), scope.linked);
  const reach = symbolReach(graphs, seeds, rerouted === undefined ? { unread } : { rerouted, unread });
  const radius = radiusOf(graphs, reach, changed, scope.isFelt ? computedNearby(scope) : []);
  const critical = criticalHits(graphs, reach, changed, seeds, policy);
  const files = changedFiles(deltas, touched, after, before, isTest);
  return {
    change: { files, added: sum(files, "added"), deleted: sum(files, "deleted") },
    radius,
    sample: sampleOf(session, before, after),
    moduleCount: before.graph.present.size + [...after.graph.present].filter((module) => !before.graph.present.has(module)).length,
    critical,
    entries: publicEntries([...entriesOf(session, before), ...(after.key === before.key ? [] : entriesOf(session, after))], before.graph.ids, reach).filter(({ module }) => !isTest(module)),
    buildInputs: await gatherBuildInputs(session, { base, head, deltas, linked: [before, after] }),
    environments: policy.environments.map((environment) => ({ environment, files: deltas.map(({ path }) => path).filter(matcher(environment.globs)) })),
    packagesTouched: distinct(files.map((file) => file.package)),
    packagesReached: distinct(radius.dependents.map((dependent) => dependent.package)),
    history: await history,
    gaps: gapsOf({ ...scope, paths: head.entries.keys(), reached: new Set(reach.nearest.keys()) }),
  };
}

/** Each module with the first seed of its own package: what it plausibly imports. */
function causedBy(seeds: readonly Point[], modules: readonly number[], linked: readonly Linked[]): NonNullable<ReachOptions["unread"]> {
  const packagesOf = (module: number): readonly (PackageName | null)[] => linked.flatMap(({ graph }) => (graph.present.has(module) ? [graph.packageOf(module)] : []));
  return modules.map((module) => {
    const homes = new Set(packagesOf(module));
    return { module, cause: seeds.find((seed) => packagesOf(seed.module).some((home) => homes.has(home))) ?? seeds[0]! };
  });
}

/** What the manifests and tsconfigs of a change reroute, said to come from the first of them. */
function reroutedBy({ table }: Session, before: Linked, after: Linked, deltas: readonly FileDelta[]): ReachOptions["rerouted"] {
  if (before.key === after.key) return undefined;
  const cause = deltas.find(({ path }) => fileClassOf(path, () => false) === "manifest" || isTsconfig(path));
  if (cause === undefined) return undefined;
  const oidIn = (one: Linked, module: number): string | undefined => one.snapshot.entries.get(table.ids[module]!)?.oid;
  const points = reroutedPoints(before.graph, after.graph, (module) => oidIn(before, module) === oidIn(after, module));
  return points.length === 0 ? undefined : { cause: { module: table.numberOf(cause.path), space: "all", name: "" }, points };
}

/** What each changed file touches, by path; a rename counts whole on both sides. */
async function touchedOf({ book }: Session, { base, head, deltas }: Pick<ChangeSnapshots, "base" | "head" | "deltas">): Promise<ReadonlyMap<RepoPath, Touched>> {
  const touched = new Map<RepoPath, Touched>();
  const side = async (entry: TreeEntry | undefined) => (entry === undefined ? null : book.side(entry));
  for (const { path, from } of deltas) {
    for (const one of from === null ? [path] : [from, path]) {
      touched.set(one, touchedSymbols(await side(base.entries.get(one)), await side(head.entries.get(one))));
    }
  }
  return touched;
}

function changedFiles(deltas: readonly FileDelta[], touched: ReadonlyMap<RepoPath, Touched>, after: Linked, before: Linked, isTest: (path: string) => boolean): ChangedFile[] {
  return deltas.map((delta) => {
    const one = touched.get(delta.path)!;
    const isModule = [after.graph, before.graph].some((graph) => graph.indexOf(delta.path) >= 0);
    return {
      ...delta,
      class: fileClassOf(delta.path, isTest),
      package: (delta.status === "deleted" ? before : after).resolver.packageOf(delta.path),
      symbols: isModule ? one.names.map((name) => symbolIdOf(delta.path, name)) : [],
    };
  });
}

function criticalHits(graphs: readonly Graph[], reach: Reach, changed: ReadonlySet<number>, seeds: readonly Point[], policy: Policy): CriticalHit[] {
  const ids = graphs[0]!.ids;
  const touched = new Set(seeds.map(({ module }) => module));
  const reached = [...new Set([...reach.nearest.keys(), ...changed])];
  const marks = criticalModules(reached.map((module) => ids[module]!), policy);
  return reached
    .flatMap((module): CriticalHit[] => {
      const entry = marks.get(ids[module]!);
      if (entry === undefined) return [];
      const common = { name: entry.name, owner: entry.owner, entry, module: ids[module]! };
      if (changed.has(module)) return touched.has(module) ? [{ ...common, distance: 0, via: "runtime", path: [] }] : [];
      const nearest = reach.runtime.get(module) ?? reach.nearest.get(module)!;
      return [{ ...common, distance: reach.nearest.get(module)!.distance, via: reach.runtime.has(module) ? "runtime" : "type", path: stepsFrom(ids, nearest) }];
    })
    .sort((a, b) => a.distance - b.distance || compareText(a.name, b.name) || compareText(a.module, b.module));
}

/** Entry points whose exported names the change reaches: what `exports: { "./*": … }` publishes takes in tests, which the caller leaves out. */
function publicEntries(all: readonly EntryPoint[], ids: readonly ModuleId[], reach: Reach): PublicEntry[] {
  const entries = new Map(all.map((entry) => [`${entry.package}\0${entry.module}`, entry]));
  const names = new Map<number, Set<string>>();
  for (const { module, space, name } of reach.points) {
    if (space === "symbol") continue;
    const known = names.get(module) ?? new Set();
    names.set(module, known.add(space === "all" ? "*" : name));
  }
  const byModule = new Map([...names].map(([module, known]) => [ids[module]!, [...known].sort(compareText)]));
  return [...entries.values()]
    .flatMap(({ module, package: name, published }) => {
      const known = byModule.get(module);
      return known === undefined ? [] : [{ module, package: name, published, symbols: known.map((one) => symbolIdOf(module, one)) }];
    })
    .sort((a, b) => compareText(a.module, b.module) || compareText(a.package, b.package));
}

/** The radii of the base's modules, kept by base tree; those of the head where the base has none. */
function sampleOf({ cache }: Session, before: Linked, after: Linked): RadiusSample {
  const { snapshot, graph } = before.graph.present.size > 0 ? before : after;
  const key = `${buildId}:${snapshot.treeId}`;
  const kept = cache.get("sample", key);
  if (kept !== null) return JSON.parse(kept.toString()) as RadiusSample;
  const sample = radiusSampleOf(graph);
  cache.put("sample", key, Buffer.from(JSON.stringify(sample)));
  return sample;
}

/** How busy the touched files were before the base; the whole window is kept by base commit. */
async function gatherHistory({ repository, cache }: Session, base: Snapshot, deltas: readonly FileDelta[]): Promise<ChangeHistory> {
  const paths = deltas.flatMap(({ path, from }) => (from === null ? [path] : [from, path]));
  if (base.commit === null) return historyOf({ days: historyDays, complete: true, files: {} }, paths);
  const key = `${buildId}:${base.commit}:${historyDays}:${repository.historyEnds}`;
  const kept = cache.get("churn", key);
  if (kept !== null) return historyOf(JSON.parse(kept.toString()) as Parameters<typeof historyOf>[0], paths);
  const churn = await repository.churn(base.commit, historyDays);
  cache.put("churn", key, Buffer.from(JSON.stringify(churn)));
  return historyOf(churn, paths);
}

/** A path is asked about once per graph and walk, and globs are not free. */
function remembered(test: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    let answer = known.get(path);
    if (answer === undefined) known.set(path, (answer = test(path)));
    return answer;
  };
}

function distinct(names: readonly (PackageName | null)[]): PackageName[] {
  return [...new Set(names.filter((name) => name !== null))].sort(compareText);
}

function sum(files: readonly ChangedFile[], side: "added" | "deleted"): number {
  return files.reduce((total, file) => total + (file[side] ?? 0), 0);
}

