import { rmSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "./cache.ts";
import { readChecked, sha256, writeChecked } from "./checked-file.ts";

/** Small records by key, kept across runs, branches and worktrees. Keys name content, so a record never goes stale. */
export interface RecordStore {
  has(key: string): boolean;
  /** Null when absent; damage is absence. */
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
const prefix = "facts-";

interface Slot {
  readonly segment: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * Opens the records kept under `dir` for one version of what they hold.
 *
 * A segment is one checked file (`checked-file.ts`) that holds: u32 length of the index, the index (JSON: keys and end
 * offsets), then one record after another. It is checked whole on opening: that costs less than a checksum a record
 * (5 ms for 7,000 records, where those cost 30), and a damaged segment is simply read anew from the blobs.
 */
export function openRecordStore(dir: string, version: string): RecordStore {
  const name = prefix + sha256(version).toString("hex").slice(0, 12);
  const folder = join(dir, name);
  const slots = new Map<string, Slot>();
  const added = new Map<string, Buffer>();
  const segments = namesIn(folder).filter((one) => one.endsWith(".seg"));
  for (const segment of segments) indexSegment(readChecked(join(folder, segment)), slots);

  return {
    has: (key) => slots.has(key),
    get(key) {
      const slot = slots.get(key);
      return slot === undefined ? null : slot.segment.subarray(slot.start, slot.end);
    },
    add(key, record) {
      added.set(key, record);
      slots.set(key, { segment: record, start: 0, end: record.length });
    },
    drop: (key) => void slots.delete(key),
    save() {
      if (added.size === 0) return;
      const merging = segments.length >= mostSegments;
      const records = merging ? [...slots].map(([key, slot]) => [key, slot.segment.subarray(slot.start, slot.end)] as const) : [...added];
      const payload = segmentOf(records);
      const file = `${sha256(payload).toString("hex").slice(0, 24)}.seg`;
      writeChecked(join(folder, file), payload);
      if (merging) for (const old of segments.splice(0)) if (old !== file) rmSync(join(folder, old), { force: true });
      segments.push(file);
      added.clear();
      removeOldVersions(dir, name);
    },
  };
}

function segmentOf(records: readonly (readonly [string, Buffer])[]): Buffer {
  let offset = 0;
  const ends = records.map(([, record]) => (offset += record.length));
  const index = Buffer.from(JSON.stringify({ keys: records.map(([key]) => key), ends }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return Buffer.concat([length, index, ...records.map(([, record]) => record)]);
}

function indexSegment(segment: Buffer | null, slots: Map<string, Slot>): void {
  if (segment === null) return;
  const indexEnd = 4 + segment.readUInt32LE(0);
  const { keys, ends } = JSON.parse(segment.toString("utf8", 4, indexEnd)) as { keys: string[]; ends: number[] };
  let start = indexEnd;
  for (let i = 0; i < keys.length; i++) {
    const end = indexEnd + ends[i]!;
    slots.set(keys[i]!, { segment, start, end });
    start = end;
  }
}

function removeOldVersions(dir: string, current: string): void {
  const others = namesIn(dir).filter((name) => name.startsWith(prefix) && name !== current);
  for (const name of others.slice(mostVersions)) rmSync(join(dir, name), { recursive: true, force: true });
}
