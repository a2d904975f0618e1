import { existsSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { Failure } from "../failure.ts";
import { branchCheckedOut, headOfRemote } from "../git/refs.ts";
import { readRemotes } from "../git/remotes.ts";
import { readPendingTag } from "../git/pending-tag.ts";
import type { Policy } from "../policy/policy.ts";
import { rosterWarnings } from "../policy/roster-problems.ts";
import { assistedBy, noneTrailer } from "../provenance/recorded-trailer.ts";
import { shortRevision } from "../report/words.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import type { Session } from "./gather-session.ts";
import { keysNow } from "./keys-now.ts";
import { groundOf, policyAt } from "./landing.ts";
import type { World } from "./world.ts";

/** One thing that was looked at. A `problem` is something that should hold and does not: doctor exits 1 then. */
export interface Checked {
  readonly level: "ok" | "note" | "problem";
  readonly what: string;
  /** One sentence. */
  readonly told: string;
  readonly mend: string | null;
}

export const ok = (what: string, told: string): Checked => ({ level: "ok", what, told, mend: null });
export const note = (what: string, told: string, mend: string | null = null): Checked => ({ level: "note", what, told, mend });
export const problem = (what: string, told: string, mend: string | null = null): Checked => ({ level: "problem", what, told, mend });

/** What judges a push from here: the policy of the branch that changes land on, what it lets pass, and what HEAD would bring. */
export async function policyChecks({ host }: World, session: Session): Promise<readonly Checked[]> {
  const { repository } = session;
  const remotes = await readRemotes(repository);
  const remote = remotes.usual(await branchCheckedOut(repository));
  const enforced = remotes.enforce ? [note("riskscore.enforce", "riskscore.enforce is set: where no policy stands, the defaults judge and stop pushes.")] : [];
  const base = await orProblem("policy", async () => {
    if (remote === null) return [note("policy", "There is no remote to push to.")];
    if ((await headOfRemote(repository, remote)) === null) return [note("policy", `Which branch of ${remote.address} changes land on is not known here; a push asks the remote.`, `git remote set-head ${remote.address} --auto`)];
    const ground = await groundOf(host, session, remote);
    const where = `${remote.address}, ${ground.ref ?? "no branch yet"}${ground.tip === null ? "" : ` at ${shortRevision(ground.tip)}`}`;
    if (ground.configured) return policyTold(ground.policy, where, await keysNow(host));
    const told = `No policy stands there (${where})`;
    return [remotes.enforce ? note("policy", `${told}: the defaults judge, and stop pushes.`) : problem("policy", `${told}: pushes are let through with a warning.`, "riskscore init, and land what it writes; or git config riskscore.enforce true")];
  });
  return [...base, ...enforced, ...(await headChecks(session))];
}

const modes = { observe: "pushes are judged and logged, never stopped", warn: "pushes are judged and warned about, never stopped", enforce: "pushes that need a sign-off are stopped" } satisfies Record<Policy["mode"], string>;

function policyTold(policy: Policy, where: string, keys: Parameters<typeof rosterWarnings>[1]): readonly Checked[] {
  const told = `Mode ${policy.mode}: ${modes[policy.mode]}; posture ${policy.posture} (${where}).`;
  return [policy.mode === "enforce" ? ok("policy", told) : note("policy", told), ...rosterWarnings(policy, keys).map((warning) => note("roster", warning))];
}

async function headChecks(session: Session): Promise<readonly Checked[]> {
  const { head } = session.repository;
  if (head === null) return [];
  return orProblem("policy of HEAD", async () => {
    const reading = await policyAt(session, head);
    return reading.state === "found" ? [ok("policy of HEAD", `${reading.path} reads well; it judges once it has landed.`)] : [note("policy of HEAD", "HEAD holds no policy.")];
  });
}

export function auditChecks({ host }: World, commonDir: string): Promise<readonly Checked[]> {
  return orProblem("audit log", async () => {
    const checked = openAuditLog(auditFolder(commonDir), host).check();
    if (checked.broken !== null) return [problem("audit log", `The log does not hold from entry ${checked.broken.seq} on: ${checked.broken.because}`, "riskscore audit verify")];
    return [checked.size === 0 ? note("audit log", "Nothing was recorded in this clone yet.") : ok("audit log", `${checked.size} ${checked.size === 1 ? "entry" : "entries"}, and the chain holds.`)];
  });
}

/** The tag kept for the next commit here, if one is. */
export function tagChecks({ repository }: Session): Promise<readonly Checked[]> {
  return orProblem("tag", async () => {
    const tag = readPendingTag(repository);
    return tag === null ? [] : [note("tag", `The next commit here carries: ${tag.tool === null ? noneTrailer : assistedBy(tag.tool, tag.model)}`)];
  });
}

/** Whether a hook that we wrote would find a riskscore to run, as it looks for one. */
export function programChecks({ host }: World, top: string, commonDir: string): readonly Checked[] {
  const folders = [join(top, "node_modules", ".bin"), join(dirname(commonDir), "node_modules", ".bin"), ...(host.env["PATH"] ?? "").split(delimiter).filter(isAbsolute)];
  const found = folders.map((folder) => join(folder, "riskscore")).find((file) => existsSync(file) || existsSync(`${file}.cmd`));
  if (found !== undefined) return [ok("riskscore", `The hooks run ${found}.`)];
  return [problem("riskscore", "A hook would find no riskscore, neither in node_modules nor on the PATH: pushes stop, agents are not recorded.", "npm install here, or npm install --global riskscore")];
}

/** What cannot be read is a problem to tell, not the end of the look around. */
async function orProblem(what: string, look: () => Promise<readonly Checked[]>): Promise<readonly Checked[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === "interrupted") throw error;
    return [problem(what, error.message, error.hint ?? null)];
  }
}
