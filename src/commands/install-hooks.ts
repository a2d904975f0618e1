import { relative } from "node:path";
import { Failure } from "../failure.ts";
import { openRepository } from "../git/repository.ts";
import { applyPlan } from "../hooks/apply-plan.ts";
import { configHooks, gitAge, hookSiteOf } from "../hooks/hook-site.ts";
import type { Plan } from "../hooks/plan.ts";
import { planInstall } from "../hooks/plan-install.ts";
import { worktreesOf } from "../hooks/worktrees.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import type { Answer } from "./answer.ts";
import * as adapters from "./gather.ts";
import type { Gather } from "./gather-request.ts";
import type { InitCommand } from "./request.ts";
import { whereOf, type World } from "./world.ts";

/**
 * Installs pre-push and prepare-commit-msg into the manager of hooks that is there, before what others have in them. All of it or, where
 * one place may not be written, nothing: then the lines to add by hand are the answer. A second time changes nothing.
 */
export async function installHooks(world: World, request: InitCommand, gather: Pick<Gather, "gatherGraph"> = adapters): Promise<Answer> {
  const { top, plan } = await planned(world);
  const notes = plan.refused.length > 0 || request.warm === "no" ? [] : await warmed(world, gather);
  const text = request.format === "json" ? jsonOf({ schemaVersion: 1, hooks: asData(plan, top) }) : told(plan, top);
  return { text, output: null, notes, ending: plan.refused.length > 0 ? "unanswered" : "answered" };
}

async function planned({ host, repo }: World): Promise<{ readonly top: string; readonly plan: Plan }> {
  const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
  try {
    const { topLevel: top, commonDir, gitDir } = repository;
    if (top === null) throw new Failure("repository", `'${gitDir}' is a bare repository: commits and pushes are made elsewhere.`, { hint: "Run this in a clone with a working tree." });
    const context = { ...repository.user, cwd: top };
    const [site, git, known, worktrees] = await Promise.all([hookSiteOf(context, commonDir), gitAge(context), configHooks(context), worktreesOf(context)]);
    if (site.hooksPath?.value === "") throw new Failure("repository", `core.hooksPath (${site.hooksPath.scope}) is empty, and git runs no hook then.`, { hint: "git config --unset core.hooksPath, then run this again." });
    const plan = await planInstall({ site, git, configHooks: known, worktrees });
    if (plan.refused.length === 0) await applyPlan(context, plan);
    return { top, plan };
  } finally {
    await repository.close();
  }
}

/** The first push should not be the one that reads everything. Hooks that are in place stay so if this fails. */
async function warmed(world: World, gather: Pick<Gather, "gatherGraph">): Promise<readonly string[]> {
  try {
    await gather.gatherGraph(world.host, { rev: null, ...whereOf(world) });
    return [];
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === "interrupted") throw error;
    return [`The repository could not be read yet, so the first push will take longer: ${error.message}`];
  }
}

function asData(plan: Plan, top: string): object {
  const at = (path: string): string => placeOf(path, top);
  return {
    manager: plan.manager,
    changed: plan.refused.length === 0 && [...plan.files, ...plan.settings].some(({ state }) => state !== "same"),
    files: plan.files.map(({ hook, path, state }) => ({ hook, path: at(path), state: plan.refused.length > 0 && state !== "same" ? "not written" : state })),
    settings: plan.settings.map(({ hook, key, value, state }) => ({ hook, key, value, state })),
    refused: plan.refused.map((one) => ({ ...one, path: at(one.path) })),
    next: plan.next,
    warnings: plan.warnings,
  };
}

const managers = {
  husky: "husky",
  lefthook: "lefthook",
  "simple-git-hooks": "simple-git-hooks",
  "pre-commit": "the pre-commit framework",
  files: "hook files, without a manager",
  elsewhere: "a folder of hooks outside this repository",
} satisfies Record<Plan["manager"], string>;

function told(plan: Plan, top: string): string {
  const found = `Found ${managers[plan.manager]}.`;
  const lines = plan.refused.length > 0 ? refusedLines(plan, top) : doneLines(plan, top);
  return `${[found, "", ...lines].join("\n")}\n`;
}

const did = { new: "wrote", changed: "added to", same: "is there already:" };

function doneLines({ files, settings, next, warnings }: Plan, top: string): readonly string[] {
  const done = [
    ...files.map(({ path, state }) => `  ${did[state]} ${plain(placeOf(path, top))}`),
    ...settings.map(({ key, state }) => `  ${state === "same" ? "is there already:" : "set"} git config ${plain(key)}`),
  ];
  const changed = [...files, ...settings].some(({ state }) => state !== "same");
  return [
    ...(changed ? [] : ["Nothing to do: the hooks are in place.", ""]),
    ...done,
    ...(next.length === 0 ? [] : ["", "Now run:", ...next.map((one) => `  ${one}`)]),
    ...(warnings.length === 0 || !changed ? [] : ["", ...warnings.map(plain)]),
    "",
    "riskscore doctor says whether they are in force, in every worktree.",
  ];
}

function refusedLines({ refused }: Plan, top: string): readonly string[] {
  const each = refused.flatMap(({ path, because, lines }) => ["", `${plain(placeOf(path, top))} ${plain(because)}.`, "Add by hand:", "", ...lines.replace(/\n$/, "").split("\n").map((line) => `    ${line}`)]);
  return ["Nothing was written.", ...each];
}

function placeOf(path: string, top: string): string {
  const below = relative(top, path);
  return below.startsWith("..") ? path : below;
}
