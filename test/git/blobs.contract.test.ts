import { expect, test } from "vitest";
import type { BlobOid } from "../../src/ids.ts";
import { largestBlob, type Unreadable } from "../../src/snapshot.ts";
import { opened, temporary } from "./opened.ts";

/** Contents whose sizes lie around the size of a pipe's chunk, with every byte a line could end in. */
function contents(count: number): Record<string, Buffer> {
  const sizes = [0, 1, 2, 100, 4095, 4096, 65_535, 65_536, 65_537, 200_000];
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, Buffer.alloc(sizes[i % sizes.length]!, `${i}\n missing\0`)]));
}

test.each([20, 150])("%i blobs at once, in the order asked for, with some missing and some no blobs", async (count) => {
  const files = contents(count);
  const repo = temporary(files);
  const repository = await opened(repo);
  const { entries } = await repository.snapshotOfCommit(repository.head!);
  const absent = "1".repeat(40) as BlobOid;
  const wanted = [...[...entries.values()].flatMap(({ oid }) => [oid, absent]), repository.head as unknown as BlobOid];
  const answers: { oid: BlobOid; bytes: Buffer | Unreadable }[] = [];
  for await (const answer of repository.openBlobs().readMany(wanted)) answers.push(answer);
  expect(answers.map(({ oid }) => oid)).toEqual(wanted);
  const read = new Map([...entries.values()].map(({ path, oid }, i) => [path, answers[2 * i]!.oid === oid ? answers[2 * i]!.bytes : null]));
  for (const [path, bytes] of Object.entries(files)) expect(Buffer.compare(read.get(path as never) as Buffer, bytes), path).toBe(0);
  expect(answers.filter(({ oid }) => oid === absent).every(({ bytes }) => "unreadable" in bytes && bytes.unreadable === "missing")).toBe(true);
  expect(answers.at(-1)!.bytes).toEqual({ unreadable: "not-a-blob", because: "the object is a commit" });
});

test("a blob over the limit is passed over, and the next one is read", async () => {
  const repo = temporary({ "at-limit": Buffer.alloc(largestBlob, 1), "over": Buffer.alloc(largestBlob + 1, 2), "small": "3" });
  const repository = await opened(repo);
  const { entries } = await repository.snapshotOfCommit(repository.head!);
  const blobs = repository.openBlobs();
  const [atLimit, over, small] = await Promise.all(["at-limit", "over", "small"].map((path) => blobs.readOne(entries.get(path as never)!.oid)));
  expect((atLimit as Buffer).length).toBe(largestBlob);
  expect(over).toMatchObject({ unreadable: "too-large" });
  expect(small).toEqual(Buffer.from("3"));
});

test("an object id that is none is our defect: it could ask for two things at once", async () => {
  const blobs = (await opened(temporary({ "a.ts": "1" }))).openBlobs();
  expect(() => blobs.readOne("HEAD:a.ts" as never)).toThrow("not an object id");
  await expect(blobs.readMany([`${"1".repeat(40)}\n` as never])[Symbol.asyncIterator]().next()).rejects.toThrow("not an object id");
});

test("a reader that stops early leaves nothing running", async () => {
  const repository = await opened(temporary(contents(100)));
  const oids = [...(await repository.snapshotOfCommit(repository.head!)).entries.values()].map(({ oid }) => oid);
  const blobs = repository.openBlobs();
  for await (const { bytes } of blobs.readMany([...oids, ...oids])) {
    expect(bytes).toBeDefined();
    break;
  }
  expect(await blobs.readOne(oids[1]!)).toBeInstanceOf(Buffer);
  await blobs.close();
  expect(await blobs.readOne(oids[1]!)).toBeInstanceOf(Buffer);
});

test("a damaged object is missing, never empty", async () => {
  const repo = temporary({ "a.ts": "1" });
  const oid = repo.git("rev-parse", "HEAD:a.ts");
  repo.gitWith({}, "-c", `alias.damage=!f=.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}; chmod u+w $f; echo damaged > $f`, "damage");
  const blobs = (await opened(repo)).openBlobs();
  await expect(blobs.readOne(oid as never)).resolves.toMatchObject({ unreadable: "missing" });
});

test("closing the repository fails what is still asked for", async () => {
  const repository = await opened(temporary({ "a.ts": "1" }));
  const asked = repository.openBlobs().readOne("1".repeat(40) as never);
  const outcome = expect(asked).rejects.toThrow();
  await repository.close();
  await outcome;
});
