import { otherSum, otherTill } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const signed = agentsEdit(world);
  const record = await world.sign("sam", signed);
  const head = world.commit({ "src/sum.ts": otherSum, "src/till.ts": otherTill }, { message: `Add two\n\n(cherry picked from commit ${signed})\n\nCo-authored-by: Claude <noreply@anthropic.com>\n` });
  return {
    naive: async () => (await world.git("log", "-1", "--format=%B", head)).includes(signed) && JSON.parse(record.payload).change.digest === world.digestOf(signed).digest,
    push: [`${head}:refs/heads/main`],
  };
}
