import { existsSync } from "node:fs";
import { hookNames } from "../hooks/hook-names.ts";
import { configHooks, type ConfigHook, type GitAge, gitAge, hookSiteOf, ourConfigHooks } from "../hooks/hook-site.ts";
import { openingMark } from "../hooks/hook-block.ts";
import { type HookState, inspectHooks, type InspectedHooks } from "../hooks/inspect.ts";
import { textOf } from "../hooks/managers.ts";
import { type Worktree, worktreesOf } from "../hooks/worktrees.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { inkFor, type Paper } from "../report/paper.ts";
import { answered, type Answer } from "./answer.ts";
import { auditChecks, type Checked, note, ok, policyChecks, problem, programChecks, tagChecks } from "./findings-in-force.ts";
import { openSession, type Session } from "./gather-session.ts";
import type { DoctorCommand } from "./request.ts";
import type { World } from "./world.ts";

interface ExaminedWorktree {
  readonly path: string;
  readonly branch: string | null;
  /** Null for a bare repository and for a worktree whose folder is gone. */
  readonly manager: InspectedHooks["manager"] | null;
  readonly hooksPath: string | null;
  readonly checks: readonly Checked[];
}

/** What is really in force: in every worktree the hooks, and for all of them policy, log and git. Nothing is run or written. Exits 1 when something is not. */
export async function doctor(world: World, request: DoctorCommand): Promise<Answer> {
  const session = await openSession(world.host, { repo: world.repo, progress: world.progress });
  try {
    const { repository } = session;
    const context = { ...repository.user, cwd: repository.topLevel ?? repository.user.cwd };
    const [git, worktrees] = await Promise.all([gitAge(context), worktreesOf(context)]);
    const examined: ExaminedWorktree[] = [];
    for (const worktree of worktrees) examined.push(await examine(world, session, worktree, git));
    const general = [gitCheck(git, await configHooks(context)), ...(await policyChecks(world, session)), ...(await auditChecks(world, repository.commonDir)), ...(await tagChecks(session))];
    const sick = [...general, ...examined.flatMap(({ checks }) => checks)].some(({ level }) => level === "problem");
    const text = request.format === "json" ? jsonOf({ schemaVersion: 1, healthy: !sick, git: git.version, worktrees: examined, checks: general }) : told(examined, general, world.paper);
    return answered(text, { ending: sick ? "stopped" : "answered" });
  } finally {
    await session.close();
  }
}

async function examine(world: World, { repository }: Session, { path, branch, bare, prunable }: Worktree, git: GitAge): Promise<ExaminedWorktree> {
  const nothing = { path, branch, manager: null, hooksPath: null };
  if (bare) return { ...nothing, checks: [note("worktree", "A bare repository: no commits are made and nothing is pushed from here.")] };
  if (prunable || !existsSync(path)) return { ...nothing, checks: [note("worktree", "The folder is gone.", "git worktree prune")] };
  // Each worktree may have settings of its own.
  const context = { ...repository.user, env: withoutLocation(repository.user.env), cwd: path };
  const [site, known] = await Promise.all([hookSiteOf(context, repository.commonDir), configHooks(context)]);
  const { manager, hooks } = await inspectHooks({ site, git, configHooks: known, env: world.host.env });
  const checks = hookNames.flatMap((hook) => hookChecks(hook, hooks[hook]));
  const ours = hookNames.some((hook) => needsProgram(hooks[hook]));
  return { path, branch, manager, hooksPath: site.hooksPath?.value ?? null, checks: [...checks, ...(ours ? programChecks(world, path, repository.commonDir) : [])] };
}

/** `GIT_DIR` and its kin name one worktree; another is asked for here. */
function withoutLocation(env: Readonly<Record<string, string>>): Record<string, string> {
  const naming = new Set(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"]);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !naming.has(name)));
}

function hookChecks(hook: string, state: HookState): readonly Checked[] {
  if (state.state === "not in force") return [problem(hook, `${state.because}.`, state.mend)];
  if (state.file === null) return [ok(hook, "Git's own configuration runs it.")];
  const reader = state.before === null ? [] : [note(hook, `'${state.before}' stands before the call in ${state.file}: if it reads git's lines, riskscore hears none and judges HEAD against its upstream instead.`, "Put the call first.")];
  return [ok(hook, `${state.file} calls riskscore.`), ...reader];
}

/** The lines we write look for the program; others know where theirs is. */
function needsProgram(state: HookState): boolean {
  return state.state === "in force" && (state.file === null || (textOf(state.file) ?? "").includes(openingMark));
}

function gitCheck({ version, runsConfigHooks }: GitAge, known: readonly ConfigHook[]): Checked {
  const ours = hookNames.some((hook) => ourConfigHooks(known, hook).length > 0);
  if (ours && !runsConfigHooks) return problem("git", `The configuration names riskscore as a hook, and git ${version} passes over such settings.`, "Use git 2.54 or newer, or run riskscore init --hooks");
  return ok("git", `git ${version}${runsConfigHooks ? ", which runs hooks of the configuration" : ""}.`);
}

const signs = { ok: "ok", note: "note", problem: "PROBLEM" };

function told(worktrees: readonly ExaminedWorktree[], general: readonly Checked[], paper: Paper): string {
  const ink = inkFor(paper);
  const lines = ({ level, what, told: sentence, mend }: Checked): readonly string[] => {
    const sign = level === "problem" ? ink.bold(signs[level]) : signs[level];
    return [`  ${sign.padEnd(sign.length + 8 - signs[level].length)}${plain(what)}: ${plain(sentence)}`, ...(mend === null ? [] : [`          mend: ${plain(mend)}`])];
  };
  const each = worktrees.flatMap(({ path, branch, manager, checks }) => [ink.heading(`${plain(path)} (${[branch === null ? null : plain(branch.replace(/^refs\/heads\//, "")), manager === null ? null : managers[manager]].filter((one) => one !== null).join(", ") || "detached"})`), ...checks.flatMap(lines), ""]);
  const problems = [...general, ...worktrees.flatMap(({ checks }) => checks)].filter(({ level }) => level === "problem").length;
  const verdict = problems === 0 ? "Everything that should be in force is." : `${problems === 1 ? "One thing is" : `${problems} things are`} not in force.`;
  return `${[...each, ink.heading("For all of them"), ...general.flatMap(lines), "", verdict].join("\n")}\n`;
}

const managers = { husky: "husky", lefthook: "lefthook", "simple-git-hooks": "simple-git-hooks", "pre-commit": "pre-commit", files: "plain hook files", elsewhere: "hooks outside this repository" } satisfies Record<InspectedHooks["manager"], string>;
