import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { policyKey, policyPlaces } from "../config/policy-places.ts";
import { proposeCritical, type Proposal } from "../critical/propose-critical.ts";
import { isSource } from "../facts/module-facts.ts";
import { Failure } from "../failure.ts";
import { moduleRadii } from "../graph/module-reach.ts";
import { globProblem } from "../policy/glob-problem.ts";
import { normalizePolicy } from "../policy/normalize.ts";
import { rosterWarnings } from "../policy/roster-problems.ts";
import { aligned } from "../report/columns.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { count } from "../report/words.ts";
import { answered, type Answer } from "./answer.ts";
import { firstPolicy, globFor, rosterNote } from "./first-policy.ts";
import * as adapters from "./gather.ts";
import type { Gather, GatheredGraph } from "./gather-request.ts";
import { withGitConfig } from "./git-config.ts";
import { keysNow } from "./keys-now.ts";
import { type OwnEntry, ownRosterEntry } from "./own-roster-entry.ts";
import type { InitCommand } from "./request.ts";
import { whereOf, type World } from "./world.ts";
import { writeOutput } from "./write-output.ts";

const policyFile = ".riskrc.json";

/** Writes a policy to start from at the root of the working tree. Never over one that is there, unless `--force` says so. */
export async function init(world: World, request: InitCommand, gather: Pick<Gather, "gatherGraph" | "worktreeRoot"> = adapters, ownEntry: OwnEntryIn = ownEntryIn): Promise<Answer> {
  if (request.hooks) return (await import("./install-hooks.ts")).installHooks(world, request, gather);
  const root = await gather.worktreeRoot(world.host, world.repo);
  await refuseSecondPolicy(root, request.force);
  const proposals = (await mayRead(world, request.warm)) ? proposalsFrom(await gather.gatherGraph(world.host, { rev: null, underPolicy: !request.force, ...whereOf(world) })) : null;
  const own = await ownEntry(world, root);
  const policy = firstPolicy(proposals ?? [], own);
  const notes = [rosterNote(own, policyFile), ...("person" in own ? rosterWarnings(normalizePolicy(policy), await keysNow(world.host)) : [])];
  world.host.signal.throwIfAborted();
  await writeOutput({ cwd: root, now: world.host.now }, policyFile, `${JSON.stringify(policy, null, 2)}\n`);
  if (request.format === "json") return answered(jsonOf({ schemaVersion: 1, wrote: policyFile, critical: proposals ?? [], roster: policy.roster?.people ?? [] }), { notes });
  return answered(told(proposals), { notes });
}

type OwnEntryIn = (world: World, root: string) => Promise<OwnEntry>;

async function ownEntryIn({ host, repo }: World, root: string): Promise<OwnEntry> {
  return withGitConfig(host, repo, (ask) => ownRosterEntry(ask, root));
}

/** Another place, or the key in package.json, would make two policies, which is refused wherever a policy is read. */
async function refuseSecondPolicy(root: string, force: boolean): Promise<void> {
  for (const { path, syntax } of policyPlaces) {
    const file = join(root, path);
    if (!existsSync(file) || (syntax === "key" && !(await holdsKey(file)))) continue;
    const place = syntax === "key" ? `${path} (key "${policyKey}")` : path;
    if (path !== policyFile) throw new Failure("policy", `A policy stands in ${place} already, and a second one would be refused.`, { hint: `Edit that one, or delete it before riskscore init.` });
    if (!force) throw new Failure("policy", `${path} is there already; nothing was written.`, { hint: "riskscore init --force writes over it; riskscore config shows what it says." });
  }
}

async function holdsKey(file: string): Promise<boolean> {
  const { parse } = await import("jsonc-parser");
  const manifest: unknown = parse(await readFile(file, "utf8"));
  return typeof manifest === "object" && manifest !== null && Object.hasOwn(manifest, policyKey);
}

/** Reading a large repository for the first time takes seconds, so a person is asked; a script is not kept waiting for an answer. */
async function mayRead({ host }: World, warm: InitCommand["warm"]): Promise<boolean> {
  if (warm !== "ask" || !host.stdinIsTerminal || !host.stderr.isTerminal || host.readLine === undefined) return warm !== "no";
  host.stderr.write("Read the repository now, to propose critical modules and to warm the cache for the first diff? [Y/n] ");
  const reply = (await host.readLine())?.trim().toLowerCase() ?? "n";
  return reply === "" || reply === "y" || reply === "yes";
}

function proposalsFrom({ graph, entries }: GatheredGraph): readonly Proposal[] {
  const worthIt = (id: string): boolean => isSource(id) && !graph.isTest(graph.indexOf(id as (typeof graph.ids)[number]));
  const radii = moduleRadii(graph, graph.present.size)
    .filter(({ module }) => worthIt(module))
    .map((one) => ({ ...one, package: graph.packageOf(graph.indexOf(one.module)) }));
  const proposals = proposeCritical({ moduleCount: radii.length, radii, entries: entries.filter(({ module }) => graph.indexOf(module) >= 0 && worthIt(module)) });
  return proposals.filter(({ module, name }) => globProblem(globFor(module)) === null && name.length <= 200);
}

function told(proposals: readonly Proposal[] | null): string {
  const next = `Next: look it over, git add ${policyFile}, and try it with: riskscore diff --policy-from index\n`;
  if (proposals === null) return `Wrote ${policyFile} without critical paths, because the repository was not read.\n${next}`;
  if (proposals.length === 0) return `Wrote ${policyFile}. No module stands out by its radius, so it names no critical path yet.\n${next}`;
  const rows = aligned(proposals.map(({ module, because }) => [plain(module), plain(because)]), "  ");
  return [`Wrote ${policyFile} with ${count(proposals.length, "critical path")} to start from:`, "", ...rows, "", "They are guesses: keep those that must not break, give each an owner, delete the rest.", next].join("\n");
}
