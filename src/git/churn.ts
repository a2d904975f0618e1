import { Failure } from "../failure.ts";
import type { Churn } from "../history/churn.ts";
import { type CommitOid, compareText, repoPathOf } from "../ids.ts";
import { runGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";

/** Newest first; an older commit of a busy repository says little that these do not. */
const commitLimit = 2000;
const secondsPerDay = 86_400;
const start = 0x01;

/** Churn in the `days` before `commit`'s own date, `commit` included, merges left out. `cutOff` are the commits a shallow clone ends at. */
export async function churnBefore(scratch: Scratch, commit: CommitOid, days: number, cutOff: ReadonlySet<string>): Promise<Churn> {
  const since = (await commitDateOf(scratch, commit)) - days * secondsPerDay;
  const args = ["log", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-merges", "--root", "--no-notes", "--no-show-signature", "--ignore-submodules=none"];
  const answer = await runGit(scratch, {
    purpose: "read the history",
    args: [...args, `--max-age=${since}`, `--max-count=${commitLimit + 1}`, "--format=%x01%H%x00%ae", commit],
    accept: [0, 128],
  });
  const commits = commitsOf(answer.stdout);
  const read = commits.filter(({ oid }) => !cutOff.has(oid));
  const complete = answer.code === 0 && read.length === commits.length && commits.length <= commitLimit;
  return { days, complete, files: tally(read.slice(0, commitLimit)) };
}

/** The committer's date, in seconds since the epoch. */
export async function commitDateOf(scratch: Scratch, commit: CommitOid): Promise<number> {
  const { stdout } = await runGit(scratch, { purpose: `read commit ${commit}`, args: ["cat-file", "commit", commit] });
  const date = /^committer .*> (-?\d+) [+-]\d+$/m.exec(stdout.toString("latin1").split("\n\n", 1)[0] ?? "");
  if (!date) throw new Failure("repository", `Commit ${commit} has no date.`);
  return Number(date[1]);
}

interface Touch {
  readonly oid: string;
  readonly author: string;
  readonly paths: readonly string[];
}

/** Each commit: `\x01 oid NUL author NUL`, a line feed when it touches files, then `:raw header NUL path NUL` for each. Bytes as latin1. */
function commitsOf(bytes: Buffer): readonly Touch[] {
  const commits: { oid: string; author: string; paths: string[] }[] = [];
  const fields = bytes.toString("latin1").split("\0");
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at]!;
    if (field.charCodeAt(0) === start) commits.push({ oid: field.slice(1), author: fields[++at] ?? "", paths: [] });
    else if (/^\n?:\d{6} \d{6} /.test(field)) commits.at(-1)?.paths.push(fields[++at] ?? "");
  }
  return commits;
}

function tally(commits: readonly Touch[]): Churn["files"] {
  const touched = new Map<string, { commits: number; authors: Set<string> }>();
  for (const { author, paths } of commits) {
    for (const path of paths) {
      const file = touched.get(path) ?? { commits: 0, authors: new Set<string>() };
      touched.set(path, file);
      file.commits++;
      file.authors.add(author.toLowerCase());
    }
  }
  const counted = [...touched].map(([path, file]) => [repoPathOf(Buffer.from(path, "latin1")).path, [file.commits, file.authors.size]] as const);
  return Object.fromEntries(counted.toSorted((a, b) => compareText(a[0], b[0])));
}
