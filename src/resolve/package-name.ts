/** `@acme/a/x/y` → `@acme/a` and `./x/y`; no subpath is `.`. */
export function splitName(specifier: string): { readonly name: string; readonly subpath: string } {
  let slash = specifier.indexOf("/");
  if (slash >= 0 && specifier.startsWith("@")) slash = specifier.indexOf("/", slash + 1);
  if (slash < 0) return { name: specifier, subpath: "." };
  const rest = specifier.slice(slash + 1);
  return { name: specifier.slice(0, slash), subpath: rest === "" ? "." : `./${rest}` };
}

/** Something a registry could hold under this name. */
export function isPackageName(name: string): boolean {
  return name.length <= 214 && /^(?:@[\w.~-]+\/)?[\w.~!'()*-]+$/.test(name) && !/^\.{1,2}$/.test(name);
}
