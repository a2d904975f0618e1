import { keyPairOf } from "../../support/ssh-signer.mjs";
import { nothingNew } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const landing = { protected: ["refs/heads/main", "refs/heads/release/*"] };
  const old = world.begin(policy({ landing }));
  world.land(world.commit({ ".riskrc.json": policyText(policy({ landing }, { revokedKeys: [keyPairOf("kim").fingerprint] })) }, { by: "pat", message: "Kim's key was stolen\n" }));
  return { naive: () => nothingNew(world, old), push: [`${old}:refs/heads/release/1`] };
}
