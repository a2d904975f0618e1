import { canonicalJson } from "../canonical-json.ts";
import { Failure } from "../failure.ts";
import { parseStatement } from "./parse-statement.ts";
import type { Statement } from "./statement.ts";

/** The bytes that are signed for `statement`, and that `parseStatement` reads back. Failure `usage` for what nobody would accept: a reason that is empty or too long, say. */
export function statementBytes(statement: Statement): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalJson(statement));
  const read = parseStatement(bytes);
  if ("malformed" in read) throw new Failure("usage", `This cannot be signed: the statement ${read.malformed}.`);
  return bytes;
}
