/**
 * Runs the built riskscore as if a person sat at a terminal: stdin claims to be one, and the lines the person
 * types are given. So what asks a person (`signoff`) can be played without a pseudo-terminal, with the very code that ships.
 *
 *   node test/support/at-terminal.mjs '["lines","typed"]' <arguments of riskscore>
 */
import { main } from "../../dist/main.js";

const [typed, ...argv] = process.argv.slice(2);
const lines = JSON.parse(typed);
// Only stdin: progress, which depends on how busy the machine is, has no place in what tests read.
const output = (stream) => ({ isTerminal: false, columns: 80, write: (text) => void stream.write(text) });

process.exitCode = await main({
  argv: [...argv, "--no-color"],
  cwd: process.cwd(),
  env: process.env,
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdinIsTerminal: true,
  readLine: async () => {
    const line = lines.shift() ?? null;
    if (line !== null) process.stderr.write(`${line}\n`);
    return line;
  },
  readStdin: async () => Buffer.alloc(0),
  detectedAgent: async () => null,
  now: () => Date.now(),
  signal: new AbortController().signal,
});
