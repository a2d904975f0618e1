import { Failure } from "../failure.ts";
import { largestBlob, type Unreadable } from "../snapshot.ts";

export type BlobBytes = Buffer | Unreadable;

const missing: Unreadable = { unreadable: "missing", because: "the object is not in this clone" };
const lineFeed = 0x0a;

/**
 * Reads what `git cat-file --batch` writes, chunk by chunk. Bytes are copied at most once, and only where a blob spans chunks;
 * a blob within one chunk is a view of it.
 */
export class BatchAnswers {
  readonly #type: string | null;
  readonly #largest: number;
  #header = "";
  #state: "header" | "body" | "end" = "header";
  #body: Buffer | Unreadable = missing;
  #filled = 0;
  #size = 0;

  /** `type`: what was asked for, null for any; another kind of object is an `Unreadable`. */
  constructor(type: "blob" | null = "blob", largest = largestBlob) {
    this.#type = type;
    this.#largest = largest;
  }

  /** The answers that `chunk` completes, in the order of the requests. */
  feed(chunk: Buffer): BlobBytes[] {
    const answers: BlobBytes[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === "header") at = this.#readHeader(chunk, at, answers);
      else if (this.#state === "body") at = this.#readBody(chunk, at);
      else {
        if (chunk[at] !== lineFeed) throw new Failure("git", "git's answer to a request for a blob could not be understood.");
        at += 1;
        answers.push(this.#body);
        this.#state = "header";
      }
    }
    return answers;
  }

  #readHeader(chunk: Buffer, at: number, answers: BlobBytes[]): number {
    const end = chunk.indexOf(lineFeed, at);
    this.#header += chunk.toString("latin1", at, end < 0 ? chunk.length : end);
    if (end < 0) return chunk.length;
    const [oid = "", type = "", size = ""] = this.#header.split(" ");
    this.#header = "";
    if (type === "missing") {
      answers.push(missing);
      return end + 1;
    }
    this.#size = Number(size);
    if (oid === "" || !/^\d+$/.test(size)) throw new Failure("git", "git's answer to a request for a blob could not be understood.");
    this.#filled = 0;
    this.#body = this.#type === null || type === this.#type ? bodyFor(this.#size, this.#largest) : { unreadable: "not-a-blob", because: `the object is a ${type}` };
    this.#state = this.#size > 0 ? "body" : "end";
    return end + 1;
  }

  #readBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#size - this.#filled);
    if (Buffer.isBuffer(this.#body)) {
      if (this.#filled === 0 && end - at === this.#size) this.#body = chunk.subarray(at, end);
      else {
        if (this.#body.length === 0) this.#body = Buffer.allocUnsafe(this.#size);
        chunk.copy(this.#body, this.#filled, at, end);
      }
    }
    this.#filled += end - at;
    if (this.#filled === this.#size) this.#state = "end";
    return end;
  }
}

const empty = Buffer.alloc(0);

/** Where the bytes go: memory is taken only once it is known that the blob spans chunks. */
function bodyFor(size: number, largest: number): BlobBytes {
  if (size > largest) return { unreadable: "too-large", because: `${size} bytes, more than ${largest}` };
  return empty;
}
