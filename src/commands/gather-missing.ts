import type { BlobReader, Unreadable } from "../snapshot.ts";
import type { Cache } from "../store/cache.ts";

/**
 * Once a blob turned out not to be in this clone, nothing computed from then on is kept: keys name content, not which of it is
 * here, and what is fetched tomorrow must count tomorrow. Whatever rests on the blob is computed, and put, after it was asked for.
 */
export function keptWhileWhole(blobs: BlobReader, cache: Cache): { readonly blobs: BlobReader; readonly cache: Cache } {
  let whole = true;
  const seen = (bytes: Buffer | Unreadable): void => {
    if (!Buffer.isBuffer(bytes) && bytes.unreadable === "missing") whole = false;
  };
  return {
    blobs: {
      async *readMany(oids) {
        for await (const answer of blobs.readMany(oids)) {
          seen(answer.bytes);
          yield answer;
        }
      },
      async readOne(oid) {
        const bytes = await blobs.readOne(oid);
        seen(bytes);
        return bytes;
      },
      close: () => blobs.close(),
    },
    cache: {
      ...cache,
      put(kind, key, payload) {
        if (whole) cache.put(kind, key, payload);
      },
    },
  };
}
