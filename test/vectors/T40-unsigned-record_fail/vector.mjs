import { recordOf } from "../support/record.mjs";
import { people } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = recordOf(await world.statement("sam", head));
  const flipped = recordOf({ ...(await world.statement("sam", head)), reason: "Signed something else." });
  world.keep({ payload: record.payload, signature: flipped.signature }, world.digestOf(head).digest);
  const { decision, signer } = JSON.parse(record.payload);
  return { naive: () => decision === "approve" && people.some(({ id }) => id === signer.person), push: [`${head}:refs/heads/main`] };
}
