import { Failure } from "../failure.ts";
import { bringRefs } from "../git/remote-history.ts";
import { readRemotes, type Remote } from "../git/remotes.ts";
import { openRepository, type Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import { notesRefs } from "../provenance/record-evidence.ts";
import type { StoredRecord } from "../signoff/statement.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import { answered, type Answer } from "./answer.ts";
import { withOwnCache } from "./gate-cache.ts";
import { inFormat, type GateAnswer } from "./gate-formats.ts";
import { judgeGated, type Gated } from "./gate-judge.ts";
import { groundOfTold, landingOfTold, type Clone, type GatedChange } from "./gate-landing.ts";
import { addSummary } from "./gate-summary.ts";
import { endingOfAll, endingOfGated, refsOf } from "./gate-text.ts";
import { toldGate } from "./gate-told-by.ts";
import type { ToldChange, ToldGate } from "./gate-told.ts";
import { withSession } from "./gather.ts";
import { caught, type JudgedRef } from "./judge-refs.ts";
import { entryOf } from "./push-entry.ts";
import { recordsIn } from "./record-file.ts";
import type { GateCommand } from "./request.ts";
import { fileGiven } from "./signoff-target.ts";
import { whereOf, type World } from "./world.ts";
import { writeOutput } from "./write-output.ts";

/**
 * Decides in CI as a server's hook does: policy from where the change is to land, every bar in force. No setting of the clone and no variable
 * of riskscore's own counts; what a forge says happened is believed of ids and names only.
 */
export async function gate(world: World, request: GateCommand): Promise<Answer> {
  const { host, paper } = world;
  const extra = (await Promise.all(request.signoffs.map(async (file) => recordsIn(file, await fileGiven(host, file))))).flat();
  const { told, remote, gated, commonDir } = await judged(world, request, extra);
  world.progress.done();
  const answer: GateAnswer = { told, gated, paper, remote };
  for (const { format, file } of request.write) await writeOutput(host, file, inFormat(format, { ...answer, paper: { ...paper, color: false } }));
  const refs = refsOf(gated);
  const notes = [...told.notes, ...new Set(refs.flatMap(({ judgement }) => judgement?.notes ?? [])), ...logged(host, commonDir, refs), ...addSummary(host.env, () => inFormat("markdown", answer))];
  return answered(textOf(host, request, answer), { output: request.output, notes, ending: endingOfAll(refs) });
}

/** GitHub takes annotations from a step's standard output; they stand below what people read. */
function textOf({ env }: Host, { format, output }: GateCommand, answer: GateAnswer): string {
  const text = inFormat(format, answer);
  return format === "human" && output === null && env["GITHUB_ACTIONS"] === "true" ? `${text}${inFormat("annotations", answer)}` : text;
}

interface Judged {
  readonly told: ToldGate;
  readonly remote: Remote | null;
  /** One for each ref that the change is held against. */
  readonly gated: readonly Gated[];
  readonly commonDir: string;
}

async function judged(world: World, request: GateCommand, extra: readonly StoredRecord[]): Promise<Judged> {
  const { host } = world;
  return withClone(world, request, async (clone) => {
    const told = await toldGate(host, await clone.opened(), request);
    const landings: Landing[] = [];
    for (const change of told.changes) landings.push(await landingFor(clone, change, told.mainBranch));
    const fetched = await bringNotes(clone);
    const { commonDir } = await clone.opened();
    const gated = await withOwnCache(host, (cacheDir) =>
      withSession(host, { ...whereOf(world), cacheDir }, async (session, attempt) => {
        const all: Gated[] = [];
        for (const landing of landings) all.push(await judgeGated(host, session, { ...landing, remote: clone.remote, extra }, attempt));
        return all;
      }),
    );
    return { told: { ...told, notes: [...told.notes, ...fetched] }, remote: clone.remote, gated, commonDir };
  });
}

interface Landing {
  readonly change: ToldChange;
  readonly gated: GatedChange | Failure;
  isBase(ref: string): Promise<boolean>;
}

/** All history is here before anything is judged: each fetch opens the repository anew. */
async function landingFor(clone: Clone, change: ToldChange, mainBranch: string | null): Promise<Landing> {
  const ground = once(() => groundOfTold(clone, change, mainBranch));
  return { change, gated: await caught(landingOfTold(clone, change, ground)), isBase: async (ref) => (await ground()).ref === ref };
}

/** What tools noted of their part in commits is evidence, and no clone that CI makes has it. It only adds, so a remote that does not hand it over is said, and the rest is judged. */
async function bringNotes({ host, remote, opened }: Clone): Promise<readonly string[]> {
  if (remote === null) return [];
  try {
    await bringRefs(host, await opened(), remote.address, notesRefs);
    return [];
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "git") throw error;
    return [`Notes in which tools say what they wrote could not be fetched: ${error.message}`];
  }
}

/** The clone that CI made, opened as often as what it holds has changed. */
async function withClone<T>(world: World, { remote: asked }: GateCommand, work: (clone: Clone) => Promise<T>): Promise<T> {
  const { host, repo } = world;
  const open = (): Promise<Repository> => openRepository(host, repo === undefined ? {} : { cwd: repo });
  let current = await open();
  try {
    const config = await readRemotes(current);
    const remote = asked === null ? config.usual(null) : config.remote({ name: asked, url: null });
    return await work({
      host,
      remote,
      async opened() {
        if (!current.shallow) return current;
        // What a shallow clone holds is read when it is opened.
        await current.close();
        current = await open();
        return current;
      },
    });
  } finally {
    await current.close();
  }
}

/** The log of a clone in CI goes with it, unless somebody keeps it: one that cannot be written is said, and the verdict stands. */
function logged(host: Host, commonDir: string, refs: readonly JudgedRef[]): readonly string[] {
  try {
    const entries = refs.map((one) => entryOf(one, { by: "gate", stopped: endingOfGated(one) !== "answered" }));
    openAuditLog(auditFolder(commonDir), host).append(entries);
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [`This decision is not in the audit log: ${error.message}`];
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= work());
}
