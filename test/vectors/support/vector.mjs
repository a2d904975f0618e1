/** One vector: reading it, and playing it. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { places } from "./places.mjs";

/** `laptop`: asks the clone's hook where the server is named. */
export function readVector(folder, laptop = false) {
  const name = basename(folder);
  const title = /^# (.+)$/m.exec(readFileSync(join(folder, "README.md"), "utf8"))?.[1] ?? name;
  const expected = JSON.parse(readFileSync(join(folder, "expect.json"), "utf8"));
  if (laptop && expected.at === "pre-receive") expected.at = "pre-push";
  return { name, folder, title, expected, play: () => import(pathToFileURL(join(folder, "vector.mjs")).href) };
}

/** Builds the world, lets the naive check speak, asks the tool. */
export async function ran({ name, title, expected, play }, worlds) {
  const started = Date.now();
  const world = worlds.copy(expected.at);
  const result = { name, title, ...expected, fired: null, answer: null, wrong: [], said: "" };
  try {
    const asked = await (await play()).default(world);
    if (asked.naive !== undefined) result.fired = (await asked.naive()) === true;
    result.answer = await places[expected.at](world, asked);
    result.wrong = wrongIn(result.answer, expected, result.fired, await asked.also?.(result.answer));
    result.said = result.answer.said;
  } catch (error) {
    result.wrong = [error.message.split("\n", 1)[0]];
    result.said = String(error.stack);
  } finally {
    world.remove();
  }
  return { ...result, ok: result.wrong.length === 0, ms: Date.now() - started };
}

/** What is not as expected, in words. `also`: what the vector itself found wrong, null or true for nothing. */
function wrongIn(answer, { exit, rule, reason, control }, fired, also) {
  return [
    control === "fires" && fired !== true ? "the control did not fire: this attack fools nobody" : null,
    answer.exit === exit ? null : `exit ${answer.exit} instead of ${exit}`,
    rule === undefined || answer.rule === rule ? null : `rule '${answer.rule}' instead of '${rule}'`,
    reason === undefined || answer.reasons.includes(reason) ? null : `reasons [${answer.reasons}] without '${reason}'`,
    answer.landed && exit !== 0 ? "refs moved all the same" : null,
    also === undefined || also === null || also === true ? null : also === false ? "what the vector checks beside does not hold" : `${also}`,
  ].filter((one) => one !== null);
}
