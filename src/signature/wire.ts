/** Bytes that are not what they claim to be. Never leaves this folder: the ports answer with a value instead. */
export class Malformed extends Error {}

/** Reads the length-prefixed fields of SSH's binary formats (RFC 4251), and nothing beyond their end. Throws `Malformed`. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  raw(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw new Malformed("it ends too early");
    return this.#bytes.subarray(this.#at, (this.#at += length));
  }

  byte(): number {
    return this.raw(1)[0]!;
  }

  uint32(): number {
    return this.raw(4).readUInt32BE();
  }

  string(): Buffer {
    return this.raw(this.uint32());
  }

  /** A name: printable ASCII. */
  text(): string {
    const bytes = this.string();
    if (!bytes.every((byte) => byte > 0x20 && byte < 0x7f)) throw new Malformed("a name in it holds unprintable bytes");
    return bytes.toString("latin1");
  }

  /** A positive whole number, most significant byte first, in its one shortest form. */
  positive(): Buffer {
    const bytes = this.string();
    const padded = bytes[0] === 0;
    if (bytes.length === 0 || bytes[0]! >= 0x80 || (padded && (bytes[1] ?? 0) < 0x80)) throw new Malformed("a number in it is not positive, or not in its shortest form");
    return padded ? bytes.subarray(1) : bytes;
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Malformed("something follows its end");
  }
}

/** A length-prefixed field. */
export function wireString(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content as Uint8Array);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
