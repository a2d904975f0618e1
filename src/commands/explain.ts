import { Failure } from "../failure.ts";
import { defaultWeights } from "../policy/default-weights.ts";
import { jsonOf } from "../report/json.ts";
import { humanSignal, humanSignals, type ExplainedSignal } from "../report/signal-text.ts";
import { signals } from "../signals/catalogue.ts";
import { weightKeyOf, type Signal } from "../signals/signal.ts";
import { answered, type Answer } from "./answer.ts";
import type { ExplainCommand } from "./request.ts";
import type { World } from "./world.ts";

/** What a signal means, why it matters, how to lower it; without a name all of them. Needs no repository. */
export async function explain({ paper }: Pick<World, "paper">, { signal: id, format }: ExplainCommand): Promise<Answer> {
  const all = Object.values(signals).map(explained);
  if (id === null) return answered(format === "json" ? jsonOf({ schemaVersion: 1, signals: all }) : humanSignals(all, paper));
  const wanted = id.trim().toLowerCase();
  const found = all.find((one) => one.id === wanted);
  if (found === undefined) throw unknownSignal(id, all.map((one) => one.id));
  return answered(format === "json" ? jsonOf({ schemaVersion: 1, ...found }) : humanSignal(found, paper));
}

function explained(signal: Signal): ExplainedSignal {
  const { id, axis, title, meaning, why, lower } = signal;
  return { id, axis, title, meaning, why, lower, weight: defaultWeights[id], weightKey: weightKeyOf(signal) };
}

function unknownSignal(id: string, known: readonly string[]): Failure {
  const words = id.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2);
  const close = known.filter((one) => words.some((word) => one.includes(word.slice(0, 4))));
  return new Failure("usage", `'${id}' is no signal.`, { hint: close.length > 0 ? `Did you mean ${close.join(" or ")}?` : `The signals are ${known.join(", ")}.` });
}
