// The classes alone, for pages that register them themselves, or under other names.
export * from './player-class.js';
export * from './upload-class.js';
