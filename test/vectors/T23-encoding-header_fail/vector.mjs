import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: "Add two\n\n+AEM-o-authored-by: Claude <noreply@anthropic.com>\nCo-authored-by: Claude <+AG4-oreply@anthropic.com>, noreply@anthropic.com\n", headers: "encoding UTF-7\n" });
  return { naive: async () => !/^co-authored-by: claude <noreply@anthropic/im.test(await world.git("log", "-1", "--format=%(trailers)", "--encoding=ISO-8859-1", head)), push: [`${head}:refs/heads/main`] };
}
