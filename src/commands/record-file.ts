import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { idOf, largestPayload, largestSignature } from "../git/records.ts";
import type { StoredRecord } from "../signoff/statement.ts";

/** What `--out` writes and `--in` reads: the two files of a record in one, as JSON. */
interface RecordFile {
  readonly type: typeof recordFileType;
  /** Base64 of the signed bytes. */
  readonly payload: string;
  /** The armored signature. */
  readonly signature: string;
}

const recordFileType = "https://riskscore.dev/record-file/v1";

export function recordFileText(records: readonly Pick<StoredRecord, "payload" | "signature">[]): string {
  const files = records.map(({ payload, signature }): RecordFile => ({ type: recordFileType, payload: Buffer.from(payload).toString("base64"), signature: Buffer.from(signature).toString("latin1") }));
  return files.map((file) => `${JSON.stringify(file)}\n`).join("");
}

/** The records in a file, one a line. Nothing in them is trusted until they are judged. Failure `usage` for anything else. */
export function recordsIn(name: string, bytes: Uint8Array): readonly StoredRecord[] {
  const lines = Buffer.from(bytes).toString("utf8").split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0 || lines.length > 20) throw noRecord(name, lines.length === 0 ? "it is empty" : "it holds more than 20 lines");
  return lines.map((line) => recordOf(name, line));
}

function recordOf(name: string, line: string): StoredRecord {
  const value = parsed(name, line);
  const { type, payload, signature } = value;
  if (type !== recordFileType || typeof payload !== "string" || typeof signature !== "string") throw noRecord(name, "it is JSON of another kind");
  const [signed, armored] = [Buffer.from(payload, "base64"), Buffer.from(signature, "latin1")];
  if (signed.toString("base64") !== payload) throw noRecord(name, "its payload is not base64");
  if (signed.length === 0 || signed.length > largestPayload || armored.length > largestSignature) throw noRecord(name, "its parts are empty or too large");
  return { id: idOf(signed), payload: signed, signature: armored, from: name };
}

function parsed(name: string, line: string): Partial<Record<keyof RecordFile, unknown>> {
  try {
    const value: unknown = line.length > 200_000 ? null : JSON.parse(line);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below.
  }
  throw noRecord(name, "it is no JSON");
}

function noRecord(name: string, because: string): Failure {
  return new Failure("usage", `'${plainText(name)}' holds no sign-off: ${because}.`, { hint: "riskscore signoff DIGEST --out FILE writes one; a bundle of git's is taken as a request." });
}
