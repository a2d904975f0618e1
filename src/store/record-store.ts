import { rmSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "./cache.ts";
import { readOrNull, sha256, writeAtomically } from "./checked-file.ts";

/** Small records by key, kept across runs, branches and worktrees. Keys name content, so a record never goes stale. */
export interface RecordStore {
  has(key: string): boolean;
  /** Null when absent or damaged; a damaged record counts as absent from then on. */
  get(key: string): Buffer | null;
  add(key: string, record: Buffer): void;
  /** Forgets a record whose content turned out to be useless. */
  drop(key: string): void;
  /** Writes what was added, if anything. Segments are merged when there are many. */
  save(): void;
}

/** Beyond this many segment files the next save merges them into one. */
const mostSegments = 24;
/** Stores of other versions are left alone up to this many: another checkout may run an older riskscore. */
const mostVersions = 3;
const checksumLength = 8;
const prefix = "facts-";

interface Slot {
  readonly segment: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * Opens the records kept under `dir` for one version of what they hold.
 *
 * A segment file is: magic, u32 length of the index, 8 bytes of its sha256, the index (JSON: keys and end offsets), then
 * one record after another, each preceded by 8 bytes of its own sha256. The index is checked on opening and a record
 * when it is first read, so a run pays only for what it looks at.
 */
export function openRecordStore(dir: string, version: string): RecordStore {
  const name = prefix + sha256(version).toString("hex").slice(0, 12);
  const folder = join(dir, name);
  const slots = new Map<string, Slot>();
  const added = new Map<string, Buffer>();
  const segments = namesIn(folder).filter((one) => one.endsWith(".seg"));
  for (const segment of segments) indexSegment(readOrNull(join(folder, segment)), slots);

  return {
    has: (key) => slots.has(key),
    get(key) {
      const slot = slots.get(key);
      if (slot === undefined) return null;
      const record = readRecord(slot);
      if (record === null) slots.delete(key);
      return record;
    },
    add(key, body) {
      const record = Buffer.concat([sha256(body).subarray(0, checksumLength), body]);
      added.set(key, record);
      slots.set(key, { segment: record, start: 0, end: record.length });
    },
    drop: (key) => void slots.delete(key),
    save() {
      if (added.size === 0) return;
      const merging = segments.length >= mostSegments;
      const records = merging ? [...slots].map(([key, slot]) => [key, slot.segment.subarray(slot.start, slot.end)] as const) : [...added];
      const parts = segmentOf(records);
      const file = `${sha256(Buffer.concat(parts.slice(0, 4))).toString("hex").slice(0, 24)}.seg`;
      writeAtomically(join(folder, file), parts);
      if (merging) for (const old of segments.splice(0)) if (old !== file) rmSync(join(folder, old), { force: true });
      segments.push(file);
      added.clear();
      removeOldVersions(dir, name);
    },
  };
}

function readRecord(slot: Slot): Buffer | null {
  const kept = slot.segment.subarray(slot.start, slot.start + checksumLength);
  const body = slot.segment.subarray(slot.start + checksumLength, slot.end);
  return sha256(body).subarray(0, checksumLength).equals(kept) ? body : null;
}

const magic = Buffer.from("riskscore-records-1\n");

function segmentOf(records: readonly (readonly [string, Buffer])[]): Buffer[] {
  let offset = 0;
  const ends = records.map(([, record]) => (offset += record.length));
  const index = Buffer.from(JSON.stringify({ keys: records.map(([key]) => key), ends }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return [magic, length, sha256(index).subarray(0, checksumLength), index, ...records.map(([, record]) => record)];
}

/** Adds a segment's records to `slots`; a torn or damaged segment adds only what is surely whole, or nothing. */
function indexSegment(segment: Buffer | null, slots: Map<string, Slot>): void {
  const head = magic.length + 4 + checksumLength;
  if (segment === null || segment.length < head || !segment.subarray(0, magic.length).equals(magic)) return;
  const indexEnd = head + segment.readUInt32LE(magic.length);
  const index = segment.subarray(head, indexEnd);
  if (!sha256(index).subarray(0, checksumLength).equals(segment.subarray(magic.length + 4, head))) return;
  const { keys, ends } = JSON.parse(index.toString()) as { keys: string[]; ends: number[] };
  let start = indexEnd;
  for (let i = 0; i < keys.length; i++) {
    const end = indexEnd + ends[i]!;
    if (end > segment.length) return;
    slots.set(keys[i]!, { segment, start, end });
    start = end;
  }
}

function removeOldVersions(dir: string, current: string): void {
  const others = namesIn(dir).filter((name) => name.startsWith(prefix) && name !== current);
  for (const name of others.slice(mostVersions)) rmSync(join(dir, name), { recursive: true, force: true });
}
