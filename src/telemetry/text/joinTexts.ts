/** Number of texts that are joined at once. */
const JOINED_AT_ONCE = 1000;

/**
 * Converts members to texts and joins them with commas. Holds few texts at a time: a row of 16 MB
 * can have 8 million members.
 */
export function joinTexts<T>(members: Iterable<T>, toText: (member: T) => string): string {
  let joined = "";
  let texts: string[] = [];
  for (const member of members) {
    texts.push(toText(member));
    if (texts.length === JOINED_AT_ONCE) {
      joined += `${texts.join(",")},`;
      texts = [];
    }
  }
  return texts.length > 0 ? joined + texts.join(",") : joined.slice(0, -1);
}
