/**
 * Damaged input for everything that reads what others wrote. Bounded, seeded, one thread.
 *
 *   node test/fuzz/fuzz.mjs [--short] [--seed N] [--inputs N] [--signatures N] [--only TARGET [--from INDEX]] [--json]
 *
 * `--short` is what CI runs. A failure prints how to run that one input again, and leaves its bytes in the temporary folder.
 * Exit codes: 0 every promise was kept, 1 one was broken, 2 usage.
 */
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url);
/** An input that takes longer hangs, for whoever waits for the answer. */
const hangs = 20_000;
const options = asked();
const folder = fileURLToPath(new URL(`node_modules/.cache/riskscore-fuzz/${process.pid}`, root));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const shared = new SharedArrayBuffer(12 + (1 << 20));
const results = new Map();
let now = null;
let broken = null;
const started = Date.now();

const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData: { ...options, bundle: await bundled(), shared } });
worker.on("message", heard);
worker.on("error", (error) => stop({ target: now, index: -1, because: error.stack ?? String(error), bytes: Buffer.alloc(0), whole: 0 }));
const watchdog = watching();

function heard({ begins, ended, tally, broken: found, finished, names }) {
  if (begins !== undefined) now = begins;
  if (ended !== undefined) {
    results.set(ended, tally);
    if (!options.json) process.stdout.write(lineOf(ended, tally));
    if (found !== null) return stop(found);
  }
  if (finished) stop(options.only !== undefined && results.size === 0 ? usage(`no target is called '${options.only}': ${names.join(", ")}`) : null);
}

function asked() {
  try {
    const { values } = parseArgs({
      options: { short: { type: "boolean", default: false }, seed: { type: "string", default: "1" }, inputs: { type: "string" }, signatures: { type: "string" }, only: { type: "string" }, from: { type: "string", default: "0" }, json: { type: "boolean", default: false } },
    });
    const numbers = { seed: Number(values.seed), inputs: Number(values.inputs ?? (values.short ? 30_000 : 1_000_000)), signatures: Number(values.signatures ?? (values.short ? 4_000 : 120_000)), from: Number(values.from) };
    if (Object.values(numbers).every((number) => Number.isSafeInteger(number) && number >= 0)) return { ...values, ...numbers };
    return usage("numbers are whole and not negative");
  } catch (error) {
    return usage(error.message);
  }
}

function usage(because) {
  process.stderr.write(`${because}\nusage: node test/fuzz/fuzz.mjs [--short] [--seed N] [--inputs N] [--signatures N] [--only TARGET [--from INDEX]] [--json]\n`);
  process.exit(2);
}

async function bundled() {
  const outfile = join(folder, "under-test.mjs");
  await build({ absWorkingDir: fileURLToPath(root), entryPoints: ["test/fuzz/under-test.ts"], outfile, bundle: true, format: "esm", platform: "node", target: "node20.19", packages: "external", define: { RISKSCORE_VERSION: '"0.0.0"', RISKSCORE_BUILD: '"fuzz"' }, logLevel: "warning" });
  return pathToFileURL(outfile).href;
}

/** A thread that is in a loop answers nobody: what it is at lies in shared memory. */
function watching() {
  const beat = new Int32Array(shared, 0, 3);
  let last = -1;
  let since = Date.now();
  return setInterval(() => {
    const beats = Atomics.load(beat, 0);
    if (beats !== last) [last, since] = [beats, Date.now()];
    else if (beats > 0 && Date.now() - since > hangs) {
      const bytes = Buffer.from(new Uint8Array(shared, 12, Atomics.load(beat, 1)));
      stop({ target: now, index: Atomics.load(beat, 2), because: `hangs: no answer for ${hangs / 1000} s`, bytes, whole: bytes.length });
    }
  }, 500);
}

function stop(found) {
  if (broken !== null) return;
  broken = found;
  clearInterval(watchdog);
  void worker.terminate();
  const total = [...results.values()].reduce((sum, { inputs }) => sum + inputs, 0);
  const seconds = (Date.now() - started) / 1000;
  if (options.json) process.stdout.write(`${JSON.stringify({ seed: options.seed, seconds, targets: Object.fromEntries(results), broken: found && { ...found, bytes: found.bytes && Buffer.from(found.bytes).toString("base64") } }, null, 2)}\n`);
  else process.stdout.write(`${String(total).padStart(9)} inputs in ${seconds.toFixed(0)} s, seed ${options.seed}\n`);
  if (found === null) return;
  const bytes = Buffer.from(found.bytes);
  const file = join(tmpdir(), `riskscore-fuzz-${(found.target ?? "start").replace(/\W+/g, "-")}-${options.seed}-${found.index}.bin`);
  writeFileSync(file, bytes);
  process.stderr.write(`\nBROKEN: ${found.target}: ${found.because}\n  ${bytes.length} of ${found.whole} bytes are enough: ${JSON.stringify(bytes.toString("latin1").slice(0, 400))}\n  in ${file}\n  again: node test/fuzz/fuzz.mjs --seed ${options.seed} --only '${found.target}' --from ${found.index} --inputs 1 --signatures 1\n`);
  process.exitCode = 1;
}

function lineOf(name, { inputs, mutated, seconds, largest, outcomes }) {
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `${String(inputs).padStart(9)} ${name.padEnd(22)} ${String(mutated).padStart(7)} damaged ${seconds.toFixed(1).padStart(6)} s  up to ${String(largest).padStart(6)} bytes  ${counts}\n`;
}
