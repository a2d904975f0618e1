/** Plays a person at a terminal who types these lines: `node terminal.mjs '["node","bin/riskscore.js"]' '["line"]' words…`. The program that ships is run; only its host is ours. */
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [tool, lines, ...words] = process.argv.slice(2);
const { main } = await import(pathToFileURL(join(dirname(JSON.parse(tool).at(-1)), "..", "dist", "main.js")).href);
const typed = JSON.parse(lines);
const output = (stream) => ({ isTerminal: false, columns: 80, write: (text) => void stream.write(text) });

process.exitCode = await main({
  argv: [...words, "--no-color"],
  cwd: process.cwd(),
  env: process.env,
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdinIsTerminal: true,
  readLine: async () => typed.shift() ?? null,
  readStdin: async () => Buffer.alloc(0),
  detectedAgent: async () => null,
  now: () => Date.now(),
  signal: new AbortController().signal,
});
