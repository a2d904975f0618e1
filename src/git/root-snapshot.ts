import type { CommitOid } from "../ids.ts";
import type { Snapshot } from "../snapshot.ts";
import { parseListing } from "./listing.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

/** Folders whose files tools take for configuration of the root. */
const alsoRead = ".config/";
const folder = Buffer.from("040000 ");

/** The files at a commit's root, and in `.config/`: all that a policy reader looks at, without listing thousands of others. */
export async function rootSnapshotOf({ scratch }: Pick<Repository, "scratch">, commit: CommitOid): Promise<Snapshot> {
  const [root, config] = await Promise.all([[], [alsoRead]].map((paths) => runGit(scratch, { purpose: `list the root of ${commit}`, args: ["ls-tree", "-z", "--full-tree", commit, ...paths] })));
  const files = [...recordsIn(root!.stdout), ...recordsIn(config!.stdout)].filter((record) => !record.subarray(0, folder.length).equals(folder));
  const listing = parseListing(Buffer.concat(files.flatMap((record) => [record, Buffer.of(0)])));
  return { name: commit, commit, ...listing };
}

function recordsIn(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let start = 0, end = bytes.indexOf(0); end >= 0; start = end + 1, end = bytes.indexOf(0, start)) records.push(bytes.subarray(start, end));
  return records;
}
