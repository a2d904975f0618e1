/** Bytes of a text in UTF-8: what every limit of a forge is held against. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** The texts that fit, in order: at most `entries`, together at most `bytes`, each with `between` bytes beside it. One that is too large by itself is passed over. */
export function fitted<Item>(items: Iterable<Item>, textOf: (item: Item) => string, most: { readonly bytes: number; readonly entries?: number; readonly between?: number }): { readonly texts: readonly string[]; readonly left: readonly Item[] } {
  const { bytes, entries = Number.POSITIVE_INFINITY, between = 1 } = most;
  const texts: string[] = [];
  const left: Item[] = [];
  let used = 0;
  for (const item of items) {
    const text = texts.length < entries && used < bytes ? textOf(item) : null;
    const size = text === null ? 0 : bytesOf(text) + between;
    if (text === null || used + size > bytes) {
      left.push(item);
      continue;
    }
    texts.push(text);
    used += size;
  }
  return { texts, left };
}
