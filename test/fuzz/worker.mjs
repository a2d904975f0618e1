/** The thread that may hang: the one that started it sees the input that it hangs on. */
import { parentPort, workerData } from "node:worker_threads";
import { runTarget } from "./run-target.mjs";
import { countsFor, targetsOf } from "./targets.mjs";

const { bundle, seed, inputs, signatures, only, from, shared } = workerData;
const beat = new Int32Array(shared, 0, 3);
const current = new Uint8Array(shared, 12);

const targets = targetsOf(await import(bundle));
const counts = countsFor(targets, { inputs, signatures });
for (const target of targets) {
  if (only !== undefined && target.name !== only) continue;
  const count = only !== undefined && only !== "signatures" ? inputs : counts.get(target.name);
  tell({ begins: target.name });
  const { tally, broken } = await runTarget(target, { seed, from, count, watch });
  tell({ ended: target.name, tally, broken });
  if (broken !== null) break;
}
tell({ names: targets.map(({ name }) => name), finished: true });

function tell(news) {
  // eslint-disable-next-line unicorn/require-post-message-target-origin
  parentPort.postMessage(news);
}

function watch(bytes, index) {
  const kept = Math.min(bytes.length, current.length);
  current.set(bytes.subarray(0, kept));
  Atomics.store(beat, 1, kept);
  Atomics.store(beat, 2, index);
  Atomics.add(beat, 0, 1);
}
