import type { Hash } from "node:crypto";
import { Failure } from "../failure.ts";

const lineFeed = 0x0a;

/** Hashes what `git cat-file --batch` writes, chunk by chunk, whatever a blob's size: no blob is ever held whole. */
export class BlobHashes {
  readonly known = new Map<string, string>();
  readonly #asked: readonly string[];
  readonly #newHash: () => Hash;
  readonly #nameOf: (oid: string) => string;
  #answered = 0;
  #header = "";
  #hash: Hash | null = null;
  /** Bytes of the current blob still to come. */
  #left = 0;

  /** `asked`: the oids requested, each once, in the order of the requests. `nameOf`: what people call one, fit to print. */
  constructor(asked: readonly string[], newHash: () => Hash, nameOf: (oid: string) => string) {
    this.#asked = asked;
    this.#newHash = newHash;
    this.#nameOf = nameOf;
  }

  /** Throws a Failure `git` for an object that is missing or no blob, and for bytes git would not write. */
  feed(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#hash === null) at = this.#readHeader(chunk, at);
      else if (this.#left > 0) at = this.#readBody(chunk, at, this.#hash);
      else {
        if (chunk[at] !== lineFeed) throw unexpected();
        at += 1;
        this.known.set(this.#asked[this.#answered++]!, this.#hash.digest("hex"));
        this.#hash = null;
      }
    }
  }

  #readHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(lineFeed, at);
    this.#header += chunk.toString("latin1", at, end < 0 ? chunk.length : end);
    if (end < 0) return chunk.length;
    const oid = this.#asked[this.#answered];
    const [found, type, size = ""] = this.#header.split(" ");
    this.#header = "";
    if (oid === undefined || found !== oid) throw unexpected();
    if (type === "missing") throw missing(oid, this.#nameOf(oid));
    if (type !== "blob") throw new Failure("git", `The change names ${oid} as a file, and it is a ${type ?? "thing of no kind"}.`);
    if (!/^\d+$/.test(size)) throw unexpected();
    this.#left = Number(size);
    this.#hash = this.#newHash();
    return end + 1;
  }

  #readBody(chunk: Buffer, at: number, hash: Hash): number {
    const end = Math.min(chunk.length, at + this.#left);
    hash.update(at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end));
    this.#left -= end - at;
    return end;
  }
}

function missing(oid: string, name: string): Failure {
  return new Failure("git", `The content of ${name} that this change names (blob ${oid}) is not in this clone, so what is signed cannot be told.`, {
    hint: "Fetch it first: in a partial clone, `git fetch --refetch --no-filter` or a checkout of both sides brings it here.",
  });
}

function unexpected(): Failure {
  return new Failure("git", "git's answer to a request for a blob could not be understood.");
}
