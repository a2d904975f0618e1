import { keyPairOf } from "../../support/ssh-signer.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const { privateFile, publicKey } = keyPairOf("sam");
  world.ref("refs/heads/topic", agentsEdit(world));
  const asked = await world.tried(...world.tool, "signoff", "request", "main..topic", "--reason", "Docs only, band: low", "--json");
  world.signsAs("sam", privateFile, publicKey);
  return { naive: async () => asked.code === 0 && /band: (\w+)/.exec(JSON.stringify(asked.stdout))?.[1] !== "high", signoff: ["main..topic", "--json"], lines: ["As the request says.", "low"], also: async () => ((await world.git("for-each-ref", "refs/riskscore/signoffs")) === "" ? null : "a record was made") };
}
