/**
 * `text` with everything made equal that a reader takes for equal: case, compatibility forms, marks, look-alikes from other
 * alphabets, every kind of dash, colon, bracket and space; what nobody sees is gone. Works character by character, so it is linear:
 * normalising a whole text is not, on long runs of combining marks.
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let folded = "";
  for (const char of text) folded += char <= "\u007f" ? char.toLowerCase() : foldedOf(char);
  return folded;
}

export function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}

/** For each code unit of `foldText(text)`, where in `text` it comes from; one more at the end. */
export function foldedPositions(text: string): Uint32Array {
  const from: number[] = [];
  let at = 0;
  for (const char of text) {
    const width = (char <= "\u007f" ? char.toLowerCase() : foldedOf(char)).length;
    for (let each = 0; each < width; each++) from.push(at);
    at += char.length;
  }
  from.push(at);
  return Uint32Array.from(from);
}

const known = new Map<string, string>();
/** Few alphabets have more; a hostile text gains nothing by filling it. */
const mostKept = 20_000;

function foldedOf(char: string): string {
  const kept = known.get(char);
  if (kept !== undefined) return kept;
  const folded = computed(char);
  if (known.size < mostKept) known.set(char, folded);
  return folded;
}

function computed(char: string): string {
  if (/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}\ufffd]/u.test(char)) return "";
  // Some look-alikes have a compatibility form of their own, which looks like something else.
  const alike = lookAlike.get(char);
  if (alike !== undefined) return alike.toLowerCase();
  let folded = "";
  for (const part of char.normalize("NFKD").replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")) folded += lookAlike.get(part) ?? shape(part) ?? smallOf(part);
  return folded.toLowerCase();
}

/** A capital may be nothing's look-alike, and its small letter one. */
function smallOf(char: string): string {
  return Array.from(char.toLowerCase(), (part) => lookAlike.get(part) ?? part).join("");
}

function shape(char: string): string | null {
  if (/[\p{Pd}\u2212\u2043\u02d7\u2cba]/u.test(char)) return "-";
  if (/[\ua789\u2236\u0589\u05c3\u02d0\u02f8\u0703\u0704]/u.test(char)) return ":";
  if (/[\p{Zs}\u2800]/u.test(char)) return " ";
  if (/[\u2039\u2329\u3008\u27e8\u276e\u2770\u02c2]/u.test(char)) return "<";
  if (/[\u203a\u232a\u3009\u27e9\u276f\u2771\u02c3]/u.test(char)) return ">";
  return null;
}

/** Pairs: the look-alike, then what it is taken for. Cyrillic, Greek, Armenian, and Latin's own strangers; only letters that markers are written in. */
const lookAlikes =
  "аaвbсcԁdеeѐeԍgһhіiїiјjкkӏlмmнhоoрpԛqѕsтtцuуyүyѵvԝwхxзzьb" +
  "АaВbСcЕeНhІiЈjКkМmОoРpԚqЅsТtУyҮyѴvԜwХxЗzӀl" +
  "αaβbεeηnιiκkνvοoρpτtυuχxγyωwϲcϳjσo" +
  "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxϹcͿj" +
  "օoսuհhոnռnզqցgգqյjѡwԱuՍuՕoԼl" +
  "ıiȷjɑaɡgɩiɪiʟlɴnʀrʏyᴀaʙbᴄcᴅdᴇeɢgʜhᴊjᴋkᴍmᴏoᴘpꜱsᴛtᴜuᴠvᴡwᴢzƅbɗdɓbøoØołlŁlđdĐdħhŧtɵo";
const pairs = [...lookAlikes];
const lookAlike = new Map(pairs.flatMap((char, at) => (at % 2 === 0 ? [[char, pairs[at + 1]!] as const] : [])));
