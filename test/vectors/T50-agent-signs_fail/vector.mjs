import { keyPairOf } from "../../support/ssh-signer.mjs";
import { testSigner } from "../support/world.mjs";
import { run } from "../support/run.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const { privateFile, publicKey } = keyPairOf("sam");
  world.signsAs("sam", privateFile, publicKey);
  const head = agentsEdit(world);
  world.ref("refs/heads/topic", head);
  const env = { CLAUDECODE: "1", AI_AGENT: "claude-code_2.1.210_agent" };
  const naive = async () => (await run([process.execPath, testSigner, "-Y", "sign", "-n", "signoff@riskscore.dev", "-f", `${world.home}/sam`], { env: { ...world.env, ...env }, input: "approve" })).code === 0;
  return { naive, signoff: ["main..topic", "--json"], lines: ["It is fine.", "high"], env, also: async () => ((await world.git("for-each-ref", "refs/riskscore/signoffs")) === "" ? null : "a record was made") };
}
