// Only the classes, for pages that register the elements themselves or under other names.
export * from './player-class.js';
export * from './upload-class.js';
