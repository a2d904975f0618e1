import { createHash } from "node:crypto";
import { asBlobOid, asRepoPath, type BlobOid } from "../../src/ids.ts";
import type { BlobReader, Snapshot, TreeEntry, Unreadable } from "../../src/snapshot.ts";

/** A file's text, or an object for JSON, or a link to another path, or bytes that are not here. */
export type MemoryFile = string | object | { readonly link: string } | { readonly missing: true };

/** A snapshot held in memory, with the reader that serves its blobs. Equal texts have equal oids, as in git. */
export function memorySnapshot(files: Readonly<Record<string, MemoryFile>>): { snapshot: Snapshot; blobs: BlobReader } {
  const contents = new Map<BlobOid, Buffer | Unreadable>();
  const entries = new Map<ReturnType<typeof asRepoPath>, TreeEntry>();
  for (const [name, file] of Object.entries(files)) {
    const path = asRepoPath(name);
    const link = typeof file === "object" && "link" in file;
    const bytes = typeof file === "string" ? file : link ? String(file.link) : JSON.stringify(file);
    const oid = asBlobOid(createHash("sha1").update(`${path}\0`.repeat(Number(typeof file === "object" && "missing" in file))).update(bytes).digest("hex"));
    entries.set(path, { path, mode: link ? "120000" : "100644", oid });
    contents.set(oid, typeof file === "object" && "missing" in file ? { unreadable: "missing", because: "the blob is not in this clone" } : Buffer.from(bytes));
  }
  const treeId = createHash("sha1").update([...entries.values()].map(({ path, mode, oid }) => `${mode} ${path} ${oid}`).join("\n")).digest("hex");
  const read = (oid: BlobOid): Buffer | Unreadable => contents.get(oid) ?? { unreadable: "missing", because: "no such blob" };
  return {
    snapshot: { name: "index", commit: null, treeId, entries },
    blobs: {
      async *readMany(oids) {
        for (const oid of oids) yield { oid, bytes: read(oid) };
      },
      readOne: async (oid) => read(oid),
      close: async () => undefined,
    },
  };
}
