import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.keepsOnServer = false;
  const other = world.commit({ "docs/readme.md": "# Docs\n" });
  const record = await world.sign("sam", other);
  const name = record.ref.split("/").at(-1);
  const hex = world.digestOf(agentsEdit(world)).digest.slice("sha256:".length);
  const ref = world.ref(`refs/riskscore/signoffs/${hex.slice(0, 2)}/${hex}/${name}`, record.commit) && `refs/riskscore/signoffs/${hex.slice(0, 2)}/${hex}/${name}`;
  return { naive: async () => (await world.git("for-each-ref", `refs/riskscore/signoffs/${hex.slice(0, 2)}/${hex}`)) !== "", push: [ref] };
}
