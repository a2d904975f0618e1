import { keyPairOf, signed } from "../../support/ssh-signer.mjs";
import { signatureVerifies } from "../support/naive.mjs";
import { canonical, refOf } from "../support/record.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const payload = Buffer.from(canonical(await world.statement("sam", head)).replace('"decision":', '"decision":"reject","decision":'));
  const signature = Buffer.from(signed(keyPairOf("sam").privateFile, payload, "signoff@riskscore.dev"));
  const { digest } = world.digestOf(head);
  world.keep({ payload, signature }, digest, refOf(digest, payload));
  return { naive: () => signatureVerifies({ payload, signature }) && JSON.parse(payload).decision === "approve", push: [`${head}:refs/heads/main`] };
}
