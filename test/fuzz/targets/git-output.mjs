/** What git writes: the two raw diffs, and what it tells hooks. */
import { deepStrictEqual } from "node:assert";
import { must, refusedOr } from "../broken.mjs";

const modes = ["100644", "100755", "120000", "160000"];
const names = ["a.ts", "src/b.ts", "src/ü.ts", "src/with space.ts", "-x", "a\nb", "a\tb", "日本/x", "src/\u202ex", "__proto__", ".riskrc.json"];

function deltaOf(random, at, width) {
  const status = random.pick(["A", "M", "D", "T", "R"]);
  const path = random.chance(0.1) ? Buffer.concat([random.bytes(3).map((byte) => byte || 1), Buffer.from(String(at))]) : Buffer.from(`${random.pick(names)}${at}`);
  const [before, after] = status === "T" ? random.shuffled(modes) : [random.pick(modes), random.pick(modes)];
  const oid = () => random.hex(width);
  const none = "0".repeat(width);
  return {
    status,
    path,
    from: status === "R" ? Buffer.from(`old/${at}`) : null,
    oldMode: status === "A" ? "000000" : before,
    newMode: status === "D" ? "000000" : after,
    oldOid: status === "A" ? none : oid(),
    newOid: status === "D" ? none : oid(),
    counts: random.chance(0.2) ? "-\t-\t" : `${random.below(500)}\t${random.below(500)}\t`,
  };
}

const nul = Buffer.alloc(1);
const recordOf = ({ status, path, from, oldMode, newMode, oldOid, newOid }) =>
  Buffer.concat([Buffer.from(`:${oldMode} ${newMode} ${oldOid} ${newOid} ${status}${status === "R" ? "087" : ""}`), nul, ...(from === null ? [] : [from, nul]), path, nul]);
const countOf = ({ path, from, counts }) => Buffer.concat([Buffer.from(counts), ...(from === null ? [] : [nul, from, nul]), path, nul]);

export function rawDiff({ parseRawDiff, Failure }) {
  return {
    name: "raw diff",
    words: [":100644 100755 ", "\0", " M\0", " R100\0", "-\t-\t", "1\t2\t", ":000000 "],
    largest: 64 * 1024,
    make(random) {
      const deltas = random.list(6, (at) => deltaOf(random, at, random.chance(0.9) ? 40 : 64));
      return { bytes: Buffer.concat([...deltas.map(recordOf), ...deltas.map(countOf)]), deltas };
    },
    check(bytes, { deltas, pristine }) {
      const { value, refused } = refusedOr(Failure, ["git"], () => parseRawDiff(bytes));
      if (refused) return must(!pristine, `a raw diff of git's was refused: ${refused.message}`), "refused";
      const sorted = value.map(({ path }) => path);
      deepStrictEqual(sorted, sorted.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      // Nothing is passed over: every record is a delta.
      const records = recordsIn(bytes);
      must(records === value.length, () => `${records} records became ${value.length} deltas`);
      if (pristine) must(value.length === deltas.length, "a delta was lost");
      return "accepted";
    },
  };
}

/** How many fields stand where a record's header is due; renames have two paths behind it. */
function recordsIn(bytes) {
  const fields = bytes.toString("latin1").split("\0").slice(0, -1);
  let found = 0;
  for (let at = 0; at < fields.length && fields[at].startsWith(":"); at += / R\d+$/.test(fields[at]) ? 3 : 2) found++;
  return found;
}

export function changeDigest({ parseRawChanges, contentOids, digestInput, Failure }) {
  const input = (changes) => digestInput(changes, (oid) => oid.padEnd(64, "f"));
  const written = (changes) => Buffer.concat(changes.map((one) => recordOf({ ...one, from: null, status: one.oldOid === null ? "A" : one.newOid === null ? "D" : "M", oldOid: one.oldOid ?? "0".repeat(40), newOid: one.newOid ?? "0".repeat(40) })));
  return {
    name: "change digest",
    words: [":100644 100755 ", ":000000 100644 ", "\0", " M\0", " A\0", " D\0", ":160000 160000 "],
    largest: 64 * 1024,
    make(random) {
      const deltas = random.list(6, (at) => deltaOf(random, at, 40)).filter(({ status }) => status !== "R");
      return { bytes: Buffer.concat(random.shuffled(deltas).map(recordOf)), sorted: Buffer.concat(deltas.toSorted((a, b) => a.path.compare(b.path)).map(recordOf)) };
    },
    check(bytes, { sorted, pristine }) {
      const { value, refused } = refusedOr(Failure, ["git"], () => parseRawChanges(bytes));
      if (refused) return must(!pristine, `a raw diff of git's was refused: ${refused.message}`), "refused";
      for (const [at, { path }] of value.entries()) must(at === 0 || value[at - 1].path.compare(path) < 0, "paths are not sorted, or one stands twice");
      const framed = input(value);
      // Written and read again it is the same change: and another change never frames alike.
      deepStrictEqual(input(parseRawChanges(written(value))), framed);
      const original = input(parseRawChanges(sorted));
      if (pristine) must(original.equals(framed), "the order of the records changed the digest");
      else if (original.equals(framed)) deepStrictEqual(value, parseRawChanges(sorted).map((one) => ({ ...one })));
      for (const oid of contentOids(value)) must(/^[0-9a-f]{40,64}$/.test(oid), "an oid that is none");
      return "accepted";
    },
  };
}

const localNames = ["refs/heads/main", "HEAD", "HEAD@{1 day ago}", "(delete)", "refs/tags/v1", "main~3 ", "refs/heads/ü"];
const remoteNames = ["refs/heads/main", "refs/heads/release/1", "refs/tags/v1", "refs/for/main", "refs/riskscore/x", "refs/heads/\u202eniam", "refs/heads/-x"];

export function pushLines({ parsePushLines, Failure, refusalOf, refusalText, dangerous }) {
  return {
    name: "pre-push stdin",
    words: [" ", "\n", "\r\n", "refs/heads/main", "refs/", "0".repeat(40), "a".repeat(40), "a".repeat(64), "(delete)"],
    largest: 64 * 1024,
    make(random) {
      const oid = () => (random.chance(0.2) ? "0".repeat(40) : random.hex(40));
      const lines = random.list(5, () => `${random.pick(localNames)} ${oid()} ${random.pick(remoteNames)} ${oid()}\n`);
      return { bytes: Buffer.from(lines.join("")), count: lines.length };
    },
    check(bytes, { pristine, count }) {
      const { value, refused } = refusedOr(Failure, ["usage"], () => parsePushLines(bytes));
      if (refused) return must(!pristine && !dangerous.test(refusalText(refusalOf(refused))), () => `refused: ${refused.message}`), "refused";
      if (pristine) must(value.length === count, "a line was lost");
      // Every line is a ref: none is passed over, and each is written back as it came.
      must(value.map(written).join("") === readable(bytes), () => `${JSON.stringify(readable(bytes))} was read as ${JSON.stringify(value)}`);
      return "accepted";
    },
  };
}

const written = ({ localRef, localOid, remoteRef, remoteOid }) => `${localRef} ${orZeros(localOid, remoteOid)} ${remoteRef} ${orZeros(remoteOid, localOid)}\n`;

function orZeros(oid, other) {
  return oid ?? "0".repeat(other?.length ?? 40);
}

/** As the parser promises to read it: a CR before a line's end is no part of it, bytes that are no UTF-8 are percent-escaped field by field. */
function readable(bytes) {
  const text = bytes.toString("latin1");
  // `printf '%s\n' "$lines"`, with nothing in it.
  if (text.length <= 2 && /^[\r\n]*$/.test(text)) return "";
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (text === "" || text.endsWith("\n")) lines.pop();
  return lines.map((line) => `${fieldsOf(line).map(escaped).join(" ")}\n`.replace(/ 0{64} (\S+) 0{64}\n$/, ` ${"0".repeat(40)} $1 ${"0".repeat(40)}\n`)).join("");
}

function fieldsOf(line) {
  const words = line.split(" ");
  return words.length < 4 ? words : [words.slice(0, -3).join(" "), ...words.slice(-3)];
}

function escaped(field) {
  const bytes = Buffer.from(field, "latin1");
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  return Array.from(bytes, (byte) => (byte < 0x80 && byte !== 0x25 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase()}`)).join("");
}

export function receiveLines({ parseReceiveLines, Failure, refusalOf, refusalText, dangerous }) {
  return {
    name: "pre-receive stdin",
    words: [" ", "\n", "\r\n", "refs/heads/main", "refs/", "0".repeat(40), "a".repeat(40), "a".repeat(64)],
    largest: 64 * 1024,
    make(random) {
      const oid = () => (random.chance(0.2) ? "0".repeat(40) : random.hex(40));
      const lines = [0, ...random.list(4, () => 0)].map(() => `${oid()} ${oid()} ${random.pick(remoteNames)}\n`);
      return { bytes: Buffer.from(lines.join("")), count: lines.length };
    },
    check(bytes, { pristine, count }) {
      const { value, refused } = refusedOr(Failure, ["usage"], () => parseReceiveLines(bytes));
      if (refused) return must(!pristine && !dangerous.test(refusalText(refusalOf(refused))), () => `refused: ${refused.message}`), "refused";
      if (pristine) must(value.length === count, "a line was lost");
      const again = value.map(({ localOid, remoteRef, remoteOid }) => `${orZeros(remoteOid, localOid)} ${orZeros(localOid, remoteOid)} ${remoteRef}\n`).join("");
      must(again === received(bytes), () => `${JSON.stringify(bytes.toString())} was read as ${JSON.stringify(value)}`);
      return "accepted";
    },
  };
}

/** A name of bytes that are no UTF-8 is percent-escaped; two ids of zeros may be of either length. */
function received(bytes) {
  const lines = bytes.toString("latin1").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${line.split(" ").map(escaped).join(" ")}\n`.replace(/^0{64} 0{64} /, `${"0".repeat(40)} ${"0".repeat(40)} `)).join("");
}
