/** Escaped text cut in its middle past `most` characters, so that no name can push the rest off a screen; both ends stay. */
export function clipped(text: string, most = 160, ellipsis = "..."): string {
  if (text.length <= most) return text;
  const characters = [...text];
  if (characters.length <= most) return text;
  const half = Math.floor((most - ellipsis.length) / 2);
  return characters.slice(0, half).join("") + ellipsis + characters.slice(-half).join("");
}
