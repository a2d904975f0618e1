/** Runs one target over its inputs; the first that breaks its promise is made small and told. */
import { Broken } from "./broken.mjs";
import { mutated, pumped } from "./mutate.mjs";
import { randomFrom } from "./random.mjs";

/** Milliseconds that any input may take, and microseconds a byte; a busy machine gets further tries. */
const patience = 150;
const perByte = 2;
const tries = 6;

/** `watch(bytes)` hears of every input before it is checked. */
export async function runTarget(target, { seed, count, from = 0, watch }) {
  const tally = { inputs: 0, mutated: 0, largest: 0, outcomes: {} };
  let other = Buffer.alloc(0);
  const started = performance.now();
  for (let index = from; index < from + count; index++) {
    const { bytes, made, pristine } = inputOf(target, randomFrom(`${seed}/${target.name}/${index}`), other);
    other = made.bytes;
    watch(bytes, index);
    const outcome = await checked(target, bytes, { ...made, pristine });
    if (outcome instanceof Error) return { tally: { ...tally, inputs: tally.inputs + 1, seconds: seconds(started) }, broken: await smallest(target, { bytes, made, pristine, index, because: outcome.message }) };
    tally.inputs++;
    if (!bytes.equals(made.bytes)) tally.mutated++;
    tally.largest = Math.max(tally.largest, bytes.length);
    tally.outcomes[outcome] = (tally.outcomes[outcome] ?? 0) + 1;
  }
  return { tally: { ...tally, seconds: seconds(started) }, broken: null };
}

/** One in ten as made, one in four hundred very large, the others damaged. */
function inputOf(target, random, other) {
  const made = target.make(random);
  if (random.chance(0.1)) return { bytes: made.bytes, made, pristine: true };
  if (random.chance(0.0028)) return { bytes: pumped(random, made.bytes, target.largest, target.words), made, pristine: false };
  const beneath = made.beneath !== undefined && random.chance(0.5);
  return { bytes: beneath ? made.beneath() : mutated(random, made.bytes, target.words, other), made, pristine: false };
}

/** What became of it, or the error that it should not have been. */
async function checked(target, bytes, context) {
  let quickest = Infinity;
  for (let left = tries; left > 0; left--) {
    const before = performance.now();
    let outcome;
    try {
      outcome = await target.check(bytes, context);
    } catch (error) {
      return error instanceof Broken ? error : new Broken(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    if (Object.keys(Object.prototype).length > 0) return new Broken(`Object.prototype has ${Object.keys(Object.prototype)}`);
    quickest = Math.min(quickest, performance.now() - before);
    if (quickest <= patience + (bytes.length * (target.slow ?? perByte)) / 1000) return outcome;
  }
  return new Broken(`took ${Math.round(quickest)} ms for ${bytes.length} bytes`);
}

/** The input with everything left out that the failure does not need. Of a slow one the size is what counts. */
async function smallest(target, { bytes, made, pristine, index, because }) {
  const told = { target: target.name, index, because, bytes, whole: bytes.length };
  if (pristine || because.startsWith("took ")) return told;
  const head = headOf(because);
  let best = bytes;
  let budget = 2000;
  for (let size = best.length >> 1; size >= 1 && budget > 0; size >>= 1) {
    for (let at = 0; at + size <= best.length && budget > 0; ) {
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      budget--;
      const outcome = await checked(target, shorter, { ...made, pristine: false });
      if (outcome instanceof Error && headOf(outcome.message) === head) best = shorter;
      else at += size;
    }
  }
  return { ...told, bytes: best };
}

/** The same failure of a shorter input may name other values. */
function headOf(words) {
  return words.slice(0, 20);
}

function seconds(started) {
  return (performance.now() - started) / 1000;
}
