/** Most cues that are drawn at a time: more leave nothing of the picture. */
export const MAX_CUES = 20;
/** Most characters of a cue that are drawn. */
export const MAX_CHARACTERS = 2_000;
/** Most tags of a cue that are heeded. Browsers read nested ones in a time that grows with the square of their number. */
const MAX_TAGS = 50;

/** Bounds the text of a WebVTT cue: cuts it where it is very long, and takes its tags out where they are very many. */
export function boundCueText(text: string): string {
  const cut = text.slice(0, MAX_CHARACTERS);
  return cut.split('<', MAX_TAGS + 2).length > MAX_TAGS + 1 ? cut.replace(/<[^>]*>?/g, '') : cut;
}
