/** Bytes that are nearly right: the kinds of damage that parsers have failed on before, one to six of them at a time. */

const nastyNumbers = ["-1", "0", "00", "1e9", "9007199254740993", "4294967296", "-0", "1.5", "99999999999999999999", "NaN"];
const nastyText = ["\0", "\r", "\n", "\r\n", "\t", " ", "\u001b[2J", "\u202e", "\u200b", "\ufeff", "\u2028", "\u0085", "é", "e\u0301", "\u{1f916}", "__proto__", "constructor", "toString", '"', "\\", "\\u0000", "'", "`", "{", "}", "[", "]", ":", ",", "*", "&a", "*a", "<<", "!!js/function", "---", "..", "../", "//", "%00", "%", "$(x)", "-x", "--", "=", "@", "#"];
const nastyBytes = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80], [0x80], [0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff]];

const kinds = [flipped, flipped, replaced, inserted, inserted, removed, doubled, swapped, cut, numbered, spliced, recased];

/** `words` are what the format itself is written with. */
export function mutated(random, bytes, words, other) {
  let now = bytes;
  for (let left = random.between(1, random.chance(0.8) ? 2 : 6); left > 0; left--) now = random.pick(kinds)(random, now, words, other);
  return now;
}

/** One piece of the input, over and over, up to `most` bytes: what takes more than linear time shows. */
export function pumped(random, bytes, most, words) {
  const whole = random.chance(0.3) ? Buffer.from(random.pick(words.length > 0 ? words : nastyText)) : sliceOf(random, bytes, 64);
  const piece = whole.length === 0 ? Buffer.from("a") : whole;
  const times = Math.floor(random.between(most >> 2, most) / piece.length);
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: times }, () => piece), bytes.subarray(at)]);
}

function sliceOf(random, bytes, most) {
  const from = random.below(bytes.length + 1);
  return bytes.subarray(from, from + random.between(1, most));
}

function flipped(random, bytes) {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  copy[random.below(copy.length)] ^= 1 << random.below(8);
  return copy;
}

function replaced(random, bytes) {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  copy[random.below(copy.length)] = random.below(256);
  return copy;
}

function inserted(random, bytes, words) {
  const text = random.chance(0.5) && words.length > 0 ? Buffer.from(random.pick(words)) : random.chance(0.7) ? Buffer.from(random.pick(nastyText)) : Buffer.from(random.pick(nastyBytes));
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(random.chance(0.5) ? at : Math.min(bytes.length, at + text.length))]);
}

function removed(random, bytes) {
  const from = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random.between(1, 12))]);
}

function doubled(random, bytes) {
  const piece = sliceOf(random, bytes, random.chance(0.5) ? 16 : 400);
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

function swapped(random, bytes) {
  const [a, b, c] = [0, 0, 0].map(() => random.below(bytes.length + 1)).toSorted((x, y) => x - y);
  return Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c)]);
}

function cut(random, bytes) {
  return random.chance(0.7) ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes.subarray(random.below(bytes.length + 1));
}

function numbered(random, bytes) {
  const text = bytes.toString("latin1");
  const found = [...text.matchAll(/\d+/g)];
  if (found.length === 0) return inserted(random, bytes, nastyNumbers);
  const one = random.pick(found);
  return Buffer.from(text.slice(0, one.index) + random.pick(nastyNumbers) + text.slice(one.index + one[0].length), "latin1");
}

function spliced(random, bytes, words, other) {
  return Buffer.concat([bytes.subarray(0, random.below(bytes.length + 1)), sliceOf(random, other, other.length + 1)]);
}

function recased(random, bytes) {
  const copy = Buffer.from(bytes);
  const from = random.below(copy.length + 1);
  for (let at = from; at < Math.min(copy.length, from + 20); at++) if ((copy[at] | 0x20) >= 0x61 && (copy[at] | 0x20) <= 0x7a) copy[at] ^= 0x20;
  return copy;
}
