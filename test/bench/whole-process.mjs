import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/**
 * Runs a whole process to its end. `ms` is wall clock from spawn to the end of its output. Throws when it fails: when it ends
 * with a code that is not among `accept`.
 */
export function run(file, args, { cwd, env, watch, input, accept = [0] } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(file, args, { cwd, env, stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"] });
    child.stdin?.on("error", () => {}); // a process that does not read its input says why by its exit code
    child.stdin?.end(input);
    const out = [];
    const err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    const watching = watch?.(child.pid);
    child.on("error", reject);
    child.on("close", (status) => {
      const ms = performance.now() - start;
      watching?.stop();
      if (accept.includes(status)) resolve({ ms, code: status, stdout: Buffer.concat(out).toString("utf8"), peak: watching?.peak() ?? null });
      else reject(new Error(`${[file, ...args].join(" ")} ended with ${status}\n${Buffer.concat(err).toString("utf8")}`));
    });
  });
}

/** Bytes resident in a process and all its children at once, sampled every 5 ms; null where there is no /proc. */
export async function peakMemory(file, args, options) {
  if (process.platform !== "linux") return null;
  const { peak } = await run(file, args, { ...options, watch: watchTree });
  return peak;
}

function watchTree(pid) {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid));
  }, 5);
  return { stop: () => clearInterval(timer), peak: () => peak };
}

function residentBytes(pid) {
  try {
    const own = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
    const threads = readdirSync(`/proc/${pid}/task`);
    const children = threads.flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean));
    return children.reduce((sum, child) => sum + residentBytes(child), own);
  } catch {
    return 0; // ended between two reads
  }
}
