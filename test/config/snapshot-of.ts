import { asBlobOid, asCommitOid, asRepoPath } from "../../src/ids.ts";
import type { BlobReader, Snapshot, TreeEntry, Unreadable } from "../../src/snapshot.ts";

type Content = string | Buffer | Unreadable | { readonly mode: TreeEntry["mode"]; readonly text: string };

/** A snapshot whose blobs lie in memory. Equal contents have equal oids, as in git. Counts the blobs read. */
export function snapshotOf(files: Readonly<Record<string, Content>>, name: Snapshot["name"] = asCommitOid("c0ffee")): { snapshot: Snapshot; blobs: BlobReader; read: string[] } {
  const contents = new Map<string, Buffer | Unreadable>();
  const entries = new Map(
    Object.entries(files).map(([path, content]) => {
      const [mode, bytes] = formOf(content);
      const oid = asBlobOid(Buffer.isBuffer(bytes) ? `oid-${bytes.toString("base64")}` : `missing-${path}`);
      contents.set(oid, bytes);
      return [asRepoPath(path), { path: asRepoPath(path), mode, oid }] as const;
    }),
  );
  const read: string[] = [];
  return { snapshot: { name, commit: null, treeId: JSON.stringify(Object.keys(files)), entries }, blobs: blobsOf(contents, read), read };
}

function formOf(content: Content): [TreeEntry["mode"], Buffer | Unreadable] {
  if (typeof content === "string") return ["100644", Buffer.from(content)];
  if ("mode" in content) return [content.mode, Buffer.from(content.text)];
  return ["100644", content];
}

function blobsOf(contents: ReadonlyMap<string, Buffer | Unreadable>, read: string[]): BlobReader {
  const readOne: BlobReader["readOne"] = async (oid) => {
    read.push(oid);
    return contents.get(oid) ?? { unreadable: "missing", because: "no such object" };
  };
  return {
    readOne,
    async *readMany(oids) {
      for (const oid of oids) yield { oid, bytes: await readOne(oid) };
    },
    close: async () => {},
  };
}

/** Both snapshots' blobs behind one reader, as one repository serves them. */
export function bothBlobs(...readers: readonly BlobReader[]): BlobReader {
  const readOne: BlobReader["readOne"] = async (oid) => {
    for (const reader of readers) {
      const bytes = await reader.readOne(oid);
      if (Buffer.isBuffer(bytes)) return bytes;
    }
    return { unreadable: "missing", because: "no such object" };
  };
  return { ...(readers[0] as BlobReader), readOne };
}
