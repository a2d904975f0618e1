import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const signed = agentsEdit(world);
  await world.sign("sam", signed);
  const head = world.commit({}, { on: [world.main, signed], from: signed, message: "Merge branch topic\n" });
  return { push: [`${head}:refs/heads/main`] };
}
