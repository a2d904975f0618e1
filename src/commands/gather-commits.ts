import { Failure } from "../failure.ts";
import type { BlobBytes } from "../git/batch-answers.ts";
import { commitIds } from "../git/commits.ts";
import { noteNames, notePaths, notesTips } from "../git/notes.ts";
import { readObjects } from "../git/objects.ts";
import type { Repository } from "../git/repository.ts";
import type { CommitOid } from "../ids.ts";
import type { Attribution } from "../provenance/attribution.ts";
import type { KnownTools } from "../provenance/known-tools.ts";
import { noteEvidence, type NotesRef, notesRefs, type RecordEvidence, traceEvidence, traceFile } from "../provenance/record-evidence.ts";
import { scanCommit, type ScannedCommit } from "../provenance/scan-commit.ts";
import { mostCommits, unreadCommits } from "../provenance/unread-commits.ts";

/** Commits are small; a range of more bytes was made to keep us busy. */
const mostBytes = 512 * 1024 * 1024;

export interface RangeAsked {
  readonly from: CommitOid | null;
  /** Null before the first commit. */
  readonly to: CommitOid | null;
  /** Trees or commits whose traces are compared. */
  readonly traces: { readonly after: string | null; readonly before: string | null };
}

export interface RangeRead {
  readonly commits: readonly ScannedCommit[];
  /** What recorders noted, by commit. */
  readonly recorded: ReadonlyMap<string, readonly Attribution[]>;
  /** What traces say that were committed with the range. */
  readonly traced: readonly Attribution[];
  readonly unreadable: readonly string[];
  /** Why some commits of the range were not read; null when all were. */
  readonly incomplete: string | null;
}

/** Everything the objects of a range say about tools: one git lists commits, one looks for notes, and one, started with them, reads all of it. */
export async function readRange(repository: Repository, { from, to, traces }: RangeAsked, tools: KnownTools): Promise<RangeRead> {
  const range = new Range(repository, tools);
  const isEmpty = to === null || to === from;
  const listed = isEmpty ? Promise.resolve([]) : commitIds(repository.scratch, from, to, mostCommits + 1).then((oids) => range.bounded(oids));
  const plan = Promise.all([listed, isEmpty ? new Map<NotesRef, CommitOid>() : range.notes()]).then(async ([oids, tips]) => {
    const jobs = [...range.traceJobs(traces), ...oids.map((oid) => range.commitJob(oid)), ...(await range.noteJobs(oids, tips))];
    return { jobs, requests: jobs.map((job) => job.request) };
  });
  let at = 0;
  for await (const { bytes } of readObjects(repository.scratch, plan.then(({ requests }) => requests))) (await plan).jobs[at++]!.take(bytes);
  return range.result();
}

/** One object to read, and what becomes of it. */
interface Job {
  readonly request: string;
  take(bytes: BlobBytes): void;
}

/** No recorder writes this. */
const unread = "\0";

class Range {
  readonly #repository: Repository;
  readonly #tools: KnownTools;
  readonly #commits: ScannedCommit[] = [];
  readonly #recorded = new Map<string, Attribution[]>();
  readonly #unreadable: string[] = [];
  readonly #traces = { after: "", before: "" };
  #incomplete: string | null = null;
  #bytes = 0;

  constructor(repository: Repository, tools: KnownTools) {
    this.#repository = repository;
    this.#tools = tools;
  }

  bounded(oids: readonly CommitOid[]): readonly CommitOid[] {
    this.#incomplete = unreadCommits(oids, new Set(this.#repository.historyEnds.split(",")));
    return oids.slice(-mostCommits);
  }

  /** A repository whose refs git cannot list has notes that nobody has seen. */
  async notes(): Promise<ReadonlyMap<NotesRef, CommitOid>> {
    try {
      return await notesTips(this.#repository.user, notesRefs);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== "git") throw error;
      this.#unreadable.push(`Notes could not be looked for: ${error.message}`);
      return new Map();
    }
  }

  traceJobs({ after, before }: RangeAsked["traces"]): readonly Job[] {
    if (after === null || after === before) return [];
    const jobOf = (side: "after" | "before", oid: string): Job => ({
      request: `${oid}:${traceFile}`,
      take: (bytes) => {
        if (Buffer.isBuffer(bytes)) this.#traces[side] = bytes.toString();
        else if (bytes.unreadable === "too-large") this.#unreadable.push(`The file ${traceFile} is too large to be read.`);
      },
    });
    return [jobOf("after", after), ...(before === null ? [] : [jobOf("before", before)])];
  }

  commitJob(oid: CommitOid): Job {
    return {
      request: oid,
      take: (bytes) => {
        if (!Buffer.isBuffer(bytes)) throw new Failure("git", `Commit ${oid} could not be read: ${bytes.because}.`, { hint: "Who wrote a change is not known while one of its commits cannot be read." });
        this.#bytes += bytes.length;
        if (this.#bytes > mostBytes) throw new Failure("git", `The commits of the range hold more than ${mostBytes} bytes of messages.`, { hint: "Push it in parts." });
        this.#commits.push(scanCommit(oid, bytes, this.#tools));
      },
    };
  }

  async noteJobs(oids: readonly CommitOid[], tips: ReadonlyMap<NotesRef, CommitOid>): Promise<readonly Job[]> {
    const jobs: Job[] = [];
    for (const [ref, tip] of tips) {
      const names = this.#repository.partial ? await noteNames(this.#repository.scratch, tip) : null;
      for (const oid of oids) for (const path of notePaths(oid)) if (names === null || names.has(path)) jobs.push(this.#noteJob(ref, tip, path, oid, names !== null));
    }
    return jobs;
  }

  #noteJob(ref: NotesRef, tip: CommitOid, path: string, commit: CommitOid, exists: boolean): Job {
    return {
      request: `${tip}:${path}`,
      take: (bytes) => {
        if (Buffer.isBuffer(bytes)) this.#note(commit, noteEvidence(ref, commit, bytes.toString(), this.#tools));
        // A note that is there and cannot be had counts as one that does not parse.
        else if (exists || bytes.unreadable !== "missing") this.#note(commit, noteEvidence(ref, commit, unread, this.#tools));
      },
    };
  }

  #note(commit: CommitOid, { attributions, unreadable }: RecordEvidence): void {
    this.#recorded.set(commit, [...(this.#recorded.get(commit) ?? []), ...attributions]);
    this.#unreadable.push(...unreadable);
  }

  result(): RangeRead {
    const traced = traceEvidence(this.#traces.after, this.#traces.before, this.#tools);
    return { commits: this.#commits, recorded: this.#recorded, traced: traced.attributions, unreadable: [...this.#unreadable, ...traced.unreadable], incomplete: this.#incomplete };
  }
}
