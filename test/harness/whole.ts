declare const TEST_IS_WHOLE: boolean;

/** Whether a long series of cases is run completely; `npm test` runs only a sample. */
export const isWhole = TEST_IS_WHOLE;

/** Returns all cases of a long series if it is run completely, and otherwise one in so many. */
export const sampled = <T>(cases: readonly T[], oneIn: number): readonly T[] =>
  cases.filter((_, index) => isWhole || index % oneIn === 0);
