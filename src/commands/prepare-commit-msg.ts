import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Failure, fileReason } from "../failure.ts";
import { readPendingTag } from "../git/pending-tag.ts";
import { plainText } from "../git/plain-text.ts";
import { openRepository, type Repository } from "../git/repository.ts";
import { type GitContext, runGit } from "../git/run-git.ts";
import { type MessageFrame, messageIn, messageWithTrailer } from "../hooks/message-with-trailer.ts";
import { underwayIn } from "../hooks/underway.ts";
import type { Host } from "../host.ts";
import type { TeamTool } from "../policy/policy.ts";
import { agentIn } from "../provenance/agent-environment.ts";
import { Findings } from "../provenance/findings.ts";
import { knownTools } from "../provenance/known-tools.ts";
import { assistedBy, noneTrailer } from "../provenance/recorded-trailer.ts";
import { scanMessage } from "../provenance/scan-message.ts";
import { answered, type Answer } from "./answer.ts";
import type { PrepareCommitMsgCommand } from "./request.ts";
import type { World } from "./world.ts";

/**
 * Records, in the message of the commit that is being made, the coding agent whose environment this is, or the tag that was kept for it.
 * Then reads what is staged, so that the push finds it read. Never stops a commit: whatever goes wrong is one line on stderr.
 */
export async function prepareCommitMsg({ host, repo }: World, request: PrepareCommitMsgCommand): Promise<Answer> {
  const notes: string[] = [];
  try {
    const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
    try {
      notes.push(...(await record(host, repository, request)));
      await warmed(host, repository);
    } finally {
      await repository.close();
    }
  } catch (error) {
    if (!host.signal.aborted) notes.push(`The commit is made without a look at who wrote it: ${error instanceof Error ? error.message : String(error)}`);
  }
  return answered("", { notes: notes.slice(0, 1) });
}

/** What is not kept now is read later; nothing rests on it. */
async function warmed(host: Host, repository: Repository): Promise<void> {
  const { warmStaged } = await import("./warm-staged.ts");
  await warmStaged(host, repository).catch(() => {});
}

/** Sources of a message that somebody made before: their evidence is theirs. */
const retold = new Set(["merge", "squash", "commit"]);

/** git makes commits over, or merges. A revert is a decision of its own: whoever takes it is recorded. */
function retells(gitDir: string): boolean {
  const underway = underwayIn(gitDir);
  return underway !== null && underway !== "A revert";
}

async function record(host: Host, repository: Repository, request: PrepareCommitMsgCommand): Promise<readonly string[]> {
  if (retold.has(request.source ?? "") || retells(repository.gitDir)) return [];
  const { tools, note } = await toolsOf(repository);
  const { trailers, problem } = await trailersDue(host, repository, tools);
  if (trailers.length > 0) write(trailers, tools, { file: resolve(repository.user.cwd, request.file), named: request.file }, await frameOf(repository.user, host, request));
  return [problem, note].filter((one) => one !== null);
}

function write(trailers: readonly Due[], tools: readonly TeamTool[], { file, named }: { file: string; named: string }, frame: MessageFrame): void {
  const before = readMessage(file, named);
  const message = messageIn(before, frame);
  const missing = trailers.filter((one) => !says(message, one, tools)).map(({ trailer }) => Buffer.from(trailer).toString("latin1"));
  const after = withTrailers(before, missing, frame);
  if (after !== before) writeMessage(file, named, after);
}

function withTrailers(before: string, trailers: readonly string[], frame: MessageFrame): string {
  let text = before;
  for (const [i, trailer] of trailers.entries()) {
    // With the first one it is more than the template.
    const next = messageWithTrailer(text, trailer, i === 0 ? frame : { ...frame, template: false });
    if (next === null) break;
    text = next;
  }
  return text;
}

function readMessage(file: string, named: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch (cause) {
    throw new Failure("io", `its message '${plainText(named)}' could not be read: ${fileReason(cause)}.`, { cause });
  }
}

/** Whole or not at all: a message cut short by a full disk would be committed as it is. */
function writeMessage(file: string, named: string, text: string): void {
  const beside = `${file}.riskscore`;
  try {
    writeFileSync(beside, Buffer.from(text, "latin1"));
    renameSync(beside, file);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw new Failure("io", `its message '${plainText(named)}' could not be written: ${fileReason(cause)}.`, { cause });
  }
}

/** The policy of HEAD may be broken; our own table still counts. */
async function toolsOf(repository: Repository): Promise<{ readonly tools: readonly TeamTool[]; readonly note: string | null }> {
  try {
    const { teamTools } = await import("./team-tools.ts");
    return { tools: await teamTools(repository), note: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { tools: [], note: `The team's own tools are not known here: ${error.message}` };
  }
}

interface Due {
  readonly trailer: string;
  /** Null for a person's word that no tool took part. */
  readonly tool: string | null;
}

/** What was said by `riskscore tag` for this commit, and the agent whose environment is seen; an agent's word that there is none counts for nothing. */
async function trailersDue(host: Host, repository: Repository, tools: readonly TeamTool[]): Promise<{ readonly trailers: readonly Due[]; readonly problem: string | null }> {
  const agent = agentIn(host.env, await host.detectedAgent(), tools);
  const { tag, problem } = tagFor(repository);
  const seen: readonly Due[] = agent === null || agent.tool === tag?.tool ? [] : [{ tool: agent.tool, trailer: assistedBy(agent.tool, agent.model) }];
  if (tag === null || (tag.tool === null && agent !== null)) return { trailers: seen, problem };
  if (tag.tool === null) return { trailers: [{ tool: null, trailer: noneTrailer }], problem };
  return { trailers: [{ tool: tag.tool, trailer: assistedBy(tag.tool, tag.model ?? (agent?.tool === tag.tool ? agent.model : null)) }, ...seen], problem };
}

function tagFor(repository: Repository): { readonly tag: ReturnType<typeof readPendingTag>; readonly problem: string | null } {
  try {
    return { tag: readPendingTag(repository), problem: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { tag: null, problem: error.message };
  }
}

/** The message names the tool already, by a marker that counts (a false stamp of an editor does not), or declares that there is none. */
function says(message: string, { trailer, tool }: Due, tools: readonly TeamTool[]): boolean {
  const bytes = Buffer.from(message, "latin1");
  if (bytes.toString().split(/\r?\n/).some((line) => line.trim().toLowerCase() === trailer.toLowerCase())) return true;
  const found = new Findings();
  const known = knownTools(tools);
  scanMessage(bytes, known, found);
  if (tool === null) return found.declaresNone;
  const name = known.names.get(tool.toLowerCase()) ?? tool;
  return found.pieces.some((piece) => piece.tool === name && piece.kind !== "weak" && piece.kind !== "assist");
}

async function frameOf(user: GitContext, { env }: Host, { source }: PrepareCommitMsgCommand): Promise<MessageFrame> {
  // git tells hooks so when it opens no editor. Without a message given it opens one, unless somebody set this on their own.
  if (env["GIT_EDITOR"] === ":" && source === "message") return { whole: true, comment: null };
  const { stdout } = await runGit(user, { purpose: "read core.commentChar", args: ["config", "-z", "--get-regexp", "^core\\.comment(char|string)$"], accept: [0, 1] });
  const last = stdout.toString("latin1").split("\0").findLast((entry) => entry !== "");
  const said = last === undefined ? "" : last.slice(last.indexOf("\n") + 1);
  return { whole: false, comment: said === "auto" ? null : said === "" ? "#" : said, template: source === "template", unattended: idleEditors.has(env["GIT_EDITOR"] ?? "") };
}

/** What agents and scripts set so that no editor waits for them: what git wrote stays as it is. */
const idleEditors: ReadonlySet<string> = new Set([":", "true", "/bin/true", "/usr/bin/true"]);
