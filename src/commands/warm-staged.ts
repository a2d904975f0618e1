import type { FileDelta } from "../change/change.ts";
import { isSource } from "../facts/module-facts.ts";
import type { Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import type { TreeEntry } from "../snapshot.ts";
import { extractorVersion } from "../extract/version.ts";
import { openRecordStore } from "../store/record-store.ts";
import { openFactsBook } from "./gather-facts.ts";

/** A commit should not be felt: what is left over is read by the push. */
const most = { files: 200, milliseconds: 1000 };
const atOnce = 16;

/** Keeps the facts of what is staged, both sides of each change, so that the push finds them. Gives up early rather than late. */
export async function warmStaged(host: Host, repository: Repository): Promise<void> {
  const started = host.now();
  const base = repository.head === null ? repository.emptyTree() : repository.treeOfCommit(repository.head);
  const deltas = await repository.deltas(base, await repository.treeOfIndex());
  const entries = deltas.flatMap(sidesOf).slice(0, most.files);
  if (entries.length === 0) return;
  const { cacheDir } = repository;
  const blobs = repository.openBlobs();
  try {
    const book = openFactsBook({ store: openRecordStore(cacheDir, extractorVersion), blobs, cacheDir, progress: undefined });
    for (let at = 0; at < entries.length && host.now() - started < most.milliseconds && !host.signal.aborted; at += atOnce) {
      const some = entries.slice(at, at + atOnce);
      await book.ensure(some);
      for (const entry of some) await book.side(entry);
    }
    await book.save();
  } finally {
    await blobs.close();
  }
}

function sidesOf({ path, from, oldOid, oldMode, newOid, newMode }: FileDelta): readonly TreeEntry[] {
  const sides = [
    { path: from ?? path, oid: oldOid, mode: oldMode },
    { path, oid: newOid, mode: newMode },
  ];
  return sides.flatMap(({ path: at, oid, mode }) => (oid !== null && isSource(at) && (mode === "100644" || mode === "100755") ? [{ path: at, oid, mode }] : []));
}
