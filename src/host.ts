/**
 * The one window on the process: streams, environment, working folder, terminal, clock.
 * Everything else receives a `Host`, so that tests can hold time and environment still.
 */
export interface Host {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdinIsTerminal: boolean;
  /** The next line a person types; null at the end of input. Absent where nobody can be asked. */
  readLine?(): Promise<string | null>;
  /** All of stdin, as bytes, up to its end: what git tells a hook. Never asked of a terminal. */
  readStdin(): Promise<Buffer>;
  /**
   * The coding agent whose environment this process runs in, as `std-env` calls it; null when none is seen. Not to be
   * trusted as a name: `AI_AGENT` says any text it likes, in lower case.
   */
  detectedAgent(): Promise<string | null>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Aborted by SIGINT or SIGTERM; `reason` is the signal's name. */
  readonly signal: AbortSignal;
}

export interface Output {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
}

const interruption = new AbortController();

/** What a lock file says about its owner. */
export const ownPid = process.pid;

/** The number of the user this process runs as; null where there are none (Windows). */
export const ownUser: number | null = process.geteuid?.() ?? null;

/** Whether this machine runs a process of that number. One of another user counts: it cannot be asked, but it is there. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The real process as a Host. Installs the signal handlers that make Ctrl-C end in an orderly way. */
export function processHost(): Host {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => interruption.abort(name));
  }
  return {
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdinIsTerminal: process.stdin.isTTY === true,
    readLine: () => nextLine(interruption.signal),
    readStdin: () => allOfStdin(interruption.signal),
    // Loaded on this call only: it looks at the whole environment as soon as it is.
    detectedAgent: async () => (await import("std-env")).detectAgent().name ?? null,
    now: () => Date.now(),
    signal: interruption.signal,
  };
}

/** Typed, but not asked for yet: who answers two questions at once, or pipes the answers in, is not asked in vain. */
let typedAhead = "";

async function nextLine(signal: AbortSignal): Promise<string | null> {
  process.stdin.setEncoding("utf8");
  for (let end = typedAhead.indexOf("\n"); ; end = typedAhead.indexOf("\n")) {
    if (end >= 0) {
      const line = typedAhead.slice(0, end);
      typedAhead = typedAhead.slice(end + 1);
      return line.replace(/\r$/, "");
    }
    const chunk = await nextChunk(signal);
    if (chunk === null) break;
    typedAhead += chunk;
  }
  const last = typedAhead;
  typedAhead = "";
  return last === "" ? null : last;
}

/** What comes next on stdin; null at its end. In between stdin rests, so that it keeps no process alive. */
function nextChunk(signal: AbortSignal): Promise<string | null> {
  const { stdin } = process;
  if (stdin.readableEnded || stdin.destroyed) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const settle = (done: () => void): void => {
      for (const [event, listener] of listeners) stdin.off(event, listener);
      signal.removeEventListener("abort", interrupted);
      stdin.pause();
      // A pipe that rests still counts as work to wait for. A file has neither method.
      stdin.unref?.();
      done();
    };
    const interrupted = (): void => settle(() => reject(new Error("interrupted")));
    const listeners = [
      ["data", (chunk: string) => settle(() => resolve(chunk))],
      ["end", () => settle(() => resolve(null))],
      ["error", (error: Error) => settle(() => reject(error))],
    ] as const;
    if (signal.aborted) return void reject(new Error("interrupted"));
    signal.addEventListener("abort", interrupted, { once: true });
    for (const [event, listener] of listeners) stdin.on(event, listener);
    stdin.ref?.();
    stdin.resume();
  });
}

async function allOfStdin(signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  const chunks: Buffer[] = [];
  const stop = (): void => void process.stdin.destroy(new Error("interrupted"));
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  } finally {
    signal.removeEventListener("abort", stop);
  }
  return Buffer.concat(chunks);
}

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader that went away (`riskscore diff | head`) is no failure of ours.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    // Any other stream that cannot be written (a full disk) loses the answer: that is no answer. The other stream may say so.
    if (stream !== process.stderr) process.stderr.write(`riskscore: The output could not be written: ${error.code === "ENOSPC" ? "the disk is full" : error.message}.\n  hint: Free some space, or send it elsewhere (--output FILE).\n`);
    process.exit(2);
  });
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      // A terminal that does not know its size says 0.
      return stream.columns > 0 ? stream.columns : 80;
    },
    write: (text) => void stream.write(text),
  };
}
