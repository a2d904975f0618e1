import { limits } from "../policy/limits.ts";
import { Failure } from "../failure.ts";

/**
 * The text of a policy file: strict UTF-8, a byte order mark taken off, neither empty nor huge.
 * Throws Failure("policy") otherwise.
 */
export function policyText(file: string, bytes: Uint8Array, mostBytes: number = limits.bytes): string {
  if (bytes.length > mostBytes) {
    throw new Failure("policy", `${file} is ${bytes.length} bytes; a policy may have ${mostBytes}.`, { hint: "Use globs instead of listing files." });
  }
  const text = decoded(file, bytes);
  if (text.trim() === "") {
    throw new Failure("policy", `${file} is empty.`, { hint: "Write {} for a policy of defaults, or delete the file." });
  }
  return text;
}

function decoded(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure("policy", `${file} is not UTF-8.`, { hint: "Save the file as UTF-8.", cause });
  }
}
