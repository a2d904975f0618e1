import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processRuns } from "../src/host.ts";

let folder: string;
let script: string;
/** A process of its own that asks its host one question and prints the answer. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "riskscore-host-"));
  script = join(folder, "ask.mjs");
  const contents = `import { processHost } from ${JSON.stringify(fileURLToPath(new URL("../src/host.ts", import.meta.url)))};
const host = processHost();
const [question, times = "1"] = process.argv.slice(2);
process.stderr.write("ready");
const answers = [];
try {
  for (let i = 0; i < Number(times); i++) {
    const answer = await host[question]();
    answers.push(Buffer.isBuffer(answer) ? answer.toString("latin1") : answer);
  }
  process.stdout.write(JSON.stringify(answers));
} catch (error) {
  process.stdout.write("refused " + host.signal.aborted);
}`;
  const banner = { js: 'import { createRequire as __r } from "node:module";const require = __r(import.meta.url);' };
  await build({ stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "js" }, outfile: script, bundle: true, format: "esm", platform: "node", target: "node20.19", banner });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Stdin = "pipe" | "ignore" | number;
interface Asked {
  readonly stdin?: Stdin;
  readonly input?: readonly string[];
  /** Leave the pipe open behind the input. */
  readonly open?: boolean;
  readonly interruptWith?: NodeJS.Signals;
  readonly env?: Record<string, string>;
}

function ask(question: string, { stdin = "pipe", input = [], open = false, interruptWith, env = {} }: Asked = {}, times = 1): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, question, String(times)], { stdio: [stdin, "pipe", "pipe"], env: { PATH: process.env["PATH"], ...env } });
    let out = "";
    child.stdout!.on("data", (part: Buffer) => (out += part.toString()));
    child.stderr!.once("data", () => {
      for (const part of input) child.stdin?.write(Buffer.from(part, "latin1"));
      if (!open) child.stdin?.end();
      if (interruptWith !== undefined) setTimeout(() => child.kill(interruptWith), 30);
    });
    child.on("error", reject);
    child.on("close", () => {
      child.stdin?.destroy();
      resolve(out.startsWith("[") ? JSON.parse(out) : out);
    });
  });
}

describe("all of stdin", () => {
  test("of a pipe, byte by byte, however it is cut", async () => {
    expect(await ask("readStdin", { input: ["refs/heads/a \xff\x00", "\n", "x".repeat(200_000)] })).toEqual([`refs/heads/a \xff\x00\n${"x".repeat(200_000)}`]);
  });

  test("is empty where there is none: /dev/null, a pipe closed at once, a stream closed before the start", async () => {
    expect(await ask("readStdin", { stdin: "ignore" })).toEqual([""]);
    expect(await ask("readStdin")).toEqual([""]);
    const closed = await new Promise((resolve) => {
      const child = spawn("sh", ["-c", 'exec "$0" "$1" readStdin <&-', process.execPath, script], { stdio: ["ignore", "pipe", "ignore"] });
      child.stdout.on("data", (part: Buffer) => resolve(part.toString()));
    });
    expect(closed).toBe('[""]');
  });

  test("of a file", async () => {
    const path = join(folder, "lines");
    writeFileSync(path, "one\ntwo\n");
    const file = openSync(path, "r");
    expect(await ask("readStdin", { stdin: file })).toEqual(["one\ntwo\n"]);
    closeSync(file);
  });

  test("of a folder is not waited for", async () => {
    const file = openSync(folder, "r");
    expect(await ask("readStdin", { stdin: file })).toEqual([""]);
    closeSync(file);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("is given up on %s", async (signal) => {
    expect(await ask("readStdin", { input: ["half"], open: true, interruptWith: signal })).toBe("refused true");
  });
});

describe("the next line", () => {
  test("one by one, all of them even when they come at once; null at the end", async () => {
    expect(await ask("readLine", { input: ["one\r\ntwo\n\nlas", "t"] }, 6)).toEqual(["one", "two", "", "last", null, null]);
    expect(await ask("readLine", { stdin: "ignore" }, 2)).toEqual([null, null]);
  });

  test("is enough: a process that has its line ends, whatever is still open", async () => {
    expect(await ask("readLine", { input: ["yes\n"], open: true })).toEqual(["yes"]);
  });

  test("is given up on SIGINT", async () => {
    expect(await ask("readLine", { input: ["half"], open: true, interruptWith: "SIGINT" })).toBe("refused true");
  });
});

test("the coding agent whose environment this is", async () => {
  expect(await ask("detectedAgent")).toEqual([null]);
  expect(await ask("detectedAgent", { env: { CLAUDECODE: "1" } })).toEqual(["claude"]);
  expect(await ask("detectedAgent", { env: { AI_AGENT: "Some\nThing" } })).toEqual(["some\nthing"]);
});

test("which processes run", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  const { pid } = child;
  expect([processRuns(process.pid), processRuns(pid!)]).toEqual([true, true]);
  await new Promise((resolve) => child.on("close", resolve));
  expect(processRuns(pid!)).toBe(false);
});
