import type { CommitOid } from "../ids.ts";
import type { Snapshot } from "../snapshot.ts";
import { parseListing } from "./listing.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";
import { cutOff, mustHoldNothing } from "./truly-nothing.ts";

/** Folders whose files tools take for configuration of the root. */
const alsoRead = ".config/";
const folder = Buffer.from("040000 ");

/** The files at a commit's root, and in `.config/`: all that a policy reader looks at, without listing thousands of others. */
export async function rootSnapshotOf({ scratch }: Pick<Repository, "scratch">, commit: CommitOid): Promise<Snapshot> {
  const [root, config] = await Promise.all([[], [alsoRead]].map((paths) => runGit(scratch, { purpose: `list the root of ${commit}`, args: ["ls-tree", "-z", "--full-tree", commit, ...paths] })));
  // Without a policy nothing is asked for: that there is none has to be certain.
  if (root!.stdout.length === 0) await mustHoldNothing(scratch, commit);
  const files = [...recordsIn(root!.stdout), ...recordsIn(config!.stdout)].filter((record) => !record.subarray(0, folder.length).equals(folder));
  // The two are one listing, in git's order.
  const inOrder = files.toSorted((a, b) => pathOf(a).compare(pathOf(b)));
  const listing = parseListing(Buffer.concat(inOrder.flatMap((record) => [record, Buffer.of(0)])));
  return { name: commit, commit, ...listing };
}

function pathOf(record: Buffer): Buffer {
  return record.subarray(record.indexOf("\t") + 1);
}

function recordsIn(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0); end >= 0; start = end + 1, end = bytes.indexOf(0, start)) records.push(bytes.subarray(start, end));
  if (start !== bytes.length) throw cutOff("ended its listing of a folder in the middle of an entry");
  return records;
}
