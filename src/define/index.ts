export * from './player.js';
export * from './upload.js';
