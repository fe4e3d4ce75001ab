/** Splits code into pieces, in order: `[kind, text]`, with an empty kind for what has no colour. */
export function piecesOf(text: string, language: string): readonly (readonly [kind: string, text: string])[];
