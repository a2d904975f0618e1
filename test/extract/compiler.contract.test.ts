import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ts } from "ts-morph";
import { extractorVersion } from "../../src/extract/version.ts";

type Loader = typeof import("../../src/extract/compiler.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "riskscore-compiler-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As a new process would load it. */
async function fresh(): Promise<Loader> {
  vi.resetModules();
  return import("../../src/extract/compiler.ts");
}

const keptFile = (): string => join(folder, "compiler", readdirSync(join(folder, "compiler"))[0]!);

test("the compiled form is kept once and used from then on", async () => {
  const first = await fresh();
  const compiler = await first.loadCompiler(folder);
  expect(compiler.createSourceFile("a.ts", "let a", compiler.ScriptTarget.Latest).statements).toHaveLength(1);
  expect(await first.keepCompiled()).toBe(true);
  expect(await first.keepCompiled()).toBe(false); // Once a process: the folder may be gone by then.
  expect(readdirSync(join(folder, "compiler"))).toHaveLength(1);
  const second = await fresh();
  expect((await second.loadCompiler(folder)).version).toBe(ts.version);
  expect(await second.keepCompiled()).toBe(false); // It was accepted: nothing new to keep.
});

test("a damaged one is made anew", async () => {
  const first = await fresh();
  await first.loadCompiler(folder);
  await first.keepCompiled();
  const bytes = readFileSync(keptFile());
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(keptFile(), bytes);
  const second = await fresh();
  expect((await second.loadCompiler(folder)).version).toBe(ts.version);
  expect(await second.keepCompiled()).toBe(true);
});

test("a folder that cannot be written costs nothing but time", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const loader = await fresh();
  expect((await loader.loadCompiler(file)).version).toBe(ts.version);
  expect(await loader.keepCompiled()).toBe(false);
});

test("without a folder it comes from ts-morph itself", async () => {
  const loader = await fresh();
  expect((await loader.loadCompiler(null)).version).toBe(ts.version);
  expect(await loader.keepCompiled()).toBe(false);
});

test("the extractor's version names the compiler's", () => expect(extractorVersion).toMatch(new RegExp(`\\+ts${ts.version}$`)));
