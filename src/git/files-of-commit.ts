import { asBlobOid, type BlobOid } from "../ids.ts";
import { openBlobs } from "./blobs.ts";
import { runGit } from "./run-git.ts";
import type { Scratch } from "./scratch.ts";

/** One file at the root of a commit's tree: its bytes, or a sentence why they could not be had. */
export type SmallFile = Buffer | { readonly unreadable: string };

export interface WantedFile {
  /** A full oid, of a commit or a tree. */
  readonly of: string;
  /** One of our own names: no blanks, no line feeds. */
  readonly name: string;
  /** Bytes. */
  readonly limit: number;
}

const fullOid = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Reads small files of commits that anybody may have written, in the order wanted. Sizes are asked for before any bytes are read. */
export async function filesOfCommits(scratch: Scratch, wanted: readonly WantedFile[]): Promise<readonly SmallFile[]> {
  if (wanted.length === 0) return [];
  const found = await lookUp(scratch, wanted);
  const blobs = openBlobs(scratch);
  const bytes = new Map<string, SmallFile>();
  try {
    for await (const { oid, bytes: read } of blobs.readMany(new Set(found.flatMap((one) => (typeof one === "string" ? [one] : []))))) {
      bytes.set(oid, Buffer.isBuffer(read) ? read : { unreadable: read.because });
    }
  } finally {
    await blobs.close();
  }
  return found.map((one) => (typeof one === "string" ? bytes.get(one)! : one));
}

async function lookUp(scratch: Scratch, wanted: readonly WantedFile[]): Promise<readonly (BlobOid | { readonly unreadable: string })[]> {
  // A request is one line: what is no oid must not get into one.
  const input = wanted.map(({ of, name }) => (fullOid.test(of) ? `${of}:${name}\n` : "no-oid\n")).join("");
  const { stdout } = await runGit(scratch, { purpose: "look up sign-offs", args: ["cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"], input });
  const lines = stdout.toString("latin1").split("\n");
  return wanted.map(({ name, limit }, i) => {
    const [oid = "", type = "", size = ""] = (lines[i] ?? "").split(" ");
    if (!fullOid.test(oid) || type !== "blob") return { unreadable: `it holds no readable ${name}` };
    if (!(Number(size) <= limit)) return { unreadable: `its ${name} is larger than ${limit} bytes` };
    return asBlobOid(oid);
  });
}
