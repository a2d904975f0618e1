import { keyPairOf } from "../../support/ssh-signer.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const { privateFile, publicKey } = keyPairOf("sam");
  world.signsAs("sam", privateFile, publicKey);
  world.ref("refs/heads/topic", agentsEdit(world));
  return { signoff: ["main..topic", "--json"], lines: ["It is fine, I looked.", "high"], also: async () => ((await world.git("for-each-ref", "refs/riskscore/signoffs")) === "" ? "no record was made" : null) };
}
