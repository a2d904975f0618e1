import { createHash } from "node:crypto";
import type { FileDelta } from "../change/change.ts";
import type { ModuleSide } from "../change/touched-symbols.ts";
import { decodeFacts, encodeFacts } from "../facts/codec.ts";
import { isSource, leafFacts, moduleSymbol, scriptKindOf, type Fingerprints, type ModuleFacts, type ScriptKind } from "../facts/module-facts.ts";
import type { BlobOid } from "../ids.ts";
import type { BlobReader, TreeEntry, Unreadable } from "../snapshot.ts";
import type { RecordStore } from "../store/record-store.ts";
import type { Progress } from "../progress.ts";

/** What the files of snapshots say, from the cache or freshly read. */
export interface FactsBook {
  /** Loads the compiler at once if a changed file will need it: git is still listing the trees then. */
  prepare(deltas: readonly FileDelta[]): Promise<void>;
  /** Reads every file whose facts are missing; the compiler is loaded only if there is one. */
  ensure(entries: Iterable<TreeEntry>): Promise<void>;
  /** Facts of a file that was ensured; those of a leaf for anything that is no source. */
  of(entry: TreeEntry | undefined): ModuleFacts;
  /** One side of a changed module. */
  side(entry: TreeEntry): Promise<ModuleSide>;
  /** Keeps what was read for the next run. */
  save(): Promise<void>;
}

export interface FactsSource {
  readonly store: RecordStore;
  readonly blobs: BlobReader;
  readonly cacheDir: string;
  readonly progress: Progress | undefined;
}

/** A cache that lost or spoilt a record it said it had: the caller starts over with that record dropped. */
export class FactsLost extends Error {}

export function openFactsBook({ store, blobs, cacheDir, progress }: FactsSource): FactsBook {
  /** Facts that must not outlive the run: of bytes that may be there next time. */
  const passing = new Map<string, ModuleFacts>();
  /** Base and head share nearly all of their files. */
  const decoded = new Map<string, ModuleFacts>();
  let compiler: typeof import("../extract/extract.ts") | null = null;
  const extractor = async (): Promise<typeof import("../extract/extract.ts")> => {
    if (compiler !== null) return compiler;
    const loaded = await import("../extract/extract.ts");
    await loaded.loadExtractor(cacheDir);
    return (compiler = loaded);
  };

  /** How large a blob is never changes; whether it is here does. */
  const keepUnreadable = (bytes: Unreadable, key: string): void => {
    if (bytes.unreadable === "too-large") store.add(key, encodeFacts(unreadableFacts(bytes)));
    else passing.set(key, unreadableFacts(bytes));
  };
  const read = async (kind: ScriptKind, bytes: Buffer | Unreadable, key: string): Promise<void> => {
    if (Buffer.isBuffer(bytes)) store.add(key, encodeFacts((await extractor()).extract(kind, bytes)));
    else keepUnreadable(bytes, key);
  };

  return {
    async prepare(deltas) {
      const isNew = ({ path, newOid }: FileDelta): boolean => newOid !== null && isSource(path) && !store.has(`${newOid}:${scriptKindOf(path)}`);
      if (deltas.some(isNew)) await extractor();
    },
    async ensure(entries) {
      const missing = new Map<string, { oid: BlobOid; kind: ScriptKind; link: boolean }>();
      for (const entry of entries) {
        if (!saysWhatItUses(entry)) continue;
        const key = keyOf(entry);
        if (!store.has(key) && !passing.has(key)) missing.set(key, { oid: entry.oid, kind: scriptKindOf(entry.path), link: entry.mode === "120000" });
      }
      if (missing.size === 0) return;
      const wanted = [...missing];
      let done = 0;
      for await (const { bytes } of blobs.readMany(wanted.map(([, { oid }]) => oid))) {
        const [key, { kind, link }] = wanted[done++]!;
        if (link && Buffer.isBuffer(bytes)) store.add(key, encodeFacts(symlinkFacts(bytes.toString())));
        else await read(kind, bytes, key);
        progress?.step("reading files", done, wanted.length);
      }
    },
    of(entry) {
      if (entry === undefined || !saysWhatItUses(entry)) return leafFacts;
      const key = keyOf(entry);
      const known = passing.get(key) ?? decoded.get(key);
      if (known !== undefined) return known;
      const record = store.get(key);
      const facts = record === null ? null : decodeFacts(record);
      if (facts === null) {
        store.drop(key);
        throw new FactsLost(key);
      }
      decoded.set(key, facts);
      return facts;
    },
    async side(entry) {
      const facts = this.of(entry);
      if (entry.mode !== "100644" && entry.mode !== "100755") return { facts, prints: wholePrint(`${entry.mode}:${entry.oid}`) };
      if (!isSource(entry.path) || passing.has(keyOf(entry))) return { facts, prints: wholePrint(entry.oid) };
      const key = `${keyOf(entry)}:prints`;
      const kept = store.get(key);
      if (kept !== null) return { facts, prints: new Map(JSON.parse(kept.toString()) as [string, string][]) };
      const bytes = await blobs.readOne(entry.oid);
      if (!Buffer.isBuffer(bytes)) return { facts, prints: wholePrint(entry.oid) };
      const prints = (await extractor()).print(scriptKindOf(entry.path), bytes);
      store.add(key, Buffer.from(JSON.stringify([...prints])));
      return { facts, prints };
    },
    async save() {
      store.save();
      if (compiler !== null) await compiler.keepExtractor();
    },
  };
}

/** Sources, and symbolic links: a stylesheet or a `.wasm` behind a link is felt by who imports the link. */
export function saysWhatItUses({ mode, path }: TreeEntry): boolean {
  return mode === "120000" || (mode !== "160000" && isSource(path));
}

function keyOf(entry: TreeEntry): string {
  return `${entry.oid}:${entry.mode === "120000" ? "link" : scriptKindOf(entry.path)}`;
}

/** A file of which only the whole can be compared. */
function wholePrint(content: string): Fingerprints {
  return new Map([[moduleSymbol, createHash("sha256").update(content).digest("hex")]]);
}

/** A symbolic link passes on all of its target: whoever asks the link for a name asks the target. */
function symlinkFacts(target: string): ModuleFacts {
  return {
    ...leafFacts,
    symbols: [{ name: moduleSymbol, typeOnly: false, refs: [], uses: [[0, "*", 0], [0, "", 0]] }],
    requests: [{ specifier: target, kind: "import", typeOnly: false, shape: "path", line: 1 }],
  };
}

function unreadableFacts({ unreadable, because }: Unreadable): ModuleFacts {
  return { ...leafFacts, gaps: [{ kind: unreadable === "too-large" ? "too-large" : "missing-blob", line: 1, because }] };
}

