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
  return extractFacts(compiler!, kind, bytes.toString());
}

export function print(kind: ScriptKind, bytes: Buffer): Fingerprints {
  return fingerprint(compiler!, kind, bytes.toString());
}

/** Keeps the compiled compiler, so that the next run that needs it starts in a third of the time. */
export async function keepExtractor(): Promise<void> {
  await keepCompiled();
}
