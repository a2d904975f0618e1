/**
 * The story in short, with real git: an agent's change is stopped, asked for, answered for, and passes. Every line shown is what the
 * commands printed; long answers are cut where `…` stands.
 */
import { agentEnvironment, guardedShop, roundToEven } from "./guarded-shop.mjs";

/** @param {(text: string) => void} print */
export function tellStory(print) {
  const shop = guardedShop();
  process.on("exit", () => shop.remove());
  try {
    const say = (text) => print(`\n${text}\n`);
    const show = (command, ran, lines = Infinity) => print(`\n  $ ${command}\n${cut(ran, lines, shop.folder)}`);
    const { author, chloe } = shop;

    say("Ben lets a coding agent change how half cents are rounded. Its commit says so, because the hook saw who was at work:");
    author.git("switch", "--quiet", "--create", "topic");
    roundToEven(author);
    author.run(["git", "commit", "--quiet", "--message", "Round halves to even"], agentEnvironment);
    show("git log -1 --format=%B", author.git("log", "-1", "--format=%B"));

    say("He pushes. The change reaches checkout, a tool took part, and nobody has answered for it:");
    show("git push origin topic", author.tried(["git", "push", "--quiet", "origin", "topic"]));

    say("He asks for a sign-off:");
    const request = author.riskscore("signoff", "request");
    show("riskscore signoff request", request);

    say("Chloe, a senior, looks at it on one screen, gives a reason, and types the band:");
    const digest = /riskscore signoff ([0-9a-f]{12})/.exec(request.stdout)?.[1];
    const signed = chloe.atTerminal(["Halves to even is what finance asked for.", "high"], "signoff", digest);
    show(`riskscore signoff ${digest}`, { stdout: signed.stderr + signed.stdout, stderr: "" });

    say("Now the push passes, and one byte more would not:");
    show("git push origin topic", author.tried(["git", "push", "--quiet", "origin", "topic"]));
    author.write("packages/money/src/round.ts", `${author.read("packages/money/src/round.ts")}\n`);
    author.git("add", "--all");
    author.run(["git", "commit", "--quiet", "--message", "One more line"], agentEnvironment);
    show("git push origin topic", author.tried(["git", "push", "--quiet", "origin", "topic"]), 1);

    say("The audit log tells it all:");
    show("riskscore audit", author.riskscore("audit"));
  } finally {
    shop.remove();
  }
}

/** What a command printed, indented, without the temporary folder's name and the empty lines at its ends. */
function cut({ stdout, stderr }, most, folder) {
  const lines = `${stdout}${stderr}`.replaceAll(`${folder}/`, "").trim().split("\n").filter((line) => !/^husky - |^error: failed to push/.test(line.trim()));
  const shown = lines.slice(0, most).map((line) => (line === "" ? "" : `  ${line}`));
  return `${[...shown, ...(lines.length > most ? ["  …"] : [])].join("\n")}\n`;
}
