/** Files that the pages of the documentation are made of; folders count with all that is in them. */
export const DOC_SOURCES: readonly string[];
