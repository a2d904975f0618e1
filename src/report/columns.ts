/** Words broken into lines of at most `width` columns, every line after the first indented by `hang`. Long words stay whole. */
export function wrap(text: string, width: number, first = "", hang = first): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let room = true;
  for (const word of text.split(" ")) {
    if (!room && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hang;
      room = true;
    }
    line += room ? word : ` ${word}`;
    room = false;
  }
  lines.push(line);
  return lines;
}

/** Rows with every column but the last padded to its widest cell, two spaces apart. Columns named in `right` are flush right. */
export function aligned(rows: readonly (readonly string[])[], indent: string, right: readonly number[] = []): readonly string[] {
  const widths = widthsOf(rows);
  return rows.map((row) => {
    const cells = row.map((cell, i) => (right.includes(i) ? cell.padStart(widths[i] ?? 0) : i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)));
    return (indent + cells.join("  ")).trimEnd();
  });
}

export function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return widths;
}

/** The first `most` of a list, and how many were left out. */
export function firstOf<Item>(items: readonly Item[], most: number): { readonly shown: readonly Item[]; readonly left: number } {
  return { shown: items.slice(0, most), left: Math.max(0, items.length - most) };
}
