import { Failure } from "../failure.ts";
import { amendMessage, isSigned, rawCommit, remoteRefWith } from "../git/amend-message.ts";
import { keepPendingTag } from "../git/pending-tag.ts";
import { openRepository, type Repository } from "../git/repository.ts";
import { messageWithTrailer } from "../hooks/message-with-trailer.ts";
import { underwayIn } from "../hooks/underway.ts";
import type { Host } from "../host.ts";
import type { CommitOid } from "../ids.ts";
import { agentIn } from "../provenance/agent-environment.ts";
import { foldText } from "../provenance/fold-text.ts";
import { knownTools } from "../provenance/known-tools.ts";
import { notesRefs } from "../provenance/record-evidence.ts";
import { assistedBy, noneTrailer } from "../provenance/recorded-trailer.ts";
import { plain } from "../report/escape.ts";
import { jsonOf } from "../report/json.ts";
import { shortRevision } from "../report/words.ts";
import { answered, type Answer } from "./answer.ts";
import type { TagCommand } from "./request.ts";
import { teamTools } from "./team-tools.ts";
import type { World } from "./world.ts";

/** Which tool took part, as a person says it: kept for the next commit, or written into the last one. */
export async function tag({ host, repo }: World, request: TagCommand): Promise<Answer> {
  refuseOddWords(request);
  const repository = await openRepository(host, repo === undefined ? {} : { cwd: repo });
  try {
    if (repository.topLevel === null) throw new Failure("repository", `'${repository.gitDir}' is a bare repository: commits are made elsewhere.`, { hint: "Run this in a clone with a working tree." });
    const tools = await teamTools(repository);
    const agent = agentIn(host.env, await host.detectedAgent(), tools);
    if (request.tool === null && agent !== null) throw new Failure("usage", `Only a person can declare that no tool took part, and this is the environment of ${agent.tool}.`, { hint: "Leave it to the hook, which records the agent; a person may say otherwise in a shell of their own." });
    const known = request.tool === null ? null : await knownName(request.tool, knownTools(tools).names);
    const said: Said = { tool: known?.tool ?? null, model: request.model, trailer: known === null ? noneTrailer : assistedBy(known.tool, request.model) };
    const notes = known?.note == null ? [] : [known.note];
    const done = request.target === "HEAD" ? await tagHead(repository, said) : await tagStaged(host, repository, said);
    return answered(request.format === "json" ? jsonOf({ schemaVersion: 1, tagged: { target: request.target, ...said, ...done.data } }) : done.text, { notes: [...notes, ...done.notes] });
  } finally {
    await repository.close();
  }
}

interface Said {
  readonly tool: string | null;
  readonly model: string | null;
  readonly trailer: string;
}

interface Done {
  readonly text: string;
  readonly data: object;
  readonly notes: readonly string[];
}

/** What goes into a trailer is one word, so that no reader takes it for a person or for two lines. */
function refuseOddWords({ tool, model }: TagCommand): void {
  if (tool !== null && !/^[A-Za-z0-9._-]{1,64}$/.test(tool)) throw new Failure("usage", `'${plain(tool.slice(0, 100))}' cannot be the name of a tool.`, { hint: "Give one word of at most 64 letters, digits, dots, dashes and underscores, such as claude-code, cursor or codex." });
  if (model !== null && (!/^[\w.:/@[\]+-]{1,100}$/.test(model) || model.startsWith("//"))) throw new Failure("usage", `'${plain(model.slice(0, 100))}' cannot be the name of a model.`, { hint: "Give one word of at most 100 characters, such as gpt-5.2 or claude-opus-5." });
}

/** The table's name for this tool. One it does not know counts as well, but may be a slip of the keyboard. */
async function knownName(word: string, names: ReadonlyMap<string, string>): Promise<{ readonly tool: string; readonly note: string | null }> {
  const known = names.get(foldText(word));
  if (known !== undefined) return { tool: known, note: null };
  const { nearestOf } = await import("./nearest-word.ts");
  const near = nearestOf(word.toLowerCase(), [...names.keys()]);
  return { tool: word, note: `No tool called '${word}' is known here; it is recorded as written.${near === null ? "" : ` Did you mean ${names.get(near) ?? near}?`}` };
}

async function tagStaged(host: Host, repository: Repository, said: Said): Promise<Done> {
  keepPendingTag(repository, said);
  const { prepareHookInForce } = await import("./hook-in-force.ts");
  const notes = (await prepareHookInForce(host, repository)) ? [] : ["The prepare-commit-msg hook is not in force here, so the next commit would not carry this: riskscore init --hooks installs it, riskscore tag HEAD does without it."];
  return { text: `The next commit here will carry: ${said.trailer}\n`, data: {}, notes };
}

async function tagHead(repository: Repository, { trailer }: Said): Promise<Done> {
  const { head } = repository;
  if (head === null) throw new Failure("revision", "There is no commit yet to tag.", { hint: "Commit first, or tag what is staged: riskscore tag --tool NAME" });
  const raw = await rawCommit(repository, head);
  if (raw.message.split("\n").some((line) => line.trimEnd().toLowerCase() === trailer.toLowerCase())) {
    return { text: `Commit ${shortRevision(head)} carries it already: ${trailer}\n`, data: { from: head, to: head }, notes: [] };
  }
  await refuseToAmend(repository, head, isSigned(raw));
  const message = messageWithTrailer(raw.message, trailer, { whole: true, comment: null }) ?? `${trailer}\n`;
  const to = await amendMessage(repository, { from: head, raw, message, notesRefs });
  return { text: `Commit ${shortRevision(head)} is now ${shortRevision(to)} and carries: ${trailer}\n`, data: { from: head, to }, notes: [] };
}

async function refuseToAmend(repository: Repository, head: CommitOid, signed: boolean): Promise<void> {
  const underway = underwayIn(repository.gitDir);
  if (underway !== null) throw new Failure("repository", `${underway} is under way here; the last commit is left alone.`, { hint: "Finish or abort it first." });
  const pushed = await remoteRefWith(repository, head);
  if (pushed !== null) throw new Failure("revision", `Commit ${shortRevision(head)} is pushed already (${plain(pushed)} holds it), so it is not rewritten.`, { hint: "Tag a commit to come instead: riskscore tag --tool NAME, then commit." });
  if (signed) throw new Failure("revision", `Commit ${shortRevision(head)} is signed, and another message would break its signature.`, { hint: "Amend it yourself so that it is signed again: git commit --amend --trailer '…'" });
}
