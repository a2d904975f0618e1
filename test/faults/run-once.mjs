/** One whole process under a fault, and what is wrong with how it ended. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const riskscore = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
/** Whatever hangs is asked to end, then made to. */
const patience = { term: 7000, kill: 15_000 };

/**
 * `how`: `shell` (a prefix such as `ulimit -n 9;`), `node` (its own options), `env`, `signal` and `after`, `closing` (streams that go away), `cwd`.
 * Resolves with the exit code (128 + n for a signal), what was said, and how long it took.
 */
export function runOnce(command, { path, env, shell = "", node = [], signal = null, after = 0, closing = [], redirect = "", run = [] }) {
  const words = [...run, process.execPath, ...node, riskscore, ...command.args];
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", ["-c", `${shell} exec "$@" ${redirect}`, "sh", ...words], { cwd: path, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].on("error", () => {});
      if (closing.includes(name)) child[name].destroy();
      else child[name].on("data", (chunk) => (said[name] += chunk));
    }
    child.stdin.on("error", () => {});
    child.stdin.end(command.stdin ?? "");
    const toGroup = (name) => {
      try {
        process.kill(-child.pid, name);
      } catch {
        // It has ended.
      }
    };
    const toChild = (name) => child.kill(name);
    const timers = [setTimeout(() => toChild("SIGTERM"), patience.term), setTimeout(() => toGroup("SIGKILL"), patience.kill)];
    if (signal !== null) timers.push(setTimeout(() => toChild(signal), after));
    child.on("close", (code, ended) => {
      timers.forEach(clearTimeout);
      toGroup("SIGKILL");
      resolve({ code: code ?? 128 + numbers[ended], ...said, milliseconds: Date.now() - started });
    });
  });
}

const numbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGBUS: 7, SIGKILL: 9, SIGSEGV: 11, SIGPIPE: 13, SIGTERM: 15, SIGXCPU: 24, SIGXFSZ: 25 };

/** The law: never 0; and whoever stops says so. Null when it was kept. */
export function wrongWith({ code, stdout, stderr }, { mute = false, unheard = false } = {}) {
  if (code === 0) return "SILENT ALLOW";
  if (code === 3) return "a defect of ours";
  if (/node:internal|Unhandled|^\s+at .*\(/m.test(stderr) && !/heap out of memory|Fatal (?:process|JavaScript)|Check failed|bad_alloc|Maximum call stack/i.test(stderr)) return "node's own crash text";
  // Node's own code for an uncaught error is 1, too: a stop has to say so.
  if (code === 1 && !unheard && !/STOPPED|needs-sign-off|needs a senior|veto|"decision": ?"(?:blocked|needs-sign-off)"/i.test(stdout)) return "exit 1 without a verdict";
  if (code > 1 && code < 128 && stdout === "" && stderr === "" && !mute) return `exit ${code} without a word`;
  return null;
}
