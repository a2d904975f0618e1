/** A promise that an input has broken. */
export class Broken extends Error {}

export function must(holds, words) {
  if (!holds) throw new Broken(typeof words === "function" ? words() : words);
}

/** The value, or the Failure of one of `kinds` that refuses the input; anything else that is thrown is a broken promise. */
export function refusedOr(Failure, kinds, work) {
  try {
    return { value: work() };
  } catch (error) {
    return { refused: asRefusal(Failure, kinds, error) };
  }
}

export function asRefusal(Failure, kinds, error) {
  if (!(error instanceof Failure)) throw new Broken(`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  must(kinds.includes(error.kind), () => `threw a Failure of kind ${error.kind}: ${error.message}`);
  must(typeof error.message === "string" && error.message.length > 0, "a Failure without words");
  return error;
}
