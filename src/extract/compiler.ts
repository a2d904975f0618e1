import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import type { ts } from "ts-morph";

/** The TypeScript compiler that ts-morph carries. Only its parser is used. */
export type Compiler = typeof ts;

interface Loaded {
  readonly ts: Compiler;
  /** Null when nothing can or need be kept. */
  keep: { readonly script: Script; readonly file: string } | null;
}

let loaded: Promise<Loaded> | null = null;

/**
 * The compiler, loaded once a process. With a cache folder V8's compiled form is kept there, which makes loading about
 * three times as fast; on anything odd it is loaded the plain way, through ts-morph.
 */
export async function loadCompiler(cacheDir: string | null): Promise<Compiler> {
  loaded ??= cacheDir === null ? loadPlainly() : loadCompiled(cacheDir);
  return (await loaded).ts;
}

/**
 * Keeps the compiled form for the next run. Call it after parsing: functions are compiled when first called, and only
 * those are in it. False when there was nothing to keep or it could not be written; nothing depends on it.
 */
export async function keepCompiled(): Promise<boolean> {
  if (loaded === null) return false;
  const compiler = await loaded;
  const { keep } = compiler;
  if (keep === null) return false;
  compiler.keep = null; // Once a process: a later session may be about another repository, and the first one's folder gone.
  const temporary = `${keep.file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const data = keep.script.createCachedData();
    mkdirSync(dirname(keep.file), { recursive: true });
    writeFileSync(temporary, Buffer.concat([digestOf(data), data]));
    renameSync(temporary, keep.file);
    return true;
  } catch {
    removeIfThere(temporary);
    return false; // A full or read-only disk costs the next run 100 ms; the facts cache reports it as an error.
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where a file stands in a folder's place nothing was written either.
  }
}

async function loadPlainly(): Promise<Loaded> {
  const { ts: compiler } = await import("ts-morph");
  return { ts: compiler, keep: null };
}

async function loadCompiled(cacheDir: string): Promise<Loaded> {
  try {
    const source = compilerSource();
    const file = join(cacheDir, "compiler", `${nameOf(source)}.bin`);
    const cachedData = readKept(file);
    const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source.text}\n})`;
    const script = new Script(wrapped, { filename: source.path, ...(cachedData === undefined ? {} : { cachedData }) });
    const module = { exports: {} as Compiler };
    const body = script.runInThisContext() as (...args: unknown[]) => void;
    body(module.exports, createRequire(source.path), module, source.path, dirname(source.path));
    if (typeof module.exports.createSourceFile !== "function") return await loadPlainly();
    const fresh = cachedData !== undefined && script.cachedDataRejected !== true;
    return { ts: module.exports, keep: fresh ? null : { script, file } };
  } catch {
    return loadPlainly(); // Another layout of ts-morph than we know: the public way in still works.
  }
}

function compilerSource(): { readonly path: string; readonly text: string } {
  const tsMorph = createRequire(import.meta.url).resolve("ts-morph");
  const common = createRequire(tsMorph).resolve("@ts-morph/common");
  const path = join(dirname(common), "typescript.js");
  return { path, text: readFileSync(path, "latin1") };
}

/**
 * V8 refuses data of another V8 build, other flags or another CPU (all in the tag), but tells sources apart by length
 * only: so the name also holds a digest over the source's start, where the compiler's version stands, and its length.
 */
function nameOf({ text }: { readonly text: string }): string {
  const source = createHash("sha256").update(text.slice(0, 200_000)).update(String(text.length)).digest("hex").slice(0, 16);
  return `${cachedDataVersionTag().toString(16)}-${source}`;
}

const digestLength = 32;

/** V8 does not notice damage inside its data and would crash on it, hence the digest. */
function readKept(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(digestLength);
    return bytes.length > digestLength && digestOf(data).equals(bytes.subarray(0, digestLength)) ? data : undefined;
  } catch {
    return undefined; // Not kept yet, or unreadable: compiled anew.
  }
}

function digestOf(data: Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}
