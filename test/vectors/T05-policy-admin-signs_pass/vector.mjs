
/** See README.md. */
export default async function (world) {
  const head = world.commit({ ".husky/pre-push": "npm run check\n" }, { message: "Check more\n" });
  await world.sign("pat", head, { role: "policy-admin" });
  return { push: [`${head}:refs/heads/main`] };
}
