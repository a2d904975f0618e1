import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const signed = agentsEdit(world);
  await world.sign("sam", signed);
  world.land(world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" }));
  const head = agentsEdit(world, { message: `Add two, as finance asked\n\nCo-authored-by: Claude <noreply@anthropic.com>\n` });
  return { push: [`${head}:refs/heads/main`] };
}
