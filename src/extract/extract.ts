import { isUtf8 } from "node:buffer";
import type { ts } from "ts-morph";
import type { Fingerprints, ModuleFacts, ScriptKind } from "../facts/module-facts.ts";
import { keepCompiled, loadCompiler } from "./compiler.ts";
import { extractFacts } from "./extract-facts.ts";
import { fingerprint } from "./fingerprint.ts";

/** The door to this room: bytes in, facts out. Loading it loads no compiler; `loadExtractor` does. */
let compiler: typeof ts | null = null;

export async function loadExtractor(cacheDir: string): Promise<void> {
  compiler ??= await loadCompiler(cacheDir);
}

export function extract(kind: ScriptKind, bytes: Buffer): ModuleFacts {
  return extractFacts(compiler!, kind, textOf(bytes));
}

export function print(kind: ScriptKind, bytes: Buffer): Fingerprints {
  return fingerprint(compiler!, kind, textOf(bytes));
}

/**
 * Old files may be Latin-1: as UTF-8 their letters would all become one sign, and a change of one to another be lost. A
 * byte order mark is no part of the text; the parser takes `#!` for code behind one.
 */
function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1").replace(/^\uFEFF/, "");
}

/** Keeps the compiled compiler, so that the next run that needs it starts in a third of the time. */
export async function keepExtractor(): Promise<void> {
  await keepCompiled();
}
