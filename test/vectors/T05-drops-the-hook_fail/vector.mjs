/** See README.md. */
export default async function (world) {
  const head = world.commit({ ".husky/pre-push": null }, { message: "Tidy up\n" });
  return { naive: async () => (await world.tried("git", "cat-file", "-e", `${head}:.husky/pre-push`)).code !== 0, push: [`${head}:refs/heads/main`] };
}
