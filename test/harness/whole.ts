declare const TEST_IS_WHOLE: boolean;

/** Whether a long series of cases is run whole; otherwise, as by `npm test`, by those of them that say most. */
export const isWhole = TEST_IS_WHOLE;

/** Gives all cases of a long series where it is run whole, and otherwise one in so many. */
export const sampled = <T>(cases: readonly T[], oneIn: number): readonly T[] =>
  cases.filter((_, index) => isWhole || index % oneIn === 0);
